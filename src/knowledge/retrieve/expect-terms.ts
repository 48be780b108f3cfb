import type { NumberedPassage } from "./numbered-passages.ts";
import type { WeighedTerm } from "./passage-features.ts";

/** A passage that may be found, as far as it has been judged. */
export interface Candidate {
  readonly words: NumberedPassage;
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
 * @param size how many different words the candidates have
 * @returns for each candidate in order, a share of what the query's terms weigh together, from −0.18 to 1; 0 for one that has them all, and for all where
 *   they are too few to compare
 */
export function expectTerms(terms: readonly WeighedTerm[], candidates: readonly Candidate[], size: number): number[] {
  const expected = candidates.map(() => 0);
  if (candidates.length < MIN_CANDIDATES) return expected;
  const vectors = readVectors(
    candidates.map(({ words }) => words),
    size,
  );
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
 * speak of do not tell one from another. Words of one passage only, which are no likeness to any, are left out.
 */
function readVectors(passages: readonly NumberedPassage[], size: number): WordVector[] {
  const holders = new Int32Array(size);
  const times = new Int32Array(size);
  const counted = passages.map(({ words }) => {
    const each: number[] = [];
    for (const word of words) {
      const before = times[word] ?? 0;
      if (before === 0) each.push(word);
      times[word] = before + 1;
    }
    const counts = each.map((word) => times[word] ?? 0);
    for (const word of each) {
      holders[word] = (holders[word] ?? 0) + 1;
      times[word] = 0;
    }
    return { each, counts };
  });
  const rarity = Float64Array.from(holders, (count) => (count < MIN_HOLDERS ? 0 : Math.log(passages.length / count)));
  return counted.map(({ each, counts }) => toVector(each, counts, rarity));
}

function toVector(each: readonly number[], counts: readonly number[], rarity: Float64Array): WordVector {
  const words = new Int32Array(each.length);
  const weights = new Float64Array(each.length);
  let [size, squares] = [0, 0];
  for (let at = 0; at < each.length; at++) {
    const word = each[at] ?? 0;
    const rare = rarity[word] ?? 0;
    if (rare === 0) continue;
    const count = counts[at] ?? 1;
    const weight = count === 1 ? rare : (1 + Math.log(count)) * rare;
    words[size] = word;
    weights[size++] = weight;
    squares += weight * weight;
  }
  const length = Math.sqrt(squares) || 1;
  for (let at = 0; at < size; at++) weights[at] = (weights[at] ?? 0) / length;
  return { words: words.subarray(0, size), weights: weights.subarray(0, size) };
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
