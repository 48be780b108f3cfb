// Logistic regression for the few dozen weights that the embedded agents carry: full-batch, seeded by nothing, the same on every machine.

export interface Sample {
  readonly x: readonly number[];
  readonly y: 0 | 1;
  /** How much it counts; 1 where every row counts the same. */
  readonly weight: number;
}

/**
 * Weights that minimise log-loss plus `ridge / 2` times the squared weights, by AdaGrad steps (Duchi et al. 2011). The ridge leaves `free` (an
 * intercept's index) alone.
 */
export function fitLogistic(samples: readonly Sample[], { ridge = 1, rounds = 400, rate = 0.3, free = -1 } = {}): number[] {
  const width = samples[0]?.x.length ?? 0;
  const weights = new Float64Array(width);
  const positives = samples.filter(({ y }) => y === 1).length / samples.length;
  // From the base rate on, so that it need not be learned first.
  if (free >= 0) weights[free] = Math.log(positives / (1 - positives));
  const history = new Float64Array(width).fill(1e-6);
  for (let round = 0; round < rounds; round++) {
    const gradient = weights.map((weight, at) => (at === free ? 0 : ridge * weight));
    for (const { x, y, weight } of samples) {
      let z = 0;
      for (let at = 0; at < width; at++) z += (x[at] ?? 0) * (weights[at] ?? 0);
      const error = weight * (1 / (1 + Math.exp(-z)) - y);
      for (let at = 0; at < width; at++) gradient[at] = (gradient[at] ?? 0) + error * (x[at] ?? 0);
    }
    for (let at = 0; at < width; at++) {
      const slope = gradient[at] ?? 0;
      history[at] = (history[at] ?? 0) + slope * slope;
      weights[at] = (weights[at] ?? 0) - (rate * slope) / Math.sqrt(history[at] ?? 1);
    }
  }
  return [...weights];
}
