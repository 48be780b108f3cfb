import { featureNames, readFeatures, solutionFeatures } from "./features.ts";
import { readGrams } from "./grams.ts";
import type { Occasion } from "./occasion.ts";

/** What the classifiers of all dimensions share. */
export interface Scales {
  /** Of each feature, over the replies that were learned from. */
  readonly means: readonly number[];
  readonly spreads: readonly number[];
  /** Of each feature, the limits at which trees may part, ascending. */
  readonly cuts: readonly (readonly number[])[];
  /** Words and pairs of words. */
  readonly grams: readonly string[];
}

/** The scales as they are kept: lists as text. */
export interface PackedScales {
  /** Between commas. */
  readonly means: string;
  readonly spreads: string;
  /** Features between semicolons, their limits between commas. */
  readonly cuts: string;
  /** Between bars. */
  readonly grams: string;
}

export const packScales = ({ means, spreads, cuts, grams }: Scales): PackedScales => ({
  means: means.join(","),
  spreads: spreads.join(","),
  cuts: cuts.map((limits) => limits.join(",")).join(";"),
  grams: grams.join("|"),
});

const readNumbers = (list: string): number[] => (list === "" ? [] : list.split(",").map(Number));

export const unpackScales = ({ means, spreads, cuts, grams }: PackedScales): Scales => ({
  means: readNumbers(means),
  spreads: readNumbers(spreads),
  cuts: cuts.split(";").map(readNumbers),
  grams: grams.split("|"),
});

/** One dimension's classifier as it is kept: numbers as digits, see `DIGITS`. */
export interface PackedClassifier {
  readonly labels: readonly string[];
  /** Added to the logarithm of a label's probability before the most likely is taken: what balances rare labels with common ones. */
  readonly biases: readonly number[];
  readonly classes: readonly {
    /** The constants of both parts, and what one step of a weight and of a leaf is worth. */
    readonly constant: number;
    readonly weightUnit: number;
    readonly base: number;
    readonly leafUnit: number;
    /** A digit for each feature and each gram. */
    readonly weights: string;
    /** Thirteen digits a tree: feature (two) and cut of the root, of its left and of its right child; then four leaves. */
    readonly trees: string;
  }[];
}

/** A reply as classifiers read it. */
export interface Reading {
  /** In the order of `featureNames`. */
  readonly features: readonly number[];
  /** Places in the shared list of grams. */
  readonly grams: readonly number[];
}

/** Standardised features are held within this many spreads, so that a strange reply does not run away with the sum. */
export const MAX_SPREADS = 4;
/** A digit stands for a step from -32 to 31, or for a place from 0 to 63: a text of them is small once compressed. */
export const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";
const NOUGHT = 32;
const DIGITS_A_TREE = 13;
const DIGITS_A_SPLIT = 3;
/** How much the trees' opinion counts beside the logistic model's. */
const TREE_SHARE = 0.65;

export interface Classifier {
  readonly labels: readonly string[];
  readonly biases: readonly number[];
  /** Probability of each label, in their order. */
  chances(reading: Reading): number[];
}

/** Reads an occasion once for all dimensions. */
export function readOccasion(occasion: Occasion, placeOf: ReadonlyMap<string, number>): Reading {
  return { features: listFeatures(occasion), grams: [...readGrams(occasion)].flatMap((gram) => placeOf.get(gram) ?? []) };
}

export function listFeatures(occasion: Occasion): number[] {
  const features = readFeatures(occasion);
  return featureNames.map((name) => features[name] ?? 0);
}

/** The same reading as if nobody had written a solution: most dimensions were rated, and are learned, without one. */
export const withoutSolution = (features: readonly number[]): number[] =>
  features.map((value, at) => (solutionFeatures.has(featureNames[at] ?? "") ? 0 : value));

export const standardise = (features: readonly number[], { means, spreads }: Pick<Scales, "means" | "spreads">): Float64Array =>
  Float64Array.from(features, (value, at) =>
    Math.max(-MAX_SPREADS, Math.min(MAX_SPREADS, (value - (means[at] ?? 0)) / (spreads[at] ?? 1))),
  );

/** The weighted mean of two opinions: a logistic model over features and grams, and shallow boosted trees over the features. */
export function unpack(packed: PackedClassifier, scales: Scales): Classifier {
  const parts = packed.classes.map((part) => ({ ...part, weights: readDigits(part.weights), trees: readDigits(part.trees) }));
  return {
    labels: packed.labels,
    biases: packed.biases,
    chances: ({ features, grams }) => {
      const standard = standardise(features, scales);
      const linear = softmax(
        parts.map(({ constant, weightUnit, weights }) => constant + weightUnit * sumWeights(weights, standard, grams)),
      );
      const boosted = softmax(parts.map(({ base, leafUnit, trees }) => base + leafUnit * sumTrees(trees, features, scales.cuts)));
      return linear.map((chance, at) => chance + TREE_SHARE * ((boosted[at] ?? 0) - chance));
    },
  };
}

/** The most likely label once biases are added. */
export function decide(chances: readonly number[], biases: readonly number[]): number {
  const scores = chances.map((chance, at) => Math.log(chance + 1e-9) + (biases[at] ?? 0));
  return scores.indexOf(Math.max(...scores));
}

export function softmax(scores: readonly number[]): number[] {
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const sum = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / sum);
}

function sumWeights(weights: Uint8Array, standard: Float64Array, grams: readonly number[]): number {
  let sum = 0;
  for (const [at, value] of standard.entries()) sum += value * ((weights[at] ?? NOUGHT) - NOUGHT);
  for (const gram of grams) sum += (weights[standard.length + gram] ?? NOUGHT) - NOUGHT;
  return sum;
}

function sumTrees(trees: Uint8Array, features: readonly number[], cuts: Scales["cuts"]): number {
  const goesRight = (at: number): number => {
    const feature = (trees[at] ?? 0) * DIGITS.length + (trees[at + 1] ?? 0);
    // A node that does not part names a cut that is not there.
    const limit = cuts[feature]?.[trees[at + 2] ?? 0];
    return limit !== undefined && (features[feature] ?? 0) > limit ? 1 : 0;
  };
  let sum = 0;
  for (let at = 0; at < trees.length; at += DIGITS_A_TREE) {
    const first = goesRight(at);
    const second = goesRight(at + DIGITS_A_SPLIT * (1 + first));
    sum += (trees[at + 3 * DIGITS_A_SPLIT + 2 * first + second] ?? NOUGHT) - NOUGHT;
  }
  return sum;
}

function readDigits(text: string): Uint8Array {
  return Uint8Array.from(text, (digit) => Math.max(0, DIGITS.indexOf(digit)));
}
