const MAX_PARTS = 3;
const MIN_WORDS = 4;
/** Where a second question begins inside a sentence. */
const SECOND = /[,;]?\s+and\s+(?=(?:what|why|how|when|where|who|which|whose)\b)/i;

/**
 * Parts a question that asks several things; a question that asks one thing is its own only part. Parts too short to be searched for by themselves ("Why?")
 * stay with the one before.
 *
 * @returns one to three parts, in order
 */
export function splitQuestion(question: string): string[] {
  const parts: string[] = [];
  for (const part of question.split(/(?<=[?？])\s+/).flatMap((sentence) => sentence.split(SECOND))) {
    const text = part.trim();
    const isShort = text.split(/\s+/).length < MIN_WORDS;
    if (text === "") continue;
    if (parts.length > 0 && (isShort || parts.length === MAX_PARTS)) parts.push(`${parts.pop() ?? ""} ${text}`);
    else parts.push(text);
  }
  return parts.length === 0 ? [question.trim()] : parts;
}
