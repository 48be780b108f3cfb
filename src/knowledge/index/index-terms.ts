import { stemOf } from "../../curriculum/stem.ts";

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;
/** Scripts written without spaces: pairs of neighbouring signs stand for words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Longer ones are data, and nobody asks for them. */
const MAX_TERM_CHARS = 60;

/** The terms of a text in order, each time it appears: stems of its words, lower case; pairs of signs where words are not parted. Linear. */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/['’]s?(?!\p{L})/gu, " ");
  for (const [word] of plain.matchAll(WORD)) {
    if (UNSPACED.test(word)) terms.push(...pairsOf(word));
    else terms.push(stemOf(word).slice(0, MAX_TERM_CHARS));
  }
  return terms;
}

function pairsOf(word: string): string[] {
  const signs = [...word];
  return signs.length === 1 ? signs : signs.slice(1).map((sign, at) => `${signs[at]}${sign}`);
}
