import { toIso } from "../../shared/clock.ts";
import { CALLS_KEPT_DAYS } from "./calls-kept.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Days of a busy tenant's calls that one statement reads well within the time that D1 gives it. */
const DAYS_A_STATEMENT = 7;

/** A span of time: from `from` on and before `to` (ISO 8601, UTC); null is without end. */
export interface Span {
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * The time in which a learner's calls may lie, cut into spans of a week that follow each other without a gap. A day before `since` is in it, because clocks
 * differ; nobody knows since when (null), or longer ago than records are kept: from the beginning. The last has no end.
 */
export function splitTime(since: string | null, now: number): readonly Span[] {
  const kept = now - CALLS_KEPT_DAYS * DAY_MS;
  const begin = since === null ? null : Date.parse(since) - DAY_MS;
  const spans: Span[] = [];
  let from = begin === null || begin <= kept ? null : toIso(begin);
  for (let to = Math.max(begin ?? kept, kept) + DAYS_A_STATEMENT * DAY_MS; to < now; to += DAYS_A_STATEMENT * DAY_MS) {
    spans.push({ from, to: toIso(to) });
    from = toIso(to);
  }
  return [...spans, { from, to: null }];
}
