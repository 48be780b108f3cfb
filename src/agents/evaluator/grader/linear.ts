/** A linear model of standardised features. */
export interface LinearData {
  /** Log-odds of a row that is average in all. */
  readonly offset: number;
  /** For each feature its mean, its standard deviation in the training data, and what one deviation adds to the log-odds. */
  readonly means: readonly number[];
  readonly deviations: readonly number[];
  readonly weights: readonly number[];
}

/** A feature counts for no more than so many standard deviations: answers unlike any in the training data are not extrapolated to. */
const FARTHEST = 3;

/** A row in standard deviations from the mean. */
export function standardise(row: readonly number[], { means, deviations }: Pick<LinearData, "means" | "deviations">): number[] {
  return row.map((value, at) => Math.max(-FARTHEST, Math.min(FARTHEST, (value - (means[at] ?? 0)) / (deviations[at] ?? 1))));
}

/** The log-odds that the model gives to a row of features. */
export function askLinear(model: LinearData, row: readonly number[]): number {
  return standardise(row, model).reduce((sum, value, at) => sum + value * (model.weights[at] ?? 0), model.offset);
}
