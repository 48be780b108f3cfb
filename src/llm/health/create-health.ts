import type { Clock } from "../../shared/clock.ts";
import { createRecent } from "../../shared/recent.ts";
import { admit, type BreakerState, CLOSED_BREAKER, MAX_COOL_DOWN_MS, observe } from "../ledger/breakers.ts";
import type { CheckedIn, CheckIn } from "../ledger/ledger.port.ts";
import type { Health } from "./health.port.ts";

type Observations = CheckIn["observations"];

/** Observations that wait for a check-in; more than a turn makes. When the ledger is away the oldest say least. */
const MAX_OBSERVATIONS = 64;
/** Tenants whose breakers an isolate keeps; the one that asked longest ago is forgotten, which costs it a few failures to learn again. */
const MAX_TENANTS = 1_000;

/** An isolate's copy of a tenant's breakers, kept in step with the ledger's by check-ins. */
export interface HealthMirror extends Health {
  /** Takes over which routes rest, as the ledger says; its list is whole. */
  merge(resting: CheckedIn["resting"]): void;
  /** What calls have shown since the last time, for the ledger. Whoever takes it hands it on. */
  drain(): Observations;
  /** Puts back what could not be handed on. */
  giveBack(observations: Observations): void;
}

/**
 * Makes the breakers of one tenant for one isolate. It judges by what it sees itself, at once, with the ledger's own rules, and by what check-ins bring from
 * other isolates. Half-open, it lets one probe through; so does every other isolate, because asking the ledger for leave would cost each call a request.
 * Costs nothing of its own: observations and resting routes travel with the check-in that a turn makes anyway.
 */
export function createHealth({ clock }: { readonly clock: Clock }): HealthMirror {
  const breakers = new Map<string, BreakerState>();
  /** Routes that rest because the ledger says so. */
  let toldToRest: ReadonlySet<string> = new Set();
  let observations: Observations = [];
  const breakerOf = (route: string) => breakers.get(route) ?? CLOSED_BREAKER;

  return {
    admit(route) {
      const known = breakers.get(route);
      if (!known) return "closed";
      const { state, admission } = admit(known, clock.now());
      breakers.set(route, state);
      return admission;
    },
    report(route, observation) {
      const at_ms = clock.now();
      breakers.set(route, observe(breakerOf(route), observation, at_ms));
      observations = [...observations, { ...observation, route, at_ms }].slice(-MAX_OBSERVATIONS);
    },
    release(route) {
      const known = breakers.get(route);
      if (known?.rest?.probe_until_ms) breakers.set(route, { ...known, rest: { ...known.rest, probe_until_ms: null } });
    },
    merge(resting) {
      const now = clock.now();
      for (const { route, until_ms } of resting) {
        const known = breakerOf(route);
        // A probe that is out here goes on: its answer is newer than what the ledger knows.
        if (known.rest?.probe_until_ms && known.rest.until_ms >= until_ms) continue;
        const until = Math.min(until_ms, now + MAX_COOL_DOWN_MS);
        breakers.set(route, { ...known, rest: { until_ms: until, probe_until_ms: null }, trips: Math.max(1, known.trips), recent: [] });
      }
      // What rested only by the ledger's word rests no longer when it is not named: somebody's probe went well.
      const named = new Set(resting.map(({ route }) => route));
      for (const route of toldToRest) {
        const known = breakerOf(route);
        if (!named.has(route) && known.rest && known.rest.until_ms > now)
          breakers.set(route, { ...known, rest: null, closed_at_ms: now, recent: [] });
      }
      toldToRest = named;
    },
    drain() {
      const drained = observations;
      observations = [];
      return drained;
    },
    giveBack(returned) {
      observations = [...returned, ...observations].slice(-MAX_OBSERVATIONS);
    },
  };
}

/** The breakers of every tenant that an isolate has seen lately. */
export function createHealthDesk(deps: { readonly clock: Clock }): (tenantId: string) => HealthMirror {
  const mirrors = createRecent<string, HealthMirror>(MAX_TENANTS);
  return (tenantId) => mirrors.of(tenantId, () => createHealth(deps));
}
