/** A stretch of text, and whether it is to be marked. */
export interface MarkedPart {
  readonly text: string;
  readonly isMarked: boolean;
}

/** A text in parts, where whole words that begin with one of `words` are marked, whatever their case. Joined, the parts are the text. */
export function markWords(text: string, words: readonly string[]): MarkedPart[] {
  const begins = words.map((word) => word.toLowerCase()).filter((word) => word !== "");
  if (begins.length === 0) return [{ text, isMarked: false }];
  const parts: MarkedPart[] = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const low = word.toLowerCase();
    if (!begins.some((begin) => low.startsWith(begin))) continue;
    if (index > end) parts.push({ text: text.slice(end, index), isMarked: false });
    parts.push({ text: word, isMarked: true });
    end = index + word.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), isMarked: false });
  return parts;
}
