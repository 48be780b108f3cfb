import type { Admission, Observation } from "../health/health.port.ts";

// The breaker of one route, as plain data and pure functions. The ledger keeps one for the whole tenant; whoever asks models keeps a mirror of it.

/** So many failures in a row open it: one may be chance and two bad luck, and three cost learners three waits for nothing. */
export const FAILURES_IN_A_ROW = 3;
/** For a model that answers now and then: more than half of the last eight. Fewer of fewer would open on the noise of a busy provider. */
export const FAILURES_OF_RECENT = 5;
export const RECENT = 8;
/** Only failures this close together count as a share: a bad minute is an outage, a failure now and then all day is not. */
export const SHARE_WINDOW_MS = 60_000;
/** Failures in a row, and slowness, may be this far apart: a quiet tenant asks once in a minute or two. Older ones say nothing about now. */
export const FRESH_MS = 5 * 60_000;
/** Three quarters of the 20 s that an effect may take: whoever waits this long leaves the next entry of the route too little time. */
export const SLOW_MS = 15_000;
/** So many of the last eight slow: waiting too long is the rule then and not the exception, and no single long answer opens it. */
export const SLOW_OF_RECENT = 6;
/** The first rest. It doubles with every probe that fails and every relapse, up to the longest, so that a provider that is back is found within two minutes. */
export const COOL_DOWN_MS = 10_000;
export const MAX_COOL_DOWN_MS = 2 * 60_000;
/** A probe that nobody has heard of for this long is lost: longer than the slowest call, so that there is one at a time. */
export const PROBE_MS = 30_000;
/** Closed this long without opening, a breaker has forgotten how often it opened before. */
export const STEADY_MS = 10 * 60_000;

interface Sample extends Observation {
  readonly at_ms: number;
}

/** Plain data, safe to store as JSON. */
export interface BreakerState {
  /** Set while it is not closed: until when nobody asks, and after that until when the one probe is out. */
  readonly rest: { readonly until_ms: number; readonly probe_until_ms: number | null } | null;
  /** Openings in a row: how far the rest has grown. */
  readonly trips: number;
  readonly closed_at_ms: number;
  /** The last few, oldest first; empty while it is not closed. */
  readonly recent: readonly Sample[];
}

export interface BreakerStatus {
  readonly state: "closed" | "open" | "half_open";
  /** When a probe may be sent; null unless open. */
  readonly until_ms: number | null;
}

export const CLOSED_BREAKER: BreakerState = { rest: null, trips: 0, closed_at_ms: 0, recent: [] };

/**
 * Folds one observation in. While it rests, what still comes from calls begun before says nothing new. After the rest the first observation
 * decides: a good and quick answer closes it, anything else opens it for longer.
 *
 * @param atMs when the call ended, in milliseconds since the Unix epoch
 */
export function observe(state: BreakerState, observation: Observation, atMs: number): BreakerState {
  const isGood = observation.ok && observation.total_ms < SLOW_MS;
  if (state.rest) {
    if (atMs < state.rest.until_ms) return state;
    return isGood ? { ...state, rest: null, closed_at_ms: atMs, recent: [] } : open(state, atMs);
  }
  const recent = [...state.recent, { ok: observation.ok, total_ms: observation.total_ms, at_ms: atMs }].slice(-RECENT);
  return shouldOpen(recent, atMs) ? open(state, atMs) : { ...state, recent };
}

/** How it stands now. A rest that would last longer than any rest may is over: the clock has jumped back, and a model is not shut out for that. */
export function statusOf({ rest }: BreakerState, nowMs: number): BreakerStatus {
  if (!rest) return { state: "closed", until_ms: null };
  const left = rest.until_ms - nowMs;
  return left > 0 && left <= MAX_COOL_DOWN_MS ? { state: "open", until_ms: rest.until_ms } : { state: "half_open", until_ms: null };
}

/** The state without a rest that would last longer than any may: so the first observation after a jump of the clock decides, and is not taken for an old one. */
export function afterJump(state: BreakerState, nowMs: number): BreakerState {
  const isBeyond = state.rest !== null && state.rest.until_ms - nowMs > MAX_COOL_DOWN_MS;
  return isBeyond ? { ...state, rest: { until_ms: nowMs, probe_until_ms: null } } : state;
}

/** Asks to call now, and takes the probe if it is free. Whoever gets `probe` owes an observation; without one the probe is free again after `PROBE_MS`. */
export function admit(state: BreakerState, nowMs: number): { readonly state: BreakerState; readonly admission: Admission } {
  if (!state.rest) return { state, admission: "closed" };
  if (statusOf(state, nowMs).state === "open" || isProbeOut(state, nowMs)) return { state, admission: "open" };
  // After a jump of the clock the rest ends here, so that the probe's answer is not taken for one from before it.
  const until_ms = Math.min(state.rest.until_ms, nowMs);
  return { state: { ...state, rest: { until_ms, probe_until_ms: nowMs + PROBE_MS } }, admission: "probe" };
}

/** Until when a route is not to be asked: its rest, or the time that the one probe has; null when it may be asked or probed. */
export function restsUntil(state: BreakerState, nowMs: number): number | null {
  const { until_ms } = statusOf(state, nowMs);
  return until_ms ?? (isProbeOut(state, nowMs) ? (state.rest?.probe_until_ms ?? null) : null);
}

function isProbeOut({ rest }: BreakerState, nowMs: number): boolean {
  const left = (rest?.probe_until_ms ?? 0) - nowMs;
  return left > 0 && left <= PROBE_MS;
}

function shouldOpen(recent: readonly Sample[], nowMs: number): boolean {
  const fresh = recent.filter(({ at_ms }) => nowMs - at_ms <= FRESH_MS);
  const last = fresh.slice(-FAILURES_IN_A_ROW);
  if (last.length === FAILURES_IN_A_ROW && last.every(({ ok }) => !ok)) return true;
  if (fresh.filter(({ ok, at_ms }) => !ok && nowMs - at_ms <= SHARE_WINDOW_MS).length >= FAILURES_OF_RECENT) return true;
  return fresh.filter(({ total_ms }) => total_ms >= SLOW_MS).length >= SLOW_OF_RECENT;
}

function open(state: BreakerState, atMs: number): BreakerState {
  const isRelapse = state.rest !== null || atMs - state.closed_at_ms < STEADY_MS;
  const trips = isRelapse ? state.trips + 1 : 1;
  const until_ms = atMs + Math.min(MAX_COOL_DOWN_MS, COOL_DOWN_MS * 2 ** (trips - 1));
  return { rest: { until_ms, probe_until_ms: null }, trips, closed_at_ms: state.closed_at_ms, recent: [] };
}
