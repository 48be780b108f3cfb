/** A word parted at the end of a line. Bounded, and tried at beginnings of words only: a line of a million letters is read once. */
const PARTED = /(?<![\p{L}'’])(\p{L}[\p{L}'’]{0,60})[-‐][ \t]*\n\s*(\p{Ll}[\p{L}'’]{0,60})/gu;
const WORD = /\p{L}[\p{L}'’]*(?:[-‐]\p{L}[\p{L}'’]*)*/gu;

/** The words of a document, lower case, with how often each stands whole within a line: what tells a parted word from one with a hyphen. */
export function wordsWithin(texts: Iterable<string>): ReadonlyMap<string, number> {
  const words = new Map<string, number>();
  for (const text of texts) {
    for (const line of text.split("\n")) {
      for (const [word] of line.matchAll(WORD)) {
        const plain = word.replaceAll("‐", "-").toLowerCase();
        words.set(plain, (words.get(plain) ?? 0) + 1);
      }
    }
  }
  return words;
}

/** A part of a word that is shorter proves nothing by standing somewhere as a word. */
const MIN_PART = 4;

/**
 * The lines of a paragraph as one. A hyphen at the end of a line goes when a small letter follows, unless the rest of the document writes the word with it, or
 * knows both halves as words and not the whole. Other hyphens stay, without a space behind them.
 */
export function joinLines(text: string, words: ReadonlyMap<string, number>): string {
  return text
    .replace(PARTED, (_, head: string, tail: string) => (isHyphened(head, tail, words) ? `${head}-${tail}` : `${head}${tail}`))
    .replace(/([\p{L}\p{N}][-‐/])[ \t]*\n\s*(?=[\p{L}\p{N}])/gu, "$1")
    .replace(/\s+/g, " ")
    .trim();
}

function isHyphened(head: string, tail: string, words: ReadonlyMap<string, number>): boolean {
  const times = (word: string) => words.get(word.toLowerCase()) ?? 0;
  const [whole, hyphened] = [times(`${head}${tail}`), times(`${head}-${tail}`)];
  if (whole > 0 || hyphened > 0) return hyphened > whole;
  // The halves stand at line ends once themselves.
  return Math.min(head.length, tail.length) >= MIN_PART && times(head) > 1 && times(tail) > 1;
}
