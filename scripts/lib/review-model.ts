// From rated replies to the reviewer's weights: scales, one classifier a dimension, balanced by cross-validation inside the rows that it may see.
import { featureNames } from "../../src/agents/reviewer/dimensions/features.ts";
import { readGrams } from "../../src/agents/reviewer/dimensions/grams.ts";
import {
  DIGITS,
  decide,
  listFeatures,
  type PackedClassifier,
  type Scales,
  standardise,
  unpack,
  withoutSolution,
} from "../../src/agents/reviewer/dimensions/model.ts";
import type { Occasion } from "../../src/agents/reviewer/dimensions/occasion.ts";
import { foldsOf, groupBy, macroF1, mean } from "./eval-metrics.ts";
import { binOf, cutPoints, fitBoosted, fitLinear, type Split, type Tree } from "./review-train.ts";

/** A reply that has been read once for all folds: features in order, grams by name. */
export interface ReadExample {
  readonly group: string;
  readonly features: readonly number[];
  readonly grams: ReadonlySet<string>;
}

/** A gram in fewer replies than this is chance. */
const MIN_REPLIES = 12;
const LINEAR = { l2Dense: 0.005, l2Grams: 0.02, rounds: 80 };
const BOOST = { rounds: 80, rate: 0.08, l2: 3, minRows: 8, rowShare: 0.7, featureShare: 0.3, seed: 5 };
const INNER_FOLDS = 3;
const MAX_STEP = 31;

/** @param knowsSolution whether the dimension may look at the reference solution */
export function readExample(group: string, occasion: Occasion, knowsSolution: boolean): ReadExample {
  const features = listFeatures(occasion);
  return { group, features: knowsSolution ? features : withoutSolution(features), grams: readGrams(occasion) };
}

/** Means, spreads, cuts and grams of some replies; no label is looked at. */
export function measureScales(rows: readonly ReadExample[]): Scales {
  const columns = featureNames.map((_, at) => rows.map(({ features }) => features[at] ?? 0));
  const means = columns.map((column) => round(mean(column)));
  const spreads = columns.map((column, at) =>
    Math.max(0.001, round(Math.sqrt(mean(column.map((value) => (value - (means[at] ?? 0)) ** 2))))),
  );
  const replies = new Map<string, number>();
  for (const { grams } of rows) for (const gram of grams) replies.set(gram, (replies.get(gram) ?? 0) + 1);
  const grams = [...replies].flatMap(([gram, count]) => (count >= MIN_REPLIES ? [gram] : [])).sort();
  return { means, spreads, cuts: columns.map(cutPoints), grams };
}

/** Fits, packs and balances one dimension. Biases are chosen on predictions for rows that the model behind them has not seen. */
export function trainDimension(
  rows: readonly ReadExample[],
  gold: readonly string[],
  labels: readonly string[],
  scales: Scales,
): PackedClassifier {
  const indices = [...rows.keys()];
  const seen: number[] = [];
  const chances: number[][] = [];
  for (const fold of foldsOf(
    groupBy(indices, (at) => rows[at]?.group ?? ""),
    INNER_FOLDS,
    17,
  )) {
    const isOut = new Set(fold);
    const kept = indices.filter((at) => !isOut.has(at));
    const inner = unpack(fit(pick(rows, kept), pick(gold, kept), labels, scales), scales);
    const placeOf = new Map(scales.grams.map((gram, at) => [gram, at]));
    for (const at of fold) {
      const row = rows[at];
      if (!row) continue;
      seen.push(at);
      chances.push(inner.chances({ features: row.features, grams: placesOf(row, placeOf) }));
    }
  }
  return { ...fit(rows, gold, labels, scales), biases: balance(chances, pick(gold, seen), labels) };
}

/** What a packed classifier says of replies that have been read. */
export function predict(packed: PackedClassifier, scales: Scales, rows: readonly ReadExample[]): { label: string; chances: number[] }[] {
  const classifier = unpack(packed, scales);
  const placeOf = new Map(scales.grams.map((gram, at) => [gram, at]));
  return rows.map((row) => {
    const chances = classifier.chances({ features: row.features, grams: placesOf(row, placeOf) });
    return { label: packed.labels[decide(chances, packed.biases)] ?? "", chances };
  });
}

function fit(rows: readonly ReadExample[], gold: readonly string[], labels: readonly string[], scales: Scales): PackedClassifier {
  const placeOf = new Map(scales.grams.map((gram, at) => [gram, at]));
  const targets = gold.map((label) => labels.indexOf(label));
  const examples = rows.map((row) => ({ dense: standardise(row.features, scales), grams: placesOf(row, placeOf) }));
  const linear = fitLinear(examples, targets, labels.length, scales.grams.length, LINEAR);
  const binned = scales.cuts.map((cuts, feature) => Uint8Array.from(rows, ({ features }) => binOf(cuts, features[feature] ?? 0)));
  const boosted = fitBoosted(
    binned,
    scales.cuts.map((cuts) => cuts.length),
    targets,
    labels.length,
    BOOST,
  );
  return {
    labels,
    biases: labels.map(() => 0),
    classes: linear.weights.map((weights, k) => {
      const trees = boosted.trees[k] ?? [];
      const weightUnit = unitOf(weights.slice(0, -1));
      const leafUnit = unitOf(trees.flatMap(({ leaves }) => leaves));
      return {
        constant: round(weights.at(-1) ?? 0),
        weightUnit,
        base: round(boosted.base[k] ?? 0),
        leafUnit,
        weights: Array.from(weights.slice(0, -1), (weight) => digitOf(weight, weightUnit)).join(""),
        trees: trees.map((tree) => digitsOf(tree, leafUnit)).join(""),
      };
    }),
  };
}

/** Biases that make macro-F1 largest, one label after the other; a plateau is preferred to a peak. */
export function balance(chances: readonly (readonly number[])[], gold: readonly string[], labels: readonly string[]): number[] {
  const biases = labels.map(() => 0);
  const steps = Array.from({ length: 51 }, (_, at) => -2 + at / 10);
  for (let pass = 0; pass < 3; pass++)
    for (const at of labels.keys()) {
      const scores = steps.map((bias) => {
        const tried = biases.with(at, bias);
        return macroF1(
          gold,
          chances.map((row) => labels[decide(row, tried)] ?? ""),
        );
      });
      const smooth = scores.map((_, index) => mean(scores.slice(Math.max(0, index - 2), index + 3)));
      biases[at] = steps[smooth.indexOf(Math.max(...smooth))] ?? 0;
    }
  return biases;
}

const pick = <T>(all: readonly T[], at: readonly number[]): T[] => at.flatMap((index) => all[index] ?? []);
const placesOf = ({ grams }: ReadExample, placeOf: ReadonlyMap<string, number>): number[] =>
  [...grams].flatMap((gram) => placeOf.get(gram) ?? []);
const round = (value: number): number => Number(value.toPrecision(6));
const unitOf = (values: Iterable<number>): number => round(Math.max(1e-9, ...[...values].map(Math.abs)) / MAX_STEP);

/** A value as the digit of the nearest step. */
const digitOf = (value: number, unit: number): string =>
  DIGITS.charAt(32 + Math.max(-MAX_STEP, Math.min(MAX_STEP, Math.round(value / unit))));

function digitsOf({ splits, leaves }: Tree, unit: number): string {
  const place = (number: number): string => DIGITS.charAt(number);
  const node = (split: Split | null): string =>
    split ? place(Math.floor(split.feature / DIGITS.length)) + place(split.feature % DIGITS.length) + place(split.bin) : "AA-";
  return [...splits.map(node), ...leaves.map((leaf) => digitOf(leaf, unit))].join("");
}
