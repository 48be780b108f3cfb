/** A word of a text and where it stands: UTF-16 offsets, `end` exclusive. */
export interface Word {
  readonly text: string;
  readonly lower: string;
  readonly start: number;
  readonly end: number;
  readonly isCapital: boolean;
}

/** A word as lists of names have it: lower case, without accents. */
export const fold = (word: string): string => word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

const WORD = /\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*/gu;

/** The words of a text in order. "Mayo-Walters" and "O'Neill" are one word; the "'s" of "Maclean's" belongs to none. */
export function readWords(text: string): Word[] {
  const words: Word[] = [];
  for (const { 0: raw, index } of text.matchAll(WORD)) {
    const word = /['’]s$/.test(raw) ? raw.slice(0, -2) : raw;
    const lower = word.toLowerCase();
    words.push({ text: word, lower, start: index, end: index + word.length, isCapital: word.charAt(0) !== lower.charAt(0) });
  }
  return words;
}
