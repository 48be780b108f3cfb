/** Shorter sentences stand on a page more than once by chance. In letters. */
const MIN_SENTENCE_LETTERS = 8;

/**
 * Which of a page's text items show part of a passage, in order. Compared by letters and digits only: printed lines part words, join them, and set
 * running heads between; so each sentence of the passage is looked for on its own.
 */
export function locate(items: readonly string[], passage: string): number[] {
  let letters = "";
  const itemOf: number[] = [];
  for (const [index, item] of items.entries()) {
    const own = lettersOf(item);
    letters += own;
    for (let at = 0; at < own.length; at++) itemOf.push(index);
  }
  const found = new Set<number>();
  for (const sentence of passage.split(/(?<=[.!?。！？])\s+|\n+/u).map(lettersOf)) {
    if (sentence.length < MIN_SENTENCE_LETTERS) continue;
    const at = letters.indexOf(sentence);
    if (at < 0) continue;
    for (const index of itemOf.slice(at, at + sentence.length)) found.add(index);
  }
  return [...found].sort((a, b) => a - b);
}

const lettersOf = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
