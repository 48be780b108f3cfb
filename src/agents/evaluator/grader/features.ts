import { oppositesOf } from "./lexicon.ts";
import { findWord, type Found } from "./match-words.ts";
import { type Reading, readForGrading, type Word } from "./reading.ts";

/** What is compared. */
export interface Graded {
  readonly question: string;
  /** Answers that are right, each by itself. */
  readonly references: readonly string[];
  readonly answer: string;
}

/** The features of one comparison, by name, always the same names in the same order. */
export type Features = Readonly<Record<string, number>>;

interface Held {
  readonly word: Word;
  readonly found: Found;
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

/**
 * Says in numbers how an answer stands to its references: what of a reference it holds and what it adds, with the question's words apart; order, denial,
 * opposites, numbers, lengths. No feature knows a word of any subject. Pure; never throws.
 */
export function featuresOf({ question, references, answer }: Graded): Features {
  const said = readForGrading(answer);
  const asked = readForGrading(question);
  const each = references.map((reference) => compare(said, readForGrading(reference), asked));
  const [first] = each;
  if (!first) return {};
  const best = each.reduce((top, next) => (next.merit > top.merit ? next : top), first);
  const over = (name: string, pick: (values: number[]) => number): number => pick(each.map(({ features }) => features[name] ?? 0));
  const most = (values: number[]): number => Math.max(...values);
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    ...best.features,
    most_r_all: over("r_all", most),
    most_p_all: over("p_all", most),
    most_f_fresh: over("f_fresh", most),
    most_f_pairs: over("f_pairs", most),
    mean_f_all: over("f_all", mean),
    mean_f_fresh: over("f_fresh", mean),
    mean_turned: over("turned", mean),
    mean_opposed: over("opposed", mean),
    references: Math.min(8, references.length),
    ...aboutAnswer(said, asked),
    ...aboutQuestion(question, asked),
  };
}

function compare(said: Reading, meant: Reading, asked: Reading): { readonly features: Record<string, number>; readonly merit: number } {
  const inSaid = finderIn(said);
  const inMeant = finderIn(meant);
  const wanted = hold(meant.words, inSaid, asked);
  const added = hold(said.words, inMeant, asked);
  const recall = shareOf(wanted);
  const precision = shareOf(added);
  const f = (a: number, b: number): number => (a + b === 0 ? 0 : (2 * a * b) / (a + b));
  const fresh = wanted.filter(({ asked: known }) => !known);
  const missed = fresh.filter(({ found }) => found.strength === 0);
  const weightsOf = (held: readonly Held[]): number[] => held.map(({ word }) => word.weight);
  const total = sum(weightsOf(wanted));
  const heaviest = [...fresh].sort((a, b) => b.word.weight - a.word.weight).slice(0, 3);
  const perClause = meant.clauses.map((clause) => shareOf(hold(clause, inSaid, asked)));
  const bestClause = said.clauses.reduce((top, clause) => {
    const own = shareOf(hold(clause, inMeant, asked)).all;
    return own * Math.min(1, clause.length / 4) > top ? own * Math.min(1, clause.length / 4) : top;
  }, 0);
  const pairs = overlap(meant.pairs, said.pairs);
  const bigrams = overlap(meant.bigrams, said.bigrams);
  const chars = cosine(meant.trigrams, said.trigrams);
  const order = subsequence(meant.words, said.words);
  const foreignNumbers = [...said.numbers].filter((value) => !meant.numbers.has(value) && !asked.numbers.has(value)).length;
  const freshNumbers = [...meant.numbers].filter((value) => !asked.numbers.has(value));
  const f_all = f(recall.all, precision.all);
  const f_fresh = f(recall.fresh, precision.fresh);
  const features = {
    r_all: recall.all,
    p_all: precision.all,
    f_all,
    r_exact: recall.exact,
    p_exact: precision.exact,
    f_exact: f(recall.exact, precision.exact),
    r_fresh: recall.fresh,
    p_fresh: precision.fresh,
    f_fresh,
    r_asked: recall.asked,
    p_asked: precision.asked,
    r_plain: recall.plain,
    p_plain: precision.plain,
    f_plain: f(recall.plain, precision.plain),
    fresh_part: total === 0 ? 0 : sum(weightsOf(fresh)) / total,
    missed_weight: sum(weightsOf(missed)),
    missed_count: missed.length,
    heaviest_missed: Math.max(0, ...weightsOf(missed)),
    heaviest_found: heaviest.length === 0 ? 0.5 : sum(heaviest.map(({ found }) => found.strength)) / heaviest.length,
    added_weight: sum(weightsOf(added.filter(({ found, asked: known }) => found.strength === 0 && !known))),
    met_count: fresh.length - missed.length,
    turned: turnedShare(wanted),
    turned_fresh: turnedShare(fresh),
    opposed: wanted.filter(({ found }) => found.opposed).length,
    opposed_back: added.filter(({ found }) => found.opposed).length,
    negators: said.negators - meant.negators,
    negation_differs: said.negators > 0 === meant.negators > 0 ? 0 : 1,
    negation_meant: meant.negators > 0 ? 1 : 0,
    r_pairs: pairs.recall,
    p_pairs: pairs.precision,
    f_pairs: f(pairs.recall, pairs.precision),
    r_bigrams: bigrams.recall,
    f_bigrams: f(bigrams.recall, bigrams.precision),
    chars,
    order_r: meant.words.length === 0 ? 0 : order / meant.words.length,
    order_p: said.words.length === 0 ? 0 : order / said.words.length,
    clause_least: perClause.length === 0 ? 0 : Math.min(...perClause.map(({ all }) => all)),
    clause_fresh: perClause.length === 0 ? 0 : sum(perClause.map(({ fresh: own }) => own)) / perClause.length,
    clauses: Math.min(8, meant.clauses.length),
    best_clause: bestClause,
    meant_length: Math.log1p(meant.words.length),
    length_ratio: Math.log1p(said.words.length) - Math.log1p(meant.words.length),
    content_ratio: Math.log1p(added.length) - Math.log1p(wanted.length),
    numbers_meant: freshNumbers.length,
    numbers_found: freshNumbers.length === 0 ? -1 : freshNumbers.filter((value) => said.numbers.has(value)).length / freshNumbers.length,
    numbers_foreign: Math.min(4, foreignNumbers),
  };
  return { features, merit: f_all + 0.5 * f_fresh + 0.3 * features.f_pairs + 0.2 * chars };
}

/** Looks words up in a text, each once: clauses ask again for what the whole asked. */
function finderIn(within: Reading): (word: Word) => Found {
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
function hold(words: readonly Word[], find: (word: Word) => Found, asked: Reading): Held[] {
  const seen = new Set<string>();
  const held: Held[] = [];
  for (const word of words) {
    if (!word.isContent || seen.has(word.stem)) continue;
    seen.add(word.stem);
    held.push({ word, found: find(word), asked: asked.stems.has(word.stem) });
  }
  return held;
}

function shareOf(held: readonly Held[]): Share {
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

function turnedShare(held: readonly Held[]): number {
  const found = held.filter(({ found: { strength } }) => strength > 0);
  const weight = sum(found.map(({ word }) => word.weight));
  return weight === 0 ? 0 : sum(found.filter(({ found: { turned } }) => turned).map(({ word }) => word.weight)) / weight;
}

function aboutAnswer(said: Reading, asked: Reading): Record<string, number> {
  const telling = said.words.filter(({ isContent }) => isContent);
  const echoed = telling.filter(({ stem }) => asked.stems.has(stem)).length;
  let own = 0;
  for (const { stem } of telling) for (const other of oppositesOf(stem) ?? []) if (said.stems.has(other)) own += 0.5;
  return {
    said_length: Math.log1p(said.words.length),
    said_telling: Math.log1p(telling.length),
    echoed: telling.length === 0 ? 0 : echoed / telling.length,
    fresh_said: Math.log1p(telling.length - echoed),
    says_both: Math.min(3, own),
    said_weight: telling.length === 0 ? 0 : sum(telling.map(({ weight }) => weight)) / telling.length,
    said_negators: Math.min(4, said.negators),
    asks: said.asks ? 1 : 0,
    because: said.stems.has("becaus") || said.stems.has("sinc") ? 1 : 0,
  };
}

function aboutQuestion(question: string, asked: Reading): Record<string, number> {
  const is = (pattern: RegExp): number => (pattern.test(question) ? 1 : 0);
  return {
    asks_why: is(/\bwhy\b|\bexplain|\breason/i),
    asks_how: is(/\bhow\b/i),
    asks_what: is(/\bwhat\b/i),
    asks_which: is(/\bwhich\b|\bwho\b|\bwhere\b/i),
    asks_several: is(/\b(?:two|three|four|list|name|both|all|compare|differences?|advantages?|steps?)\b/i),
    asks_length: Math.log1p(asked.words.length),
  };
}

function overlap(meant: ReadonlySet<string>, said: ReadonlySet<string>): { readonly recall: number; readonly precision: number } {
  let shared = 0;
  for (const each of meant) if (said.has(each)) shared += 1;
  return { recall: meant.size === 0 ? 0 : shared / meant.size, precision: said.size === 0 ? 0 : shared / said.size };
}

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let dot = 0;
  for (const [gram, count] of a) dot += count * (b.get(gram) ?? 0);
  const norm = (counts: ReadonlyMap<string, number>): number => Math.sqrt(sum([...counts.values()].map((count) => count * count)));
  return dot === 0 ? 0 : dot / (norm(a) * norm(b));
}

const MAX_ORDER_WORDS = 120;

/** The length of the longest common subsequence of stems. */
function subsequence(a: readonly Word[], b: readonly Word[]): number {
  const [rows, columns] = [a.slice(0, MAX_ORDER_WORDS), b.slice(0, MAX_ORDER_WORDS)];
  let last = new Uint16Array(columns.length + 1);
  for (const { stem } of rows) {
    const row = new Uint16Array(columns.length + 1);
    for (const [at, other] of columns.entries())
      row[at + 1] = stem === other.stem ? (last[at] ?? 0) + 1 : Math.max(last[at + 1] ?? 0, row[at] ?? 0);
    last = row;
  }
  return last[columns.length] ?? 0;
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
