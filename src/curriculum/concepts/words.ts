import { remember } from "../../shared/remember.ts";
import { stemOf } from "../stem.ts";
import { endsNames } from "./function-words.ts";

/** A word of a text as it is read for names of concepts. */
export interface Word {
  /** As written, without a possessive 's. */
  readonly text: string;
  readonly lower: string;
  readonly stem: string;
  /** Offset in the text, in UTF-16 code units. */
  readonly at: number;
  /** Whether a name cannot go on from this word to the next: punctuation, a possessive, a line's end. */
  readonly ends: boolean;
  readonly is_boundary: boolean;
  /** Written with a capital though no sentence begins here. */
  readonly is_capital: boolean;
  readonly begins_sentence: boolean;
}

const WORD = /\p{L}[\p{L}\p{M}\p{N}]*(?:[-–’'*]\p{L}[\p{L}\p{M}\p{N}]*)*|\p{N}+/gu;
const stem = remember(stemOf, { entries: 5_000, chars: 40 });

/** Stem of a name's word; parts joined by a hyphen are stemmed at the end only. */
export const stemOfWord = (lower: string): string => stem(lower);

/** The words of a text, in order. Linear in its length. */
export function readWords(text: string): Word[] {
  const matches = [...text.matchAll(WORD)];
  return matches.map((match, index) => {
    const written = match[0];
    const possessive = /['’]s?$|['’]s$/i.exec(written);
    const bare = possessive ? written.slice(0, possessive.index) : written;
    const end = match.index + written.length;
    const next = matches[index + 1];
    const gap = text.slice(end, next?.index ?? text.length);
    const before = index === 0 ? "" : text.slice((matches[index - 1]?.index ?? 0) + (matches[index - 1]?.[0].length ?? 0), match.index);
    const begins = index === 0 || /[.!?:]["'”’)\]*_]*\s|\n/.test(before);
    const lower = bare.toLowerCase().replaceAll("’", "'");
    return {
      text: bare,
      lower,
      stem: stemOfWord(lower),
      at: match.index,
      ends: possessive !== null || !/^ ?$/.test(gap),
      is_boundary: endsNames(lower),
      is_capital: !begins && /^\p{Lu}/u.test(bare),
      begins_sentence: begins,
    };
  });
}

/** Runs of words that could be names: neither boundaries nor parted by punctuation. */
export function runsOf(words: readonly Word[]): Word[][] {
  const runs: Word[][] = [];
  let open: Word[] = [];
  const close = () => {
    if (open.length > 0) runs.push(open);
    open = [];
  };
  for (const word of words) {
    if (word.is_boundary) close();
    else {
      open.push(word);
      if (word.ends) close();
    }
  }
  close();
  return runs;
}
