import type { CallRecord } from "./calls/call-record.schema.ts";

/** Whom a call is for: what budgets, routes and keys go by. */
export interface Payer {
  readonly tenant_id: `ten_${string}`;
  /** The lesson; null for an API client. */
  readonly course_id: string | null;
  readonly learner_id: string | null;
  readonly session_id: string | null;
}

/** The most that one request may come to. */
export interface CallEstimate {
  readonly route: string;
  readonly nanousd: number;
  readonly tokens: number;
  /** What is known of the request before it is made: all that is left of it when the process dies meanwhile. */
  readonly about: Pick<CallRecord, "agent" | "purpose" | "key" | "turn_id" | "prompt_hash">;
}

/** Money that is set aside for one request until it is settled. */
export interface Reservation {
  readonly reservation_id: string;
  readonly estimate: CallEstimate;
}

/**
 * How the strictest budget stands: `full` asks whatever the route says; `tight` (from 80 % on) asks only the cheapest entry and drafts nothing ahead;
 * `spent` asks no model, so that caches and the embedded tutor answer.
 */
export type BudgetTier = "full" | "tight" | "spent";

/** The purse of one session or API client. Reserve before a request, settle after it, exactly once each; what the process forgets by dying is settled when it wakes. */
export interface Account {
  readonly payer: Payer;
  tier(): BudgetTier;
  /** Sets the estimate aside; null when the budget does not allow it. Rarely waits: an allowance is fetched ahead. */
  reserve(estimate: CallEstimate): Promise<Reservation | null>;
  /** Pays what the request came to, and keeps its record. Synchronous and durable: it is written before anything is done with the answer. */
  settle(reservation: Reservation, record: CallRecord): void;
  /** Keeps a record that cost nothing: an answer from a cache, or of a draft written ahead. */
  note(record: CallRecord): void;
  /** Off the turn's path: reports what was spent and hands the records on, renews the allowance. Never rejects; what could not be told is told next time. */
  checkIn(): Promise<void>;
  /** Whether a check-in loses nothing by coming a few turns later: there is plenty to spend, as only where no budget has a cap. */
  mayWait(): boolean;
  /** Whether ledger and records know everything that is known here. */
  isEven(): boolean;
}
