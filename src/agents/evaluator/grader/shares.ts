import { findWord, type Found } from "./match-words.ts";
import type { Reading, Word } from "./reading.ts";
import { sum } from "./sums.ts";

/** Looks a word up in a text. */
export type Find = (word: Word) => Found;

/** A telling word of one text and how far it is in the other. */
export interface Held {
  readonly word: Word;
  readonly found: Found;
  /** Whether the question says it. */
  readonly asked: boolean;
}

/** How much one text holds of the other: weighted shares from 0 to 1. */
interface Share {
  readonly all: number;
  readonly exact: number;
  readonly fresh: number;
  readonly asked: number;
  readonly plain: number;
}

/** Looks words up in a text, each once: clauses ask again for what the whole asked. */
export function finderIn(within: Reading): Find {
  const known = new Map<string, Found>();
  return (word) => {
    const key = word.negated ? `-${word.stem}` : word.stem;
    const before = known.get(key);
    if (before) return before;
    const found = findWord(word, within);
    known.set(key, found);
    return found;
  };
}

/** How far the telling words are found, each once. */
export function hold(words: readonly Word[], find: Find, asked: Reading): Held[] {
  const seen = new Set<string>();
  const held: Held[] = [];
  for (const word of words) {
    if (!word.isContent || seen.has(word.stem)) continue;
    seen.add(word.stem);
    held.push({ word, found: find(word), asked: asked.stems.has(word.stem) });
  }
  return held;
}

/** How much of the words was found, by weight. */
export function shareOf(held: readonly Held[]): Share {
  let [weight, all, exact, freshWeight, fresh, askedWeight, asked, plain] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (const { word, found, asked: known } of held) {
    const got = word.weight * found.strength;
    weight += word.weight;
    all += got;
    exact += found.strength === 1 ? word.weight : 0;
    plain += found.strength;
    if (known) {
      askedWeight += word.weight;
      asked += got;
    } else {
      freshWeight += word.weight;
      fresh += got;
    }
  }
  const part = (got: number, of: number): number => (of === 0 ? 0 : got / of);
  // Where a reference says nothing new, what it repeats is all there is.
  return {
    all: part(all, weight),
    exact: part(exact, weight),
    fresh: freshWeight === 0 ? part(all, weight) : fresh / freshWeight,
    asked: part(asked, askedWeight),
    plain: part(plain, held.length),
  };
}

/** How much of what was found is denied in one text and not in the other. */
export function turnedShare(held: readonly Held[]): number {
  const found = held.filter(({ found: { strength } }) => strength > 0);
  const weight = sum(found.map(({ word }) => word.weight));
  return weight === 0 ? 0 : sum(found.filter(({ found: { turned } }) => turned).map(({ word }) => word.weight)) / weight;
}
