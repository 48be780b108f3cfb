import type { Range } from "../../protocol/operator.schema.ts";
import type { Window } from "./operator.port.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Few enough steps to be told apart on a phone. */
const STEPS: Readonly<Record<Range, { readonly step_ms: number; readonly count: number }>> = {
  hour: { step_ms: 2 * MINUTE_MS, count: 30 },
  day: { step_ms: HOUR_MS, count: 24 },
  week: { step_ms: 6 * HOUR_MS, count: 28 },
  month: { step_ms: DAY_MS, count: 30 },
};

/** The time that a range means at `nowMs`: whole steps of UTC, the last of them still running. */
export function windowOf(range: Range, nowMs: number): Window {
  const { step_ms, count } = STEPS[range];
  const to_ms = (Math.floor(nowMs / step_ms) + 1) * step_ms;
  return { from_ms: to_ms - count * step_ms, to_ms, step_ms };
}
