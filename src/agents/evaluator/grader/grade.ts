import { rememberFor } from "../../../shared/remember.ts";
import { featuresOf, type Graded } from "./features.ts";
import { askForest, type ForestData, openForest } from "./forest.ts";
import { WEIGHTS } from "./weights.ts";

/** log-odds = slope × margin + offset, and the same with another slope and offset for references of many words. */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
  readonly long_slope: number;
  readonly long_offset: number;
}

export interface GraderWeights {
  /** The features in the order of `bounds`. */
  readonly features: readonly string[];
  /** The values that nodes split at, for each feature. */
  readonly bounds: readonly (readonly number[])[];
  /** P(correct) by one reference, and by several that are each right. */
  readonly single: ForestData;
  readonly several: ForestData;
  /** P(partly right | not correct). */
  readonly part: ForestData;
  /** The mark out of 1, as log-odds. */
  readonly single_calibration: Calibration;
  readonly several_calibration: Calibration;
  readonly part_calibration: Calibration;
}

/** What an answer is, as chances that sum to 1. */
export interface Grade {
  readonly correct: number;
  readonly partial: number;
  readonly wrong: number;
  /** The mark to expect, 0 to 1: a partly right answer is worth half. */
  readonly score: number;
}

/** A reference of more words is an exposition of which an answer needs only say the gist. */
const LONG_WORDS = 40;

/**
 * Grades an answer by reference answers alone, each of which is right by itself. The chances are calibrated on questions that the weights had not seen
 * (scripts/train-grader.ts). Pure, total; under 3 ms for an answer of ordinary length.
 */
export function gradeByReferences(graded: Graded, weights: GraderWeights = WEIGHTS): Grade {
  const { single, several, part } = forestsOf(weights);
  const named = featuresOf(graded);
  const row = weights.features.map((name) => named[name] ?? 0);
  const ask = (forest: Parameters<typeof askForest>[0]): number => askForest(forest, row, weights.bounds);
  const isSeveral = graded.references.length > 1;
  const isLong = isLongReference(named);
  const correct = calibrate(
    ask(isSeveral ? several : single),
    isSeveral ? weights.several_calibration : weights.single_calibration,
    isLong,
  );
  const partly = calibrate(ask(part), weights.part_calibration, isLong);
  const partial = (1 - correct) * partly;
  return { correct, partial, wrong: 1 - correct - partial, score: correct + partial / 2 };
}

/** Whether the best reference is an exposition. */
export function isLongReference(named: Readonly<Record<string, number>>): boolean {
  return (named["meant_length"] ?? 0) > Math.log1p(LONG_WORDS);
}

function calibrate(margin: number, { slope, offset, long_slope, long_offset }: Calibration, isLong: boolean): number {
  return 1 / (1 + Math.exp(-(isLong ? long_slope * margin + long_offset : slope * margin + offset)));
}

/** Opened when the first answer is graded. */
const forestsOf = rememberFor((weights: GraderWeights) => ({
  single: openForest(weights.single),
  several: openForest(weights.several),
  part: openForest(weights.part),
}));
