import { sigmoid } from "./belief.ts";

/** A logistic regression that learns as answers come: weights, and the covariance of what is still unsure about them (row by row). Grown in place. */
export interface OnlineLogistic {
  readonly weights: Float64Array;
  readonly covariance: Float64Array;
}

const LEAST_INFORMATION = 0.01;

/** Starts from `weights`; `variance` says how far they may be wrong for the log that is read. */
export function startLogistic(weights: readonly number[], variance: number): OnlineLogistic {
  const size = weights.length;
  const covariance = new Float64Array(size * size);
  for (let at = 0; at < size; at++) covariance[at * size + at] = variance;
  return { weights: Float64Array.from(weights), covariance };
}

/** P(yes) for these features, the doubt about the weights taken in (MacKay 1992). */
export function predictLogistic({ weights, covariance }: OnlineLogistic, features: readonly number[]): number {
  const size = weights.length;
  let logit = 0;
  let variance = 0;
  for (let row = 0; row < size; row++) {
    const feature = features[row] ?? 0;
    logit += (weights[row] ?? 0) * feature;
    for (let column = 0; column < size; column++) variance += feature * (covariance[row * size + column] ?? 0) * (features[column] ?? 0);
  }
  return sigmoid(logit / Math.sqrt(1 + (Math.PI * Math.max(0, variance)) / 8));
}

/** Takes in what was the case: one step of an extended Kalman filter, which is Newton's step for one more row. Changes `model`. */
export function learnLogistic(model: OnlineLogistic, features: readonly number[], yes: boolean): void {
  const { weights, covariance } = model;
  const size = weights.length;
  const spread = new Float64Array(size);
  let logit = 0;
  let variance = 0;
  for (let row = 0; row < size; row++) {
    logit += (weights[row] ?? 0) * (features[row] ?? 0);
    let sum = 0;
    for (let column = 0; column < size; column++) sum += (covariance[row * size + column] ?? 0) * (features[column] ?? 0);
    spread[row] = sum;
    variance += sum * (features[row] ?? 0);
  }
  const p = sigmoid(logit);
  const noise = 1 / Math.max(LEAST_INFORMATION, p * (1 - p));
  const gain = 1 / (variance + noise);
  const step = ((yes ? 1 : 0) - p) * noise * gain;
  for (let row = 0; row < size; row++) {
    weights[row] = (weights[row] ?? 0) + (spread[row] ?? 0) * step;
    const share = (spread[row] ?? 0) * gain;
    for (let column = 0; column < size; column++)
      covariance[row * size + column] = (covariance[row * size + column] ?? 0) - share * (spread[column] ?? 0);
  }
}
