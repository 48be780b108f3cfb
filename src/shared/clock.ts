/** The time as an argument. Pure code receives instants; only an adapter reads a real clock. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

/** An instant as stored and sent: ISO 8601 in UTC with milliseconds. */
export function toIso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
