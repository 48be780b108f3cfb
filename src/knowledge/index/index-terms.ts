import { stemOf } from "../../curriculum/stem.ts";

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;
/** Scripts written without spaces: pairs of neighbouring signs stand for words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Longer ones are data, and nobody asks for them. */
const MAX_TERM_CHARS = 60;

/** The terms of a text in order, each time it appears: stems of its words, lower case; pairs of signs where words are not parted. Linear. */
export function termsOf(text: string): string[] {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/['’]s?(?!\p{L})/gu, " ");
  // A search reads a hundred passages, nearly all of them in scripts with spaces: those are not looked at word by word.
  const words = plain.match(WORD) ?? [];
  if (!UNSPACED.test(plain)) return words.map(toTerm);
  return words.flatMap((word) => (UNSPACED.test(word) ? pairsOf(word) : [toTerm(word)]));
}

function toTerm(word: string): string {
  const stem = stemOf(word);
  return stem.length > MAX_TERM_CHARS ? stem.slice(0, MAX_TERM_CHARS) : stem;
}

function pairsOf(word: string): string[] {
  const signs = [...word];
  return signs.length === 1 ? signs : signs.slice(1).map((sign, at) => `${signs[at]}${sign}`);
}
