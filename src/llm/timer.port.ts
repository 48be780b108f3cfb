/** Waiting as an argument, so that tests decide when time is up. */
export interface Timer {
  /** Calls `run` once after `ms` milliseconds. The returned function cancels it; cancelling twice or late is harmless. */
  after(ms: number, run: () => void): () => void;
}
