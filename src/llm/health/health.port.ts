/** Whether a model may be asked now: `probe` is the one request that a half-open breaker lets through. */
export type Admission = "closed" | "probe" | "open";

/** What one request showed about its model. Faults that are the prompt's or ours (`wrong_schema`, `refused`, cancelled) are not about health and count as ok. */
export interface Observation {
  readonly ok: boolean;
  readonly total_ms: number;
}

/** The breakers of one tenant, by `<provider>:<model>`. Synchronous: looking costs a map read. */
export interface Health {
  admit(route: string): Admission;
  report(route: string, observation: Observation): void;
  /** The request that was let through was not made, or was called off, and showed nothing: if it was the probe, the next may be. */
  release(route: string): void;
}
