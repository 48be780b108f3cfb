import { rememberFor } from "../../../shared/remember.ts";
import { featuresOf, type Graded } from "./features.ts";
import { askForest, type ForestData, openForest } from "./forest.ts";
import { askLinear, type LinearData } from "./linear.ts";
import { WEIGHTS } from "./weights.ts";

/** log-odds = slope × margin + offset (Platt 1999), and so much more where the reference is long: such questions are graded by other habits. */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
  readonly long_offset: number;
}

export interface GraderWeights {
  /** The features in the order of `bounds`. */
  readonly features: readonly string[];
  /** The values that nodes split at, for each feature. */
  readonly bounds: readonly (readonly number[])[];
  /** P(correct) by one short reference: of few questions a linear model learns more that holds for others than trees do. */
  readonly short: LinearData;
  /** P(correct) by one long reference, and by several that are each right. */
  readonly long: ForestData;
  readonly several: ForestData;
  /** P(partly right | not correct). */
  readonly part: LinearData;
  readonly short_calibration: Calibration;
  readonly long_calibration: Calibration;
  readonly several_calibration: Calibration;
  readonly part_calibration: Calibration;
}

/** What an answer is, as chances that sum to 1. */
export interface Grade {
  readonly correct: number;
  readonly partial: number;
  readonly wrong: number;
  /** From which chance on an answer is called correct. */
  readonly correct_from: number;
  /** The mark to expect, 0 to 1: by what people gave for such answers. */
  readonly score: number;
}

/** The mean marks of partly right and of wrong answers in SAF and Mohler 2011, about. */
const PARTIAL_MARK = 0.65;
const WRONG_MARK = 0.2;
/**
 * Correct is said of what is more likely than all else together; by one short reference, where the same answer passes with one teacher and not with another,
 * already a little below that, if nothing else is likelier.
 */
const MORE_LIKELY_THAN_NOT = 0.5;
const NEARLY_AS_LIKELY = 0.45;
/** A reference of more words is an exposition of which an answer need not say all. */
const SHORT_WORDS = 40;
/** So much of what a short reference adds to the question must be found, and so much must an answer and a reference have in common. */
const LEAST_OF_SHORT = 0.25;
const LEAST_IN_COMMON = 0.15;
const LEAST_OF_LONG = 0.22;
/** Where a reference mostly repeats the question (one of two things that it names), whoever says so much of the whole has said it. */
const LEAST_OF_WHOLE = 0.3;
/** How often answers below that were right all the same, by the training data. To long references nearly half were: they are only never called correct. */
const UNSEEN = 0.36;
const UNSEEN_OF_LONG = 0.49;

/**
 * Grades an answer by reference answers alone, each of which is right by itself. The chances are calibrated on questions that the weights had not seen
 * (scripts/train-grader.ts). Pure, total; under 3 ms for an answer of ordinary length.
 */
export function gradeByReferences(graded: Graded, weights: GraderWeights = WEIGHTS): Grade {
  const { long, several } = forestsOf(weights);
  const named = featuresOf(graded);
  const row = weights.features.map((name) => named[name] ?? 0);
  const ask = (forest: Parameters<typeof askForest>[0]): number => askForest(forest, row, weights.bounds);
  const isSeveral = graded.references.length > 1;
  const isLong = isLongReference(named);
  const chance = isSeveral
    ? calibrate(ask(several), weights.several_calibration, isLong)
    : isLong
      ? calibrate(ask(long), weights.long_calibration, isLong)
      : calibrate(askLinear(weights.short, row), weights.short_calibration, isLong);
  const correct = isSeveral || isSeen(named) ? chance : Math.min(chance, isLong ? UNSEEN_OF_LONG : UNSEEN);
  const partly = calibrate(askLinear(weights.part, row), weights.part_calibration, isLong);
  const partial = (1 - correct) * partly;
  const wrong = 1 - correct - partial;
  const correct_from = isSeveral || isLong ? MORE_LIKELY_THAN_NOT : NEARLY_AS_LIKELY;
  return { correct, partial, wrong, correct_from, score: correct + PARTIAL_MARK * partial + WRONG_MARK * wrong };
}

/** Whoever says next to nothing of what a reference says has not been seen to say it, however questions of this kind usually go. */
function isSeen(named: Readonly<Record<string, number>>): boolean {
  const inCommon = named["f_fresh"] ?? 1;
  if (isLongReference(named)) return inCommon >= LEAST_OF_LONG;
  if ((named["r_all"] ?? 1) >= LEAST_OF_WHOLE) return true;
  return (named["r_fresh"] ?? 1) >= LEAST_OF_SHORT && inCommon >= LEAST_IN_COMMON;
}

/** Whether the best reference is an exposition. */
export function isLongReference(named: Readonly<Record<string, number>>): boolean {
  return (named["meant_length"] ?? 0) > Math.log1p(SHORT_WORDS);
}

function calibrate(margin: number, { slope, offset, long_offset }: Calibration, isLong: boolean): number {
  return 1 / (1 + Math.exp(-(slope * margin + offset + (isLong ? long_offset : 0))));
}

/** Opened when the first answer is graded. */
const forestsOf = rememberFor((weights: GraderWeights) => ({
  long: openForest(weights.long),
  several: openForest(weights.several),
}));
