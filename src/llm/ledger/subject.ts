import type { BudgetTier } from "../account.port.ts";
import type { Amount, Budget, BudgetScope } from "./ledger.port.ts";
import { rollTally, type Tally } from "./tally.ts";

/** Marks of a budget at which its owner is told, in percent of the cap. */
export const MARKS = [50, 80, 100] as const;
/** From here on money is saved: only the cheapest entry of a route is asked, and nothing is drafted ahead. */
export const TIGHT_FROM = 0.8;

/** A mark that was passed, once for a budget, a subject and a period. */
export interface PassedMark {
  readonly scope_id: string;
  readonly period: Budget["period"];
  readonly start_ms: number;
  readonly percent: (typeof MARKS)[number];
  readonly at_ms: number;
}

/** The tenant, a course or a learner: what was spent for it, and which marks of its budgets were passed. `subject_id` is empty for the tenant. */
export interface Subject {
  readonly scope: BudgetScope;
  readonly subject_id: string;
  readonly tally: Tally;
  readonly marks: readonly PassedMark[];
}

/** Whether a budget holds for a subject. One for `*` holds beside one for an id: the stricter of the two decides. */
export function appliesTo(budget: Budget, { scope, subject_id }: Pick<Subject, "scope" | "subject_id">): boolean {
  return budget.scope === scope && (budget.scope_id === subject_id || (budget.scope_id === "*" && scope !== "tenant"));
}

/** The part of a cap that is spent, by money or tokens, whichever is more; a cap of nothing is spent from the start. */
export function shareOf(budget: Budget, spent: Amount): number {
  return Math.max(share(budget.cap_nanousd, spent.nanousd), share(budget.cap_tokens, spent.tokens));
}

function share(cap: number | null, spent: number): number {
  if (cap === null) return 0;
  return spent >= cap ? Math.max(1, cap === 0 ? 1 : spent / cap) : spent / cap;
}

export function tierOf(spentShare: number): BudgetTier {
  if (spentShare >= 1) return "spent";
  return spentShare >= TIGHT_FROM ? "tight" : "full";
}

/** What a budget still allows a subject beyond what is spent and set aside; `Infinity` where it has no cap of that kind. */
export function roomOf(budget: Budget, subject: Subject, reserved: Amount, nowMs: number): Amount {
  const spent = rollTally(subject.tally, nowMs)[budget.period];
  return {
    nanousd: budget.cap_nanousd === null ? Infinity : Math.max(0, budget.cap_nanousd - spent.nanousd - reserved.nanousd),
    tokens: budget.cap_tokens === null ? Infinity : Math.max(0, budget.cap_tokens - spent.tokens - reserved.tokens),
  };
}

/** Marks of a budget that a subject has passed and that nobody was told of yet. A cap that changes does not make a mark pass twice in a period. */
export function newMarks(budget: Budget, subject: Subject, nowMs: number): PassedMark[] {
  const tally = rollTally(subject.tally, nowMs);
  const spentShare = shareOf(budget, tally[budget.period]);
  const start_ms = budget.period === "day" ? tally.day_start_ms : tally.month_start_ms;
  return MARKS.filter((percent) => spentShare * 100 >= percent)
    .filter((percent) => !marksOf(budget, subject, start_ms).some((mark) => mark.percent === percent))
    .map((percent) => ({ scope_id: budget.scope_id, period: budget.period, start_ms, percent, at_ms: nowMs }));
}

/** The marks of a budget that were passed in the period that began at `startMs`. */
export function marksOf(budget: Budget, { marks }: Subject, startMs: number): PassedMark[] {
  return marks.filter((mark) => mark.scope_id === budget.scope_id && mark.period === budget.period && mark.start_ms === startMs);
}
