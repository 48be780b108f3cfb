/** How soon a model usually begins to answer, by `<provider>:<model>`, as seen in this isolate. */
export interface Latencies {
  /** Notes the time to the first sign of life of a good answer, in ms. */
  note(route: string, firstTokenMs: number): void;
  /** The nearest-rank 95th percentile of the last answers, in ms; null while too few are known. */
  p95(route: string): number | null;
}

/** Enough that one slow answer does not make the percentile, few enough that it follows the hour. */
const WINDOW = 100;
/** With fewer, the 95th percentile is the slowest answer or nearly so, and nobody would be asked twice. */
const MIN_ANSWERS = 20;

/** Forgets with the isolate: a model that is not asked often is not worth asking twice. */
export function createLatencies(): Latencies {
  const known = new Map<string, number[]>();
  return {
    note(route, firstTokenMs) {
      const times = known.get(route) ?? [];
      times.push(firstTokenMs);
      if (times.length > WINDOW) times.shift();
      known.set(route, times);
    },
    p95(route) {
      const times = known.get(route) ?? [];
      if (times.length < MIN_ANSWERS) return null;
      return times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? null;
    },
  };
}
