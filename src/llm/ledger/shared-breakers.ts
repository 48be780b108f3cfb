import { admit, afterJump, type BreakerState, CLOSED_BREAKER, observe, restsUntil, statusOf } from "./breakers.ts";
import type { CheckedIn, CheckIn } from "./ledger.port.ts";

/** Routes that are remembered; a tenant has a dozen. Beyond it a closed one is forgotten. */
const MAX_ROUTES = 200;

/** The breakers of one tenant. */
export interface SharedBreakers {
  /** Folds in what a holder saw, and returns those that have opened or closed by it. Only these are worth a write: what is in between is forgotten harmlessly. */
  observe(observations: CheckIn["observations"], nowMs: number): readonly [string, BreakerState][];
  /**
   * What a holder is told. The first that may call after a rest is not told of it and so probes; the others are told to wait for as long as a probe may take.
   * Holders that do not check in in between go by the end of the rest that they were told: each of them probes once at the most.
   */
  resting(mayProbe: boolean, nowMs: number): CheckedIn["resting"];
  list(nowMs: number): { readonly route: string; readonly state: "closed" | "open" | "half_open"; readonly until_ms: number | null }[];
}

export function createSharedBreakers(stored: Iterable<readonly [string, BreakerState]>): SharedBreakers {
  const states = new Map(stored);

  return {
    observe(observations, nowMs) {
      const turned = new Map<string, BreakerState>();
      for (const { route, at_ms, ok, total_ms } of observations) {
        const before = afterJump(states.get(route) ?? CLOSED_BREAKER, nowMs);
        // The holder's clock may be ahead of ours.
        const after = observe(before, { ok, total_ms }, Math.min(at_ms, nowMs));
        states.set(route, after);
        if (after.trips !== before.trips || (after.rest === null) !== (before.rest === null)) turned.set(route, after);
      }
      for (const [route, { rest }] of states) {
        if (states.size <= MAX_ROUTES) break;
        if (!rest) states.delete(route);
      }
      return [...turned];
    },
    resting(mayProbe, nowMs) {
      const told: { route: string; until_ms: number }[] = [];
      for (const [route, state] of states) {
        const until_ms = restsUntil(state, nowMs);
        if (until_ms !== null) told.push({ route, until_ms });
        else if (mayProbe && state.rest) states.set(route, admit(state, nowMs).state);
      }
      return told;
    },
    list: (nowMs) => [...states].map(([route, state]) => ({ route, ...statusOf(state, nowMs) })),
  };
}
