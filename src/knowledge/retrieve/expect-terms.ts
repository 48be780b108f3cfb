import type { ReadPassage } from "../index/passage-terms.ts";
import type { WeighedTerm } from "./passage-features.ts";

/** A passage that may be found, as far as it has been judged. */
export interface Candidate {
  readonly read: ReadPassage;
  /** Which of the query's terms are in it, by their place in the query. */
  readonly present: readonly boolean[];
  /** How well it fits by the words that are in it; one more makes it count e times as much. */
  readonly score: number;
}

/** Where only one candidate has a term, the others are like that passage or not, which says little about the term. */
const MIN_HOLDERS = 2;
/** Among fewer it is chance which words are rare. */
const MIN_CANDIDATES = 8;
/** Passages found by one query are alike anyway: a cosine of CHANCE says nothing, one of SURE as much as if the word were there once. */
const [CHANCE, SURE] = [0.05, 0.335];

/** A passage as a vector of length 1 over the words of all candidates: which, and how much. */
interface WordVector {
  readonly words: Int32Array;
  readonly weights: Float64Array;
}

const NOTHING: WordVector = { words: new Int32Array(0), weights: new Float64Array(0) };

/**
 * What candidates may be about though they do not say it: a passage that lacks one of the query's terms is taken to say it as far as it reads like the
 * candidates that do (its cosine with them), never for more than if it did. One on tumours that reads like those on cancer is then not marked down for want
 * of the word; one that is unlike them loses a little. It is document expansion by neighbours (Tao et al. 2006) in which the candidates are the only
 * neighbours, so nothing else has to be read.
 *
 * @param terms those of the query that are anywhere in the course
 * @returns for each candidate in order, a share of what the query's terms weigh together, from −0.18 to 1; 0 for one that has them all, and for all where
 *   they are too few to compare
 */
export function expectTerms(terms: readonly WeighedTerm[], candidates: readonly Candidate[]): number[] {
  const expected = candidates.map(() => 0);
  if (candidates.length < MIN_CANDIDATES) return expected;
  const { vectors, size } = readVectors(candidates.map(({ read }) => read));
  const best = candidates.reduce((most, { score }) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  const total = terms.reduce((sum, { idf }) => sum + idf, 0);
  const shares = candidates.map(({ score }) => Math.exp(score - best));
  for (const [place, { idf }] of terms.entries()) {
    const having: number[] = [];
    const lacking: number[] = [];
    for (let at = 0; at < candidates.length; at++) (candidates[at]?.present[place] ? having : lacking).push(at);
    if (lacking.length === 0) continue;
    const centre = having.length < MIN_HOLDERS ? null : centreOf(vectors, shares, having, size);
    for (const at of lacking) {
      const cosine = centre === null ? 0 : dot(vectors[at] ?? NOTHING, centre);
      expected[at] = (expected[at] ?? 0) + (idf / total) * Math.min(1, (cosine - CHANCE) / (SURE - CHANCE));
    }
  }
  return expected;
}

/**
 * Passages as vectors: 1 + ln of how often a word is there, times how rare it is among the candidates, since the query's own words and what all of them
 * speak of do not tell one from another. Words of one passage only, which are no likeness to any, are left out. A search waits for this, so each word is
 * looked up once.
 */
function readVectors(passages: readonly ReadPassage[]): { readonly vectors: readonly WordVector[]; readonly size: number } {
  const counts = new Map<string, WordCount>();
  const read = passages.map(({ heads, sentences }, passage) => {
    const words: WordCount[] = [];
    const times: number[] = [];
    const take = (word: string): void => {
      let count = counts.get(word);
      if (count === undefined) counts.set(word, (count = { ...NOWHERE }));
      if (count.passage === passage) times[count.at] = (times[count.at] ?? 0) + 1;
      else {
        count.holders += 1;
        count.passage = passage;
        count.at = words.length;
        words.push(count);
        times.push(1);
      }
    };
    for (const word of heads) take(word);
    for (const sentence of sentences) for (const word of sentence) take(word);
    return { words, times };
  });
  let size = 0;
  for (const count of counts.values()) {
    if (count.holders < MIN_HOLDERS || count.holders === passages.length) continue;
    count.place = size++;
    count.rarity = Math.log(passages.length / count.holders);
  }
  return { vectors: read.map(({ words, times }) => toVector(words, times)), size };
}

/** What is known of a word while passages are read: how many have it; the last that has it, and its place there. Then its place in vectors, −1 for none. */
interface WordCount {
  holders: number;
  passage: number;
  at: number;
  place: number;
  rarity: number;
}

const NOWHERE: Readonly<WordCount> = { holders: 0, passage: -1, at: 0, place: -1, rarity: 0 };

function toVector(counted: readonly WordCount[], times: readonly number[]): WordVector {
  const words = new Int32Array(counted.length);
  const weights = new Float64Array(counted.length);
  let [count, squares] = [0, 0];
  for (let at = 0; at < counted.length; at++) {
    const { place, rarity } = counted[at] ?? NOWHERE;
    if (place < 0) continue;
    const time = times[at] ?? 1;
    const weight = time === 1 ? rarity : (1 + Math.log(time)) * rarity;
    words[count] = place;
    weights[count++] = weight;
    squares += weight * weight;
  }
  const length = Math.sqrt(squares) || 1;
  for (let at = 0; at < count; at++) weights[at] = (weights[at] ?? 0) / length;
  return { words: words.subarray(0, count), weights: weights.subarray(0, count) };
}

/**
 * The mean direction of some passages.
 *
 * @param shares how much each passage counts
 */
function centreOf(vectors: readonly WordVector[], shares: readonly number[], holders: readonly number[], size: number): Float64Array {
  const centre = new Float64Array(size);
  for (const at of holders) {
    const { words, weights } = vectors[at] ?? NOTHING;
    const share = shares[at] ?? 0;
    for (let index = 0; index < words.length; index++) {
      const word = words[index] ?? 0;
      centre[word] = (centre[word] ?? 0) + share * (weights[index] ?? 0);
    }
  }
  let squares = 0;
  for (const each of centre) squares += each * each;
  const length = Math.sqrt(squares) || 1;
  for (let word = 0; word < size; word++) centre[word] = (centre[word] ?? 0) / length;
  return centre;
}

function dot({ words, weights }: WordVector, centre: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < words.length; index++) sum += (weights[index] ?? 0) * (centre[words[index] ?? 0] ?? 0);
  return sum;
}
