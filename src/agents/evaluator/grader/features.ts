import { readSentences } from "../../../curriculum/text.ts";
import { type Asked, compare } from "./compare.ts";
import { oppositesOf } from "./lexicon.ts";
import { type Reading, readForGrading } from "./reading.ts";
import { sum } from "./sums.ts";

/** What is compared. */
export interface Graded {
  readonly question: string;
  /** Answers that are right, each by itself. */
  readonly references: readonly string[];
  readonly answer: string;
}

/** The features of one comparison, by name, always the same names in the same order. */
export type Features = Readonly<Record<string, number>>;

/**
 * Says in numbers how an answer stands to its references: what of a reference it holds and what it adds, with the question's words apart; order, denial,
 * opposites, numbers, lengths. No feature knows a word of any subject. Pure; never throws.
 */
export function featuresOf({ question, references, answer }: Graded): Features {
  const said = readForGrading(answer);
  const asked = { whole: readForGrading(question), last: readForGrading(lastOf(question)) };
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
    last_most_f_fresh: over("last_f_fresh", most),
    last_mean_f_fresh: over("last_f_fresh", mean),
    ...aboutAnswer(said, asked.whole),
    ...echoOf("last_", said, asked.last),
    ...aboutQuestion(lastOf(question), asked),
  };
}

const LAST_SENTENCES = 2;

/** The end of a question, which asks: what comes before tells a story, and whoever names something of the story has said something. */
function lastOf(question: string): string {
  const start = readSentences(question).at(-LAST_SENTENCES)?.start ?? 0;
  return question.slice(start);
}

function aboutAnswer(said: Reading, asked: Reading): Record<string, number> {
  const telling = said.words.filter(({ isContent }) => isContent);
  let own = 0;
  for (const { stem } of telling) for (const other of oppositesOf(stem) ?? []) if (said.stems.has(other)) own += 0.5;
  return {
    said_length: Math.log1p(said.words.length),
    said_telling: Math.log1p(telling.length),
    ...echoOf("", said, asked),
    says_both: Math.min(3, own),
    said_weight: telling.length === 0 ? 0 : sum(telling.map(({ weight }) => weight)) / telling.length,
    said_negators: Math.min(4, said.negators),
    asks: said.asks ? 1 : 0,
    because: said.stems.has("becaus") || said.stems.has("sinc") ? 1 : 0,
  };
}

function echoOf(prefix: string, said: Reading, asked: Reading): Record<string, number> {
  const telling = said.words.filter(({ isContent }) => isContent);
  const echoed = telling.filter(({ stem }) => asked.stems.has(stem)).length;
  return {
    [`${prefix}echoed`]: telling.length === 0 ? 0 : echoed / telling.length,
    [`${prefix}fresh_said`]: Math.log1p(telling.length - echoed),
  };
}

function aboutQuestion(end: string, { whole, last }: Asked): Record<string, number> {
  const is = (pattern: RegExp): number => (pattern.test(end) ? 1 : 0);
  return {
    asks_why: is(/\bwhy\b|\bexplain|\breason/i),
    asks_how: is(/\bhow\b/i),
    asks_what: is(/\bwhat\b/i),
    asks_which: is(/\bwhich\b|\bwho\b|\bwhere\b/i),
    asks_several: is(/\b(?:two|three|four|list|name|both|all|compare|differences?|advantages?|steps?)\b/i),
    asks_length: Math.log1p(whole.words.length),
    last_asks_length: Math.log1p(last.words.length),
  };
}
