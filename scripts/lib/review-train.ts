// Fits the reviewer's small classifiers: a multinomial logistic model over features and word pairs, and boosted shallow trees over the features.
import { softmax } from "../../src/agents/reviewer/dimensions/model.ts";
import { mulberry32 } from "./eval-metrics.ts";

/** One reply as learners see it: dense measures, and the places of its grams in the vocabulary. */
export interface Example {
  readonly dense: Float64Array;
  readonly grams: readonly number[];
}

export interface Linear {
  /** By class: weights of standardised features, then of grams, then the constant. */
  readonly weights: readonly Float64Array[];
}

export interface LinearOptions {
  readonly l2Dense: number;
  readonly l2Grams: number;
  readonly rounds: number;
}

/** What a linear model says of an example, before the softmax. */
export const scoreLinear = ({ weights }: Linear, { dense, grams }: Example): number[] =>
  weights.map((w) => {
    let score = w[w.length - 1] ?? 0;
    for (let at = 0; at < dense.length; at++) score += (dense[at] ?? 0) * (w[at] ?? 0);
    for (const at of grams) score += w[dense.length + at] ?? 0;
    return score;
  });

/** Minimises the mean log-loss plus L2 by full-batch Adam (Kingma and Ba 2015): no chance in it. */
export function fitLinear(
  rows: readonly Example[],
  labels: readonly number[],
  classes: number,
  gramCount: number,
  { l2Dense, l2Grams, rounds }: LinearOptions,
): Linear {
  const denseCount = rows[0]?.dense.length ?? 0;
  const size = denseCount + gramCount + 1;
  const l2 = Float64Array.from({ length: size }, (_, at) => (at < denseCount ? l2Dense : at < size - 1 ? l2Grams : 0));
  const states = Array.from({ length: classes }, () => ({
    w: new Float64Array(size),
    m: new Float64Array(size),
    v: new Float64Array(size),
  }));
  const weights = states.map(({ w }) => w);
  for (let round = 1; round <= rounds; round++) {
    const gradients = states.map(() => new Float64Array(size));
    for (const [index, row] of rows.entries()) {
      const chances = softmax(scoreLinear({ weights }, row));
      for (const [k, g] of gradients.entries()) addError(g, row, ((chances[k] ?? 0) - (labels[index] === k ? 1 : 0)) / rows.length);
    }
    const rate = 0.05 * (1 - (round - 1) / rounds);
    for (const [k, g] of gradients.entries()) {
      const state = states[k];
      if (state) stepAdam(state, g, l2, rate, round);
    }
  }
  return { weights };
}

function addError(gradient: Float64Array, { dense, grams }: Example, error: number): void {
  for (let at = 0; at < dense.length; at++) gradient[at] = (gradient[at] ?? 0) + error * (dense[at] ?? 0);
  for (const gram of grams) gradient[dense.length + gram] = (gradient[dense.length + gram] ?? 0) + error;
  gradient[gradient.length - 1] = (gradient[gradient.length - 1] ?? 0) + error;
}

function stepAdam(
  { w, m, v }: { readonly w: Float64Array; readonly m: Float64Array; readonly v: Float64Array },
  gradient: Float64Array,
  l2: Float64Array,
  rate: number,
  round: number,
): void {
  const [firstBias, secondBias] = [1 - 0.9 ** round, 1 - 0.999 ** round];
  for (let at = 0; at < w.length; at++) {
    const g = (gradient[at] ?? 0) + (l2[at] ?? 0) * (w[at] ?? 0);
    const first = 0.9 * (m[at] ?? 0) + 0.1 * g;
    const second = 0.999 * (v[at] ?? 0) + 0.001 * g * g;
    m[at] = first;
    v[at] = second;
    w[at] = (w[at] ?? 0) - (rate * first) / firstBias / (Math.sqrt(second / secondBias) + 1e-8);
  }
}

/** Where a tree parts: to the right go the rows whose feature is above its cut of that number. */
export interface Split {
  readonly feature: number;
  readonly bin: number;
}

/** A tree of depth two: the root, its left and its right child (null: all go left), and four leaves. */
export interface Tree {
  readonly splits: readonly [root: Split | null, left: Split | null, right: Split | null];
  readonly leaves: readonly [number, number, number, number];
}

export interface Boosted {
  readonly base: readonly number[];
  /** By class. */
  readonly trees: readonly (readonly Tree[])[];
}

export interface BoostOptions {
  readonly rounds: number;
  readonly rate: number;
  readonly l2: number;
  readonly minRows: number;
  /** Share of rows and of features that each tree sees. */
  readonly rowShare: number;
  readonly featureShare: number;
  readonly seed: number;
}

const BINS = 24;

/**
 * Gradient boosting of the multinomial log-loss with second-order leaves (Friedman 2001; Chen and Guestrin 2016), over features cut into bins.
 *
 * @param binned by feature, the bin of each row
 */
export function fitBoosted(
  binned: readonly Uint8Array[],
  binCounts: readonly number[],
  labels: readonly number[],
  classes: number,
  options: BoostOptions,
): Boosted {
  const random = mulberry32(options.seed);
  const base = Array.from({ length: classes }, (_, k) =>
    Math.log((labels.filter((label) => label === k).length + 1) / (labels.length + classes)),
  );
  const scores = labels.map(() => [...base]);
  const trees: Tree[][] = base.map(() => []);
  for (let round = 0; round < options.rounds; round++) {
    const chances = scores.map(softmax);
    const seen = [...labels.keys()].filter(() => random() < options.rowShare);
    for (let k = 0; k < classes; k++) {
      const gradient = Float64Array.from(chances, (chance, at) => (chance[k] ?? 0) - (labels[at] === k ? 1 : 0));
      const hessian = Float64Array.from(chances, (chance) => Math.max(1e-4, (chance[k] ?? 0) * (1 - (chance[k] ?? 0))));
      const features = binCounts.flatMap((count, feature) => (count > 0 && random() < options.featureShare ? [feature] : []));
      const tree = growTree({ binned, binCounts, gradient, hessian, features, options }, seen);
      trees[k]?.push(tree);
      for (const [at, score] of scores.entries()) score[k] = (score[k] ?? 0) + (tree.leaves[leafOf(tree, binned, at)] ?? 0);
    }
  }
  return { base, trees };
}

function leafOf({ splits: [root, left, right] }: Tree, binned: readonly Uint8Array[], row: number): number {
  const goesRight = (split: Split | null): boolean => split !== null && (binned[split.feature]?.[row] ?? 0) > split.bin;
  return goesRight(root) ? 2 + (goesRight(right) ? 1 : 0) : goesRight(left) ? 1 : 0;
}

interface Growing {
  readonly binned: readonly Uint8Array[];
  readonly binCounts: readonly number[];
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  readonly features: readonly number[];
  readonly options: BoostOptions;
}

function growTree(growing: Growing, rows: readonly number[]): Tree {
  const root = bestSplit(growing, rows);
  const part = (split: Split | null, of: readonly number[]): readonly [number[], number[]] => {
    const bins = split && growing.binned[split.feature];
    const isLeft = (row: number): boolean => !split || (bins?.[row] ?? 0) <= split.bin;
    return [of.filter(isLeft), of.filter((row) => !isLeft(row))];
  };
  const [onLeft, onRight] = part(root, rows);
  const [left, right] = [bestSplit(growing, onLeft), root && bestSplit(growing, onRight)];
  const [a, b] = part(left, onLeft);
  const [c, d] = part(right, onRight);
  const leaf = (of: readonly number[]): number =>
    (-growing.options.rate * sumOf(growing.gradient, of)) / (sumOf(growing.hessian, of) + growing.options.l2);
  return { splits: [root, left, right], leaves: [leaf(a), leaf(b), leaf(c), leaf(d)] };
}

function bestSplit({ binned, binCounts, gradient, hessian, features, options }: Growing, rows: readonly number[]): Split | null {
  const [allG, allH] = [sumOf(gradient, rows), sumOf(hessian, rows)];
  const worth = (g: number, h: number): number => (g * g) / (h + options.l2);
  let best: Split | null = null;
  let bestGain = 1e-3;
  for (const feature of features) {
    const bins = binned[feature];
    const count = binCounts[feature] ?? 0;
    if (!bins || count === 0) continue;
    const [g, h, n] = [new Float64Array(BINS + 1), new Float64Array(BINS + 1), new Uint32Array(BINS + 1)];
    for (const row of rows) {
      const bin = bins[row] ?? 0;
      g[bin] = (g[bin] ?? 0) + (gradient[row] ?? 0);
      h[bin] = (h[bin] ?? 0) + (hessian[row] ?? 0);
      n[bin] = (n[bin] ?? 0) + 1;
    }
    let [leftG, leftH, leftN] = [0, 0, 0];
    for (let bin = 0; bin < count; bin++) {
      leftG += g[bin] ?? 0;
      leftH += h[bin] ?? 0;
      leftN += n[bin] ?? 0;
      if (leftN < options.minRows || rows.length - leftN < options.minRows) continue;
      const gain = worth(leftG, leftH) + worth(allG - leftG, allH - leftH) - worth(allG, allH);
      if (gain > bestGain) [bestGain, best] = [gain, { feature, bin }];
    }
  }
  return best;
}

function sumOf(values: Float64Array, rows: readonly number[]): number {
  let sum = 0;
  for (const row of rows) sum += values[row] ?? 0;
  return sum;
}

/** Up to BINS limits between values, by quantile, to three decimals. */
export function cutPoints(values: readonly number[]): number[] {
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  if (distinct.length < 2) return [];
  if (distinct.length <= BINS) return distinct.slice(0, -1).map((value, at) => roundTo3((value + (distinct[at + 1] ?? value)) / 2));
  const sorted = [...values].sort((a, b) => a - b);
  const cuts = Array.from({ length: BINS }, (_, at) => roundTo3(sorted[Math.floor(((at + 1) * sorted.length) / (BINS + 1))] ?? 0));
  return [...new Set(cuts)].filter((cut) => cut < (distinct.at(-1) ?? 0));
}

export function binOf(cuts: readonly number[], value: number): number {
  let bin = 0;
  while (bin < cuts.length && value > (cuts[bin] ?? 0)) bin++;
  return bin;
}

const roundTo3 = (value: number): number => Math.round(value * 1_000) / 1_000;
