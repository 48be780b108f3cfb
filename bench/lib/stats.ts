/** The value below which the share `p` (0 to 1) of the values lies, by the nearest rank; NaN for none. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))] ?? Number.NaN;
}

/** The middle value; of an even number of values the lower of the two in the middle. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** p50, p95 and p99 of one round of one contender. */
export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly n: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return {
    p50: round(percentile(values, 0.5)),
    p95: round(percentile(values, 0.95)),
    p99: round(percentile(values, 0.99)),
    n: values.length,
  };
}

/** Medians over the rounds: one noisy round does not decide. */
export function overRounds(rounds: readonly Spread[]): Spread {
  const of = (key: keyof Spread) => median(rounds.map((one) => one[key]));
  return { p50: of("p50"), p95: of("p95"), p99: of("p99"), n: rounds.reduce((sum, one) => sum + one.n, 0) };
}

/** To three decimals, so that raw files stay small. */
export function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
