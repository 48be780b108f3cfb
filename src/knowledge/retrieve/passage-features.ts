import type { NumberedPassage, NumberedPassages } from "./numbered-passages.ts";
import { isStopTerm, type Query } from "./read-query.ts";

/** A term of the query with what it says: its inverse document frequency in the course, ln(1 + (N − n + ½) / (n + ½)) as in Robertson and Zaragoza (2009). */
export interface WeighedTerm {
  readonly term: string;
  readonly idf: number;
}

/** How a passage fits a query, each between 0 and 1 but the first. */
export interface Features {
  /** BM25 over headings and text, as a share of what the query's terms weigh together. */
  readonly bm25: number;
  /** The most of the query's weight within twelve words. */
  readonly window: number;
  /** The most of it within one sentence. */
  readonly sentence: number;
  /** How much of the query's neighbouring pairs is here side by side. */
  readonly pairs: number;
  /** How much of the headings is asked for. */
  readonly headings: number;
  /** The weight of terms that are here only with another ending. */
  readonly alike: number;
  /** How many of the query's telling terms are not here at all, as a share of its terms. */
  readonly missing: number;
  /** Which terms are here, by their place in the query. */
  readonly present: readonly boolean[];
}

const [K1, B] = [1.2, 0.75];
const WINDOW_TERMS = 12;
const PAIR_TERMS = 2;
/** Words that begin alike for so many letters are taken for forms of one word. */
const PREFIX_CHARS = 5;
/** A term that says nearly as much as the one that says most. */
const TELLING = 0.8;

/** What words are to a query, by their numbers. */
interface Roles {
  /** NOTHING, ASKED or ALIKE. */
  readonly of: Uint8Array;
  /** The terms that a word is, or that begin like it; by their place in the query. */
  readonly terms: ReadonlyMap<number, readonly number[]>;
}

const [NOTHING, ASKED, ALIKE] = [0, 1, 2];
const NONE: readonly number[] = [];

/**
 * Measures passages against a query.
 *
 * @param terms those of the query that are anywhere in the course
 * @param meanLength of passages, in terms
 */
export function measurePassages(
  query: Query,
  terms: readonly WeighedTerm[],
  { passages, numbers }: NumberedPassages,
  meanLength: number,
): Features[] {
  const place = new Map(terms.map(({ term }, at) => [term, at]));
  const roles = readRoles(place, numbers);
  return passages.map((passage) => measurePassage(query, terms, place, roles, passage, meanLength));
}

function measurePassage(
  { ordered }: Query,
  terms: readonly WeighedTerm[],
  place: ReadonlyMap<string, number>,
  roles: Roles,
  { read: { heads, length }, words, ends }: NumberedPassage,
  meanLength: number,
): Features {
  const total = terms.reduce((sum, { idf }) => sum + idf, 0);
  const most = terms.reduce((largest, { idf }) => Math.max(largest, idf), 0);
  const inHeads = new Set(heads);
  const counts = terms.map(() => 0);
  const alikes = new Set<number>();
  const found: { readonly at: number; readonly term: number }[] = [];
  let [at, sentence] = [heads.length, 0];
  for (const end of ends) {
    const first = found.length;
    for (; at < end; at++) {
      const word = words[at] ?? 0;
      const role = roles.of[word];
      if (role === NOTHING) continue;
      for (const term of roles.terms.get(word) ?? NONE) {
        if (role === ALIKE) alikes.add(term);
        else {
          found.push({ at, term });
          counts[term] = (counts[term] ?? 0) + 1;
        }
      }
    }
    if (found.length > first) sentence = Math.max(sentence, weightOf(terms, new Set(found.slice(first).map(({ term }) => term))));
  }
  for (const head of heads) {
    const term = place.get(head);
    if (term !== undefined) counts[term] = (counts[term] ?? 0) + 1;
  }
  let [bm25, alike, missing] = [0, 0, 0];
  for (const [index, { idf }] of terms.entries()) {
    const count = counts[index] ?? 0;
    if (count > 0) bm25 += (idf * count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / meanLength));
    else if (alikes.has(index)) alike += idf;
    if (count === 0 && idf > TELLING * most) missing += 1;
  }
  const own = [...heads].filter((head) => !isStopTerm(head));
  return {
    bm25: bm25 / total,
    window: bestWindow(terms, found) / total,
    sentence: sentence / total,
    pairs: pairsOf(ordered, place, terms, found),
    headings: own.length === 0 ? 0 : own.filter((head) => place.has(head)).length / own.length,
    alike: alike / total,
    missing: missing / terms.length,
    present: terms.map(({ term }, index) => (counts[index] ?? 0) > 0 || inHeads.has(term)),
  };
}

function readRoles(place: ReadonlyMap<string, number>, numbers: ReadonlyMap<string, number>): Roles {
  const beginnings = new Map<string, number[]>();
  for (const [term, at] of place) {
    if (term.length < PREFIX_CHARS) continue;
    const beginning = term.slice(0, PREFIX_CHARS);
    beginnings.set(beginning, [...(beginnings.get(beginning) ?? []), at]);
  }
  const of = new Uint8Array(numbers.size);
  const terms = new Map<number, readonly number[]>();
  for (const [word, number] of numbers) {
    const asked = place.get(word);
    const alike = asked === undefined && word.length >= PREFIX_CHARS ? beginnings.get(word.slice(0, PREFIX_CHARS)) : undefined;
    if (asked === undefined && alike === undefined) continue;
    of[number] = asked === undefined ? ALIKE : ASKED;
    terms.set(number, asked === undefined ? (alike ?? NONE) : [asked]);
  }
  return { of, terms };
}

function weightOf(terms: readonly WeighedTerm[], places: Iterable<number>): number {
  let sum = 0;
  for (const place of places) sum += terms[place]?.idf ?? 0;
  return sum;
}

function bestWindow(terms: readonly WeighedTerm[], found: readonly { readonly at: number; readonly term: number }[]): number {
  const inside = terms.map(() => 0);
  let [best, now, first] = [0, 0, 0];
  for (const { at, term } of found) {
    if (inside[term] === 0) now += terms[term]?.idf ?? 0;
    inside[term] = (inside[term] ?? 0) + 1;
    for (let left = found[first]; left && at - left.at >= WINDOW_TERMS; left = found[++first]) {
      inside[left.term] = (inside[left.term] ?? 0) - 1;
      if (inside[left.term] === 0) now -= terms[left.term]?.idf ?? 0;
    }
    best = Math.max(best, now);
  }
  return best;
}

function pairsOf(
  ordered: readonly string[],
  place: ReadonlyMap<string, number>,
  terms: readonly WeighedTerm[],
  found: readonly { readonly at: number; readonly term: number }[],
): number {
  const beside = new Set<number>();
  for (const [index, one] of found.entries())
    for (let next = index + 1; next < found.length; next++) {
      const other = found[next];
      if (!other || other.at - one.at > PAIR_TERMS) break;
      beside.add(one.term * terms.length + other.term);
    }
  let [there, all] = [0, 0];
  for (const [index, word] of ordered.entries()) {
    const [a, b] = [place.get(ordered[index - 1] ?? ""), place.get(word)];
    if (a === undefined || b === undefined || a === b) continue;
    const weight = weightOf(terms, [a, b]);
    all += weight;
    if (beside.has(a * terms.length + b)) there += weight;
  }
  return all === 0 ? 0 : there / all;
}
