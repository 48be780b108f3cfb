// Learns the grader's weights from graded answers: two linear models and two boosted forests over the product's own features, then calibration on held-out questions.
import { featuresOf } from "../../src/agents/evaluator/grader/features.ts";
import { LEAF_UNIT, type ForestData, NO_FEATURE } from "../../src/agents/evaluator/grader/forest.ts";
import { type Calibration, type GraderWeights, isLongReference } from "../../src/agents/evaluator/grader/grade.ts";
import { askLinear, type LinearData } from "../../src/agents/evaluator/grader/linear.ts";
import { type Binned, bin, type Boosted, boost, type BoostOptions, marginOf } from "./boost.ts";
import { foldsOf, groupBy } from "./eval-metrics.ts";
import type { GradedRow } from "./grader-data.ts";
import { learnLinear, type LinearSample } from "./grader-linear.ts";

/** A row for training: what it looks like to the grader, and what it is. */
export interface Example {
  readonly set: string;
  readonly group: string;
  readonly features: Float64Array;
  readonly isSeveral: boolean;
  readonly isLong: boolean;
  readonly correct: boolean;
  /** Null where it is only known not to be correct. */
  readonly isPartial: boolean | null;
  readonly weight: number;
}

const OPTIONS: BoostOptions = { rounds: 160, depth: 4, rate: 0.07, least: 8, lambda: 4, columns: 0.35, rows: 0.7, seed: 1 };
/** The few questions with long references teach flatter trees as much. */
const LONG_OPTIONS: BoostOptions = { ...OPTIONS, rounds: 120, depth: 3, rate: 0.06 };
/** L2 on the weights of the linear models. */
const RIDGE = 100;
/** L2 on how strictly each question was graded: weak, so that this is not learned as if it followed from the answer. */
const GROUP_RIDGE = 1;
const CALIBRATION_FOLDS = 3;
/** Made rows weigh less than what people wrote. */
const MADE_WEIGHT = 0.3;

/** With fewer long references they have no offset of their own. */
const LEAST_LONG = 300;
/** One of several references alone is not what the answer was graded by. */
const ALONE_WEIGHT = 0.15;

/** The features' names, known once an example was made. */
let names: readonly string[] = [];

/**
 * Examples of a row: itself where it was graded on its merits, with each set's references together and, where there are several, with one of them
 * alone; and for single references what no learner may pass with: the answer to another question, the question itself; and the reference itself.
 */
export function examplesOf(rows: readonly GradedRow[]): Example[] {
  const answered = rows.filter(({ level }) => level !== "n/a");
  const own = answered.flatMap((row, at) => {
    const one = row.references[at % row.references.length] ?? "";
    const alone = row.references.length > 1 ? [toExample({ ...row, references: [one] }, ALONE_WEIGHT)] : [];
    return [toExample(row, 1), ...alone];
  });
  const questions = groupBy(answered, ({ group }) => group).flatMap(([row]) => (row && row.set !== "beetle" ? [row] : []));
  const made = questions.flatMap((row, at) => {
    const others = [3, 5, 7, 11, 13]
      .flatMap((step) => questions[(at + step) % questions.length] ?? [])
      .filter(({ set }) => set === row.set);
    const wrong = { correct: false, level: "wrong" as const };
    return [
      ...others.map((other) => toExample({ ...row, ...wrong, answer: other.references[0] ?? "" }, MADE_WEIGHT)),
      ...others.map((other) => toExample({ ...row, ...wrong, answer: other.answer }, MADE_WEIGHT)),
      toExample({ ...row, ...wrong, answer: row.question }, MADE_WEIGHT),
      toExample({ ...row, correct: true, level: "correct", answer: row.references[0] ?? "" }, MADE_WEIGHT),
    ];
  });
  return [...own, ...made];
}

function toExample(row: GradedRow, weight: number): Example {
  const named = featuresOf(row);
  names = Object.keys(named);
  return {
    set: row.set,
    group: row.group,
    features: Float64Array.from(names, (name) => named[name] ?? 0),
    isSeveral: row.references.length > 1,
    isLong: isLongReference(named),
    correct: row.correct,
    isPartial: row.correct || row.level === null ? null : row.level === "partial",
    weight,
  };
}

/** More of what was meant speaks for an answer, more of what was missed or turned round against it, whatever the data of some questions says. */
const SPEAKS_FOR =
  /^(?:r_(?!asked)|f_|most_|mean_f|chars$|order_|clause_(?:least|fresh)|best_clause|heaviest_found|met_count|numbers_found)/;
const SPEAKS_AGAINST = /^(?:missed_|heaviest_missed|turned|mean_turned|opposed|mean_opposed|numbers_foreign)/;

/** What compares with the end of a question or by runs of letters: with it the forests ranked the answers of questions they had not seen a little worse. */
const FOR_LINEAR_ONLY = /^last_|letters_/;

/** For `boost`. */
function monotoneOf(features: readonly string[]): number[] {
  return features.map((name) => (SPEAKS_FOR.test(name) ? 1 : SPEAKS_AGAINST.test(name) ? -1 : 0));
}

interface Learned {
  readonly binned: Binned;
  readonly short: LinearData;
  readonly long: Boosted;
  readonly several: Boosted;
  readonly part: LinearData;
}

function learn(examples: readonly Example[]): Learned {
  const binned = bin(examples.map(({ features }) => features));
  const fit = (chosen: (example: Example) => boolean, options: BoostOptions): Boosted => {
    const picked = examples.flatMap((example, at) => (chosen(example) ? [at] : []));
    const of = picked.flatMap((at) => examples[at] ?? []);
    const columns = binned.columns.map((column) => Uint8Array.from(picked, (at) => column[at] ?? 0));
    return boost(
      { ...binned, columns },
      Float64Array.from(of, ({ correct }) => (correct ? 1 : 0)),
      Float64Array.from(of, ({ weight }) => weight),
      { ...options, usable: names.map((name) => !FOR_LINEAR_ONLY.test(name)) },
    );
  };
  const toSample = ({ features, correct, weight, group }: Example): LinearSample => ({ features, truth: correct, weight, group });
  return {
    binned,
    short: learnLinear(examples.filter(({ isSeveral, isLong }) => !isSeveral && !isLong).map(toSample), {
      ridge: RIDGE,
      groupRidge: GROUP_RIDGE,
    }),
    long: fit(({ isSeveral }) => !isSeveral, { ...LONG_OPTIONS, monotone: monotoneOf(names) }),
    several: fit(({ isSeveral }) => isSeveral, OPTIONS),
    part: learnLinear(
      examples.flatMap((example) => (example.isPartial === null ? [] : [{ ...toSample(example), truth: example.isPartial }])),
      { ridge: RIDGE, groupRidge: null },
    ),
  };
}

interface Margin {
  readonly margin: number;
  readonly isLong: boolean;
  readonly truth: boolean;
}

/** Learns weights from examples; calibrated on margins that each question got from forests which had not seen it. */
export function trainGrader(examples: readonly Example[]): GraderWeights {
  const folds = foldsOf(
    groupBy(examples, ({ group }) => group),
    CALIBRATION_FOLDS,
    3,
  );
  const [short, long, several, part]: [Margin[], Margin[], Margin[], Margin[]] = [[], [], [], []];
  for (const held of folds) {
    const learned = learn(folds.filter((fold) => fold !== held).flat());
    for (const { features, isLong, isSeveral, correct, isPartial, weight } of held) {
      if (weight < 1) continue;
      const row = [...features];
      if (isSeveral) several.push({ margin: marginOf(learned.several, features), isLong, truth: correct });
      // How far such margins can be trusted is learned from all questions with one reference: those with a long one are too few.
      else long.push({ margin: marginOf(learned.long, features), isLong, truth: correct });
      if (!isSeveral && !isLong) short.push({ margin: askLinear(learned.short, row), isLong, truth: correct });
      if (isPartial !== null) part.push({ margin: askLinear(learned.part, row), isLong, truth: isPartial });
    }
  }
  const learned = learn(examples);
  return {
    features: names,
    bounds: names.map((name, at) =>
      FOR_LINEAR_ONLY.test(name) ? [] : [...(learned.binned.bounds[at] ?? [])].map((value) => Number(value.toPrecision(5))),
    ),
    short: learned.short,
    long: toData(learned.long, learned.binned),
    several: toData(learned.several, learned.binned),
    part: learned.part,
    short_calibration: calibrationOf(short),
    long_calibration: calibrationOf(long),
    several_calibration: calibrationOf(several),
    part_calibration: calibrationOf(part),
  };
}

/** Platt's scaling (1999) with an offset of its own for long references: logistic regression by gradient descent, which has one minimum. */
function calibrationOf(margins: readonly Margin[]): Calibration {
  let [slope, offset, longOffset] = [1, 0, 0];
  const longs = Math.max(1, margins.filter(({ isLong }) => isLong).length);
  for (let step = 0; step < 2_000; step++) {
    let [gs, go, gl] = [0, 0, 0];
    for (const { margin, isLong, truth } of margins) {
      const error = 1 / (1 + Math.exp(-(slope * margin + offset + (isLong ? longOffset : 0)))) - (truth ? 1 : 0);
      gs += error * margin;
      go += error;
      if (isLong) gl += error;
    }
    slope -= (0.5 * gs) / margins.length;
    offset -= (0.5 * go) / margins.length;
    longOffset -= (0.5 * gl) / longs;
  }
  const round = (value: number): number => Number(value.toFixed(5));
  return { slope: round(slope), offset: round(offset), long_offset: longs < LEAST_LONG ? 0 : round(longOffset) };
}

function toData({ base, depth, trees }: Boosted, { bounds }: Binned): ForestData {
  const bytes: number[] = [];
  for (const { features, thresholds, leaves } of trees) {
    for (const [node, feature] of features.entries()) {
      const bound = feature < 0 ? 0 : (bounds[feature]?.indexOf(thresholds[node] ?? 0) ?? 0);
      bytes.push(feature < 0 ? NO_FEATURE : feature, Math.max(0, bound));
    }
    for (const leaf of leaves) {
      const unit = Math.max(-32_768, Math.min(32_767, Math.round(leaf * LEAF_UNIT)));
      bytes.push((unit >> 8) & 255, unit & 255);
    }
  }
  return { base: Number(base.toFixed(5)), depth, trees: Buffer.from(bytes).toString("base64") };
}
