// Logistic regression with an effect of each question: how strictly a question was graded is learned beside the weights and thrown away, so that the weights
// say what makes one answer to a question better than another (a mixed model with a ridge on both; Gelman and Hill 2007, chapter 14).
import { type LinearData, standardise } from "../../src/agents/evaluator/grader/linear.ts";
import { mean } from "./eval-metrics.ts";

/** A row to learn from. */
export interface LinearSample {
  readonly features: Float64Array;
  readonly truth: boolean;
  readonly weight: number;
  readonly group: string;
}

interface LinearOptions {
  /** L2 on the weights of the standardised features. */
  readonly ridge: number;
  /** L2 on the effects of questions; null: questions have none. */
  readonly groupRidge: number | null;
}

const STEPS = 15;
/** Of a standard deviation; the step after such a one is about its square. */
const CLOSE_ENOUGH = 1e-3;

/** Learns a linear model by Newton's method: the same data gives the same weights. */
export function learnLinear(samples: readonly LinearSample[], options: LinearOptions): LinearData {
  const width = samples[0]?.features.length ?? 0;
  const round = (value: number): number => Number(value.toPrecision(5));
  const columns = Array.from({ length: width }, (_, at) => samples.map(({ features }) => features[at] ?? 0));
  const means = columns.map((values) => round(mean(values)));
  const deviations = columns.map((values, at) => round(Math.sqrt(mean(values.map((value) => (value - (means[at] ?? 0)) ** 2)))) || 1);
  const rows = samples.map(({ features }) => Float64Array.from([...standardise([...features], { means, deviations }), 1]));
  const weights = fit(rows, samples, options);
  return { offset: round(weights[width] ?? 0), means, deviations, weights: [...weights.slice(0, width)].map(round) };
}

function fit(rows: readonly Float64Array[], samples: readonly LinearSample[], { ridge, groupRidge }: LinearOptions): Float64Array {
  const size = rows[0]?.length ?? 0;
  const groups = new Map([...new Set(samples.map(({ group }) => group))].map((group, at) => [group, at]));
  const groupOf = samples.map(({ group }) => groups.get(group) ?? 0);
  const weights = new Float64Array(size);
  const effects = new Float64Array(groups.size);
  for (let step = 0; step < STEPS; step++) {
    // The last column is the offset, which no ridge holds.
    const gradient = weights.map((weight, at) => (at === size - 1 ? 0 : ridge * weight));
    const curvature = Array.from({ length: size }, (_, at) => {
      const line = new Float64Array(size);
      line[at] = at === size - 1 ? 1e-9 : ridge;
      return line;
    });
    const groupGradient = effects.map((effect) => (groupRidge ?? 0) * effect);
    const groupCurvature = new Float64Array(groups.size).fill(groupRidge ?? 1);
    const mixed = Array.from({ length: groups.size }, () => new Float64Array(size));
    for (const [at, row] of rows.entries()) {
      const sample = samples[at];
      const group = groupOf[at] ?? 0;
      if (!sample) continue;
      const p = 1 / (1 + Math.exp(-(dot(row, weights) + (effects[group] ?? 0))));
      const error = sample.weight * (p - (sample.truth ? 1 : 0));
      const bend = sample.weight * p * (1 - p);
      add(gradient, row, error);
      for (let i = 0; i < size; i++) {
        const line = curvature[i];
        if (line) add(line, row, bend * (row[i] ?? 0), i + 1);
      }
      if (groupRidge === null) continue;
      groupGradient[group] = (groupGradient[group] ?? 0) + error;
      groupCurvature[group] = (groupCurvature[group] ?? 0) + bend;
      const line = mixed[group];
      if (line) add(line, row, bend);
    }
    // Questions touch each other only through the weights: they are eliminated one by one (Schur's complement).
    for (const [group, line] of mixed.entries()) {
      const own = groupCurvature[group] ?? 1;
      add(gradient, line, -(groupGradient[group] ?? 0) / own);
      for (let i = 0; i < size; i++) {
        const target = curvature[i];
        if (target) add(target, line, -(line[i] ?? 0) / own, i + 1);
      }
    }
    const move = solve(curvature, gradient);
    for (const [group, line] of mixed.entries()) {
      const own = ((groupGradient[group] ?? 0) - dot(line, move)) / (groupCurvature[group] ?? 1);
      if (groupRidge !== null) effects[group] = (effects[group] ?? 0) - own;
    }
    add(weights, move, -1);
    if (Math.max(...move.map(Math.abs)) < CLOSE_ENOUGH) break;
  }
  return weights;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

/** Adds `times` the row to the target, in its first `until` places. */
function add(target: Float64Array, row: Float64Array, times: number, until = row.length): void {
  for (let at = 0; at < until; at++) target[at] = (target[at] ?? 0) + times * (row[at] ?? 0);
}

/** Solves a symmetric positive definite system of which the lower half is given, by Cholesky's decomposition. */
function solve(lower: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const factor = lower.map((line) => Float64Array.from(line));
  const at = (row: number, column: number): number => factor[row]?.[column] ?? 0;
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++) {
      let rest = at(row, column);
      for (let k = 0; k < column; k++) rest -= at(row, k) * at(column, k);
      const line = factor[row];
      if (line) line[column] = row === column ? Math.sqrt(Math.max(rest, 1e-12)) : rest / at(column, column);
    }
  const middle = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let rest = right[row] ?? 0;
    for (let k = 0; k < row; k++) rest -= at(row, k) * (middle[k] ?? 0);
    middle[row] = rest / at(row, row);
  }
  const found = new Float64Array(size);
  for (let row = size - 1; row >= 0; row--) {
    let rest = middle[row] ?? 0;
    for (let k = row + 1; k < size; k++) rest -= at(k, row) * (found[k] ?? 0);
    found[row] = rest / at(row, row);
  }
  return found;
}
