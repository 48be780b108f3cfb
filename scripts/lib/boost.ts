// Gradient boosted trees for the training scripts: Newton steps on the logistic loss over binned features (Friedman 2001; Chen and Guestrin 2016).
import { mulberry32 } from "./eval-metrics.ts";

export interface Binned {
  /** One array a feature: the bin of every row. */
  readonly columns: readonly Uint8Array[];
  /** One array a feature: a value belongs to the first bin whose bound it does not exceed. */
  readonly bounds: readonly Float64Array[];
}

/** A tree of fixed depth in the order of a heap: node `n` has its children at 2n+1 and 2n+2. A feature of −1 always goes left. */
export interface Tree {
  readonly features: Int16Array;
  /** Rows whose value is above go right. */
  readonly thresholds: Float64Array;
  readonly leaves: Float64Array;
}

export interface Boosted {
  readonly base: number;
  readonly depth: number;
  readonly trees: readonly Tree[];
}

export interface BoostOptions {
  readonly rounds: number;
  readonly depth: number;
  readonly rate: number;
  /** The least weight of rows in a leaf. */
  readonly least: number;
  /** L2 on leaves. */
  readonly lambda: number;
  /** Share of features and of rows that each tree sees. */
  readonly columns: number;
  readonly rows: number;
  readonly seed: number;
  /** For each feature 1 where more of it may never speak against, −1 where more may never speak for, 0 where both are free: no split says otherwise. */
  readonly monotone?: readonly number[];
  /** For each feature whether a split may be by it; all may where nothing is said. */
  readonly usable?: readonly boolean[];
}

const MAX_BINS = 48;

/** Cuts every feature at quantiles. */
export function bin(rows: readonly Float64Array[]): Binned {
  const count = rows[0]?.length ?? 0;
  const bounds: Float64Array[] = [];
  const columns: Uint8Array[] = [];
  for (let feature = 0; feature < count; feature++) {
    const values = [...new Set(rows.map((row) => row[feature] ?? 0))].sort((a, b) => a - b);
    const all = Float64Array.from(rows, (row) => row[feature] ?? 0).sort();
    const cuts =
      values.length <= MAX_BINS
        ? values.slice(0, -1).map((value, at) => (value + (values[at + 1] ?? value)) / 2)
        : [...new Set(Array.from({ length: MAX_BINS - 1 }, (_, at) => all[Math.floor(((at + 1) * all.length) / MAX_BINS)] ?? 0))];
    const bound = Float64Array.from(cuts);
    bounds.push(bound);
    columns.push(Uint8Array.from(rows, (row) => binOf(bound, row[feature] ?? 0)));
  }
  return { bounds, columns };
}

function binOf(bounds: Float64Array, value: number): number {
  let [low, high] = [0, bounds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (bounds[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function boost({ columns, bounds }: Binned, truth: Float64Array, weights: Float64Array, options: BoostOptions): Boosted {
  const random = mulberry32(options.seed);
  const count = truth.length;
  const share = truth.reduce((sum, y, at) => sum + y * (weights[at] ?? 0), 0) / weights.reduce((sum, w) => sum + w, 0);
  const base = Math.log(share / (1 - share));
  const margin = new Float64Array(count).fill(base);
  const gradient = new Float64Array(count);
  const hessian = new Float64Array(count);
  const trees: Tree[] = [];
  for (let round = 0; round < options.rounds; round++) {
    const picked: number[] = [];
    for (let at = 0; at < count; at++) {
      const p = 1 / (1 + Math.exp(-(margin[at] ?? 0)));
      const w = weights[at] ?? 0;
      gradient[at] = w * (p - (truth[at] ?? 0));
      hessian[at] = w * Math.max(1e-6, p * (1 - p));
      if (random() < options.rows) picked.push(at);
    }
    const used = columns.flatMap((_, feature) => (random() < options.columns && options.usable?.[feature] !== false ? [feature] : []));
    const tree = grow(columns, bounds, used, picked, gradient, hessian, options);
    const leafOf = place(tree.splits, columns, count, options.depth);
    for (let at = 0; at < count; at++) margin[at] = (margin[at] ?? 0) + (tree.leaves[leafOf[at] ?? 0] ?? 0);
    trees.push(tree);
  }
  return { base, depth: options.depth, trees };
}

interface Grown extends Tree {
  /** The bin after which each split goes right. */
  readonly splits: readonly (readonly [feature: number, bin: number])[];
}

function grow(
  columns: readonly Uint8Array[],
  bounds: readonly Float64Array[],
  used: readonly number[],
  picked: readonly number[],
  gradient: Float64Array,
  hessian: Float64Array,
  { depth, least, lambda, rate, monotone = [] }: BoostOptions,
): Grown {
  const inner = 2 ** depth - 1;
  const features = new Int16Array(inner).fill(-1);
  const thresholds = new Float64Array(inner);
  const splits: [number, number][] = Array.from({ length: inner }, () => [-1, 0]);
  const leaves = new Float64Array(2 ** depth);
  const groups: Int32Array[] = [Int32Array.from(picked)];
  for (let node = 0; node < inner; node++) {
    const rows = groups[node] ?? new Int32Array(0);
    const best = bestSplit(columns, used, rows, gradient, hessian, least, lambda, monotone);
    if (!best) {
      groups[2 * node + 1] = rows;
      groups[2 * node + 2] = new Int32Array(0);
      continue;
    }
    features[node] = best.feature;
    thresholds[node] = bounds[best.feature]?.[best.bin] ?? 0;
    splits[node] = [best.feature, best.bin];
    const column = columns[best.feature];
    groups[2 * node + 1] = rows.filter((row) => (column?.[row] ?? 0) <= best.bin);
    groups[2 * node + 2] = rows.filter((row) => (column?.[row] ?? 0) > best.bin);
  }
  for (let leaf = 0; leaf < leaves.length; leaf++) {
    let [g, h] = [0, 0];
    for (const row of groups[inner + leaf] ?? []) {
      g += gradient[row] ?? 0;
      h += hessian[row] ?? 0;
    }
    leaves[leaf] = (-rate * g) / (h + lambda);
  }
  return { features, thresholds, leaves, splits };
}

function bestSplit(
  columns: readonly Uint8Array[],
  used: readonly number[],
  rows: Int32Array,
  gradient: Float64Array,
  hessian: Float64Array,
  least: number,
  lambda: number,
  monotone: readonly number[],
): { readonly feature: number; readonly bin: number } | null {
  let [g, h] = [0, 0];
  for (const row of rows) {
    g += gradient[row] ?? 0;
    h += hessian[row] ?? 0;
  }
  if (h < 2 * least) return null;
  const none = (g * g) / (h + lambda);
  let best: { feature: number; bin: number } | null = null;
  let most = 1e-6;
  const gs = new Float64Array(MAX_BINS + 1);
  const hs = new Float64Array(MAX_BINS + 1);
  for (const feature of used) {
    const column = columns[feature];
    if (!column) continue;
    gs.fill(0);
    hs.fill(0);
    for (const row of rows) {
      const at = column[row] ?? 0;
      gs[at] = (gs[at] ?? 0) + (gradient[row] ?? 0);
      hs[at] = (hs[at] ?? 0) + (hessian[row] ?? 0);
    }
    let [gl, hl] = [0, 0];
    for (let at = 0; at < MAX_BINS; at++) {
      gl += gs[at] ?? 0;
      hl += hs[at] ?? 0;
      if (hl < least) continue;
      const hr = h - hl;
      if (hr < least) break;
      const gr = g - gl;
      // A leaf says −g/(h + λ): the right one must not say less where more speaks for.
      const rise = gl / (hl + lambda) - gr / (hr + lambda);
      if (rise * (monotone[feature] ?? 0) < 0) continue;
      const gain = (gl * gl) / (hl + lambda) + (gr * gr) / (hr + lambda) - none;
      if (gain > most) {
        most = gain;
        best = { feature, bin: at };
      }
    }
  }
  return best;
}

function place(splits: readonly (readonly [number, number])[], columns: readonly Uint8Array[], count: number, depth: number): Uint16Array {
  const inner = 2 ** depth - 1;
  const leafOf = new Uint16Array(count);
  for (let at = 0; at < count; at++) {
    let node = 0;
    while (node < inner) {
      const [feature, bin] = splits[node] ?? [-1, 0];
      node = feature >= 0 && (columns[feature]?.[at] ?? 0) > bin ? 2 * node + 2 : 2 * node + 1;
    }
    leafOf[at] = node - inner;
  }
  return leafOf;
}

/** The margin (log-odds) of a row. */
export function marginOf({ base, depth, trees }: Boosted, row: Float64Array): number {
  const inner = 2 ** depth - 1;
  let margin = base;
  for (const { features, thresholds, leaves } of trees) {
    let node = 0;
    while (node < inner) {
      const feature = features[node] ?? -1;
      node = feature >= 0 && (row[feature] ?? 0) > (thresholds[node] ?? 0) ? 2 * node + 2 : 2 * node + 1;
    }
    margin += leaves[node - inner] ?? 0;
  }
  return margin;
}
