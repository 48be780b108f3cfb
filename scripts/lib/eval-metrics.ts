// Measures of the field, as ../shared/data/_lib/metrics.py defines them, and intervals by resampling whole groups.

/** The area under the ROC curve: how often a positive is ranked above a negative, ties half (Mann and Whitney 1947). NaN without both kinds. */
export function auc(truth: readonly boolean[], scores: readonly number[]): number {
  const order = scores.map((score, at) => ({ score, positive: truth[at] === true })).sort((a, b) => a.score - b.score);
  const positives = order.filter(({ positive }) => positive).length;
  let rankSum = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    do to++;
    while (to < order.length && order[to]?.score === order[from]?.score);
    const rank = (from + 1 + to) / 2;
    for (let at = from; at < to; at++) if (order[at]?.positive) rankSum += rank;
    from = to;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (order.length - positives));
}

/** Mean negative log-likelihood, natural logarithm; probabilities are held within 1e-6 of 0 and 1. */
export function logLoss(truth: readonly boolean[], probabilities: readonly number[]): number {
  return mean(
    truth.map((positive, at) => {
      const p = Math.min(1 - 1e-6, Math.max(1e-6, probabilities[at] ?? Number.NaN));
      return -Math.log(positive ? p : 1 - p);
    }),
  );
}

/** Expected calibration error over bins of equal width (Naeini et al. 2015). */
export function ece(truth: readonly boolean[], probabilities: readonly number[], bins = 10): number {
  const sums = Array.from({ length: bins }, () => ({ p: 0, hits: 0 }));
  for (const [at, p] of probabilities.entries()) {
    const bin = sums[Math.min(bins - 1, Math.max(0, Math.floor(p * bins)))];
    if (!bin) continue;
    bin.p += p;
    bin.hits += truth[at] ? 1 : 0;
  }
  return sums.reduce((sum, { p, hits }) => sum + Math.abs(p - hits), 0) / probabilities.length;
}

/** Unweighted mean of the F1 of every class of the truth. */
export function macroF1(truth: readonly string[], predicted: readonly string[]): number {
  return mean([...new Set(truth)].map((label) => f1(truth, predicted, label)));
}

/** Harmonic mean of precision and recall of one class; 0 when it is never right. */
export function f1(truth: readonly string[], predicted: readonly string[], label: string): number {
  let hits = 0;
  let said = 0;
  let there = 0;
  for (const [at, gold] of truth.entries()) {
    if (gold === label) there += 1;
    if (predicted[at] === label) said += 1;
    if (gold === label && predicted[at] === label) hits += 1;
  }
  return said + there === 0 ? 0 : (2 * hits) / (said + there);
}

export function accuracy(truth: readonly string[], predicted: readonly string[]): number {
  return mean(truth.map((gold, at) => (gold === predicted[at] ? 1 : 0)));
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The 95 % interval of a statistic by the bootstrap over groups (learners, questions), so that rows that hang together stay together (Efron 1979).
 * The same seed gives the same interval.
 */
export function bootstrap<T>(
  groups: readonly (readonly T[])[],
  statistic: (rows: readonly T[]) => number,
  { rounds = 500, seed = 1 } = {},
): readonly [low: number, high: number] {
  const random = mulberry32(seed);
  const values = Array.from({ length: rounds }, () =>
    statistic(Array.from(groups, () => groups[Math.floor(random() * groups.length)] ?? []).flat()),
  ).sort((a, b) => a - b);
  const at = (share: number) => values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Number.NaN;
  return [at(0.025), at(0.975)];
}

/** Numbers in [0, 1) that follow from a seed (mulberry32 by Tommy Ettinger, public domain). */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Rows by a key, in the order in which keys are first met. */
export function groupBy<T>(rows: readonly T[], key: (row: T) => string): T[][] {
  return [...Map.groupBy(rows, key).values()];
}

/** Splits groups into folds by the order of a seeded shuffle: no group is in two folds. */
export function foldsOf<T>(groups: readonly (readonly T[])[], count: number, seed = 1): T[][] {
  const random = mulberry32(seed);
  const shuffled = groups.map((group) => ({ group, at: random() })).sort((a, b) => a.at - b.at);
  return Array.from({ length: count }, (_, fold) => shuffled.filter((_group, at) => at % count === fold).flatMap(({ group }) => group));
}
