import { add, NOTHING } from "./amounts.ts";
import type { Amount, Budget } from "./ledger.port.ts";

/** What was spent in the current day and month, which begin at midnight UTC. */
export interface Tally {
  readonly day_start_ms: number;
  readonly day: Amount;
  readonly month_start_ms: number;
  readonly month: Amount;
}

export const EMPTY_TALLY: Tally = { day_start_ms: 0, day: NOTHING, month_start_ms: 0, month: NOTHING };

/** When the day or month of `nowMs` began, in milliseconds since the Unix epoch. */
export function periodStart(period: Budget["period"], nowMs: number): number {
  const now = new Date(nowMs);
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), period === "day" ? now.getUTCDate() : 1);
}

/** When the next day or month begins. */
export function periodEnd(period: Budget["period"], nowMs: number): number {
  const now = new Date(nowMs);
  return period === "day"
    ? Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1)
    : Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
}

/** The tally as it stands at `nowMs`: a new period begins with nothing. It never goes back to an earlier period, whatever the clock says. */
export function rollTally(tally: Tally, nowMs: number): Tally {
  const dayStart = periodStart("day", nowMs);
  const monthStart = periodStart("month", nowMs);
  if (dayStart <= tally.day_start_ms && monthStart <= tally.month_start_ms) return tally;
  return {
    ...(dayStart > tally.day_start_ms ? { day_start_ms: dayStart, day: NOTHING } : { day_start_ms: tally.day_start_ms, day: tally.day }),
    ...(monthStart > tally.month_start_ms
      ? { month_start_ms: monthStart, month: NOTHING }
      : { month_start_ms: tally.month_start_ms, month: tally.month }),
  };
}

/** Adds what was spent to the day and the month of `nowMs`: money counts when the ledger hears of it. */
export function addToTally(tally: Tally, amount: Amount, nowMs: number): Tally {
  const current = rollTally(tally, nowMs);
  return { ...current, day: add(current.day, amount), month: add(current.month, amount) };
}
