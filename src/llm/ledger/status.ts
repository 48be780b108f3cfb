import type { BudgetStatus } from "../../protocol/operator.schema.ts";
import { toIso } from "../../shared/clock.ts";
import type { Amount, Budget } from "./ledger.port.ts";
import { marksOf, shareOf, type Subject, tierOf } from "./subject.ts";
import { EMPTY_TALLY, periodEnd, rollTally } from "./tally.ts";

/** A budget as the operator sees it. `reserved` is what is set aside for its subject. */
export function describeBudget(budget: Budget, subject: Subject | null, reserved: Amount, nowMs: number): BudgetStatus {
  const tally = rollTally(subject?.tally ?? EMPTY_TALLY, nowMs);
  const spent = tally[budget.period];
  const startMs = budget.period === "day" ? tally.day_start_ms : tally.month_start_ms;
  const marks = subject ? marksOf(budget, subject, startMs) : [];
  return {
    scope: budget.scope,
    scope_id: budget.scope_id,
    period: budget.period,
    cap_nanousd: budget.cap_nanousd,
    cap_tokens: budget.cap_tokens,
    subject_id: subject ? subject.subject_id : null,
    spent_nanousd: spent.nanousd,
    spent_tokens: spent.tokens,
    reserved_nanousd: reserved.nanousd,
    reserved_tokens: reserved.tokens,
    tier: tierOf(shareOf(budget, spent)),
    alerts: marks.map(({ percent, at_ms }) => ({ percent, at: toIso(at_ms) })),
    resets_at: toIso(periodEnd(budget.period, nowMs)),
  };
}
