import type { BudgetTier } from "../account.port.ts";
import type { Observation } from "../health/health.port.ts";

/** Whom money is spent for, from the widest to the narrowest. A budget is set for one of them, or for each learner or course of a tenant (`*`). */
export type BudgetScope = "tenant" | "course" | "learner";

/** A cap on what may be spent in a day or month (UTC), in nano-dollars, tokens, or both; null: no cap of that kind. */
export interface Budget {
  readonly scope: BudgetScope;
  /** The lesson's or learner's id, or `*` for each of them; empty for the tenant. */
  readonly scope_id: string;
  readonly period: "day" | "month";
  readonly cap_nanousd: number | null;
  readonly cap_tokens: number | null;
}

export interface Amount {
  readonly nanousd: number;
  readonly tokens: number;
}

/** Money set aside for one session (or API client) until it expires. What is spent from it only ever grows, so telling it twice does no harm. */
export interface Allowance {
  readonly allowance_id: `als_${string}`;
  readonly amount: Amount;
  readonly expires_at_ms: number;
}

/** What a holder tells the ledger, and what it asks for. */
export interface CheckIn {
  readonly course_id: string | null;
  readonly learner_id: string | null;
  readonly holder_id: string;
  /** The allowance held so far, what has been spent from it in all, and whether it is given back. */
  readonly spent: { readonly allowance_id: string; readonly amount: Amount; readonly is_closed: boolean } | null;
  /** What is to be set aside now; null: nothing. */
  readonly want: Amount | null;
  /** What calls since the last time showed about their models. */
  readonly observations: readonly (Observation & { readonly route: string; readonly at_ms: number })[];
}

export interface CheckedIn {
  /** Null: nothing was wanted, or the budget allows nothing. It may be less than was wanted. */
  readonly allowance: Allowance | null;
  readonly tier: BudgetTier;
  /** Routes whose breaker is open, and until when. */
  readonly resting: readonly { readonly route: string; readonly until_ms: number }[];
}

/** The ledger of one tenant: exact under concurrency, because it is one object. */
export interface LedgerPort {
  checkIn(input: CheckIn): Promise<CheckedIn>;
}
