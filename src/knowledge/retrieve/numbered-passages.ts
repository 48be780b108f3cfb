import type { ReadPassage } from "../index/passage-terms.ts";

/** A passage whose words are numbers. */
export interface NumberedPassage {
  readonly read: ReadPassage;
  /** Those of the headings, then those of each sentence. */
  readonly words: Int32Array;
  /** Where in `words` the headings end, and then each sentence. */
  readonly ends: readonly number[];
}

/** Passages whose words are numbers, the same word in all of them the same, from 0 up. */
export interface NumberedPassages {
  readonly passages: readonly NumberedPassage[];
  readonly numbers: ReadonlyMap<string, number>;
}

/** Numbers words. A search looks at its candidates' thousands of words several times, and this is the only time that it looks them up. */
export function numberWords(passages: readonly ReadPassage[]): NumberedPassages {
  const numbers = new Map<string, number>();
  const numberOf = (word: string): number => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, numbers.size);
    return numbers.size - 1;
  };
  const numbered = passages.map((read): NumberedPassage => {
    const words = new Int32Array(read.length);
    const ends: number[] = [];
    let at = 0;
    for (const part of [read.heads, ...read.sentences]) {
      for (const word of part) words[at++] = numberOf(word);
      ends.push(at);
    }
    return { read, words, ends };
  });
  return { passages: numbered, numbers };
}
