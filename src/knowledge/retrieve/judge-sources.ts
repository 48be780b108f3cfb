import { termsOf } from "../index/index-terms.ts";
import { numberWords } from "./numbered-passages.ts";
import { measurePassages } from "./passage-features.ts";
import { type RankedPassage, sectionOf, type TermStatistics, weighTerms } from "./rank-passages.ts";
import type { Query } from "./read-query.ts";

/** Words that say what to do with a subject, not which. */
const TASK: ReadonlySet<string> = new Set(
  termsOf(
    `explain describe discuss give example identify compare contrast define list name consider think believe opinion following term word question answer type
     kind best most likely statement true false part reason use provide several some different difference similar two three one many people person someone
     something thing way`,
  ),
);
/** Of a passage, in terms: what passages are cut to. */
const USUAL_LENGTH = 175;
const [TOP, NEAR] = [5, 10];

/**
 * Log-odds that the sources answer, by logistic regression on the questions of two textbooks, each once with its section there and once without
 * (scripts/eval/answer.ts). The order is that of `sourceFeatures`.
 */
const WEIGHTS: readonly number[] = [0.469, 1.095, 0.969, 1.111, 0.823, -2.461, 2.155, 0.927, 1.105];
const BIAS = -4.842;

/** From here on the sources are taken to answer: set where at least four of five questions whose section is not there are refused. */
export const SUFFICIENT = 0.59;

/** What a question is about, without the words that say what to do with it; all of it where nothing is left. */
export function topicOf({ terms, ordered }: Query): Query {
  const core = terms.filter((term) => !TASK.has(term));
  return core.length === 0 ? { terms, ordered } : { terms: core, ordered: ordered.filter((term) => !TASK.has(term)) };
}

/**
 * How likely it is that the best passages answer the question, 0 to 1. It sees words only: that the subject is there, stands together, and is what a
 * section is about.
 */
export function judgeSources(query: Query, statistics: TermStatistics, ranked: readonly RankedPassage[]): number {
  const features = sourceFeatures(query, statistics, ranked);
  if (features === null) return 0;
  return 1 / (1 + Math.exp(-features.reduce((sum, feature, at) => sum + feature * (WEIGHTS[at] ?? 0), BIAS)));
}

/** What the judgement goes by; null where none of the question's words are in the course. */
export function sourceFeatures(query: Query, statistics: TermStatistics, ranked: readonly RankedPassage[]): readonly number[] | null {
  const topic = topicOf(query);
  const terms = weighTerms(topic, statistics);
  const [first] = ranked;
  if (!first || terms.length === 0) return null;
  const known = terms.reduce((sum, { idf }) => sum + idf, 0);
  const unknown = (topic.terms.length - terms.length) * Math.log(1 + (statistics.passages + 0.5) / 0.5);
  const top = numberWords(ranked.slice(0, TOP).map(({ read }) => read));
  const measured = measurePassages(topic, terms, top, USUAL_LENGTH);
  const [best, ...others] = measured;
  if (!best) return null;
  const cover = Math.max(...measured.map(({ present }) => terms.reduce((sum, { idf }, at) => sum + (present[at] ? idf : 0), 0)));
  const mean = others.length === 0 ? 0 : others.reduce((sum, { bm25 }) => sum + bm25, 0) / others.length;
  const section = sectionOf(first.passage);
  return [
    best.bm25,
    Math.max(...measured.map(({ bm25 }) => bm25)),
    best.pairs,
    best.headings,
    cover / (known + unknown),
    unknown / (known + unknown),
    ranked.slice(0, NEAR).filter(({ passage }) => sectionOf(passage) === section).length / NEAR,
    Math.log(topic.terms.length),
    best.bm25 - mean,
  ];
}
