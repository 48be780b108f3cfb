import type { Clock } from "../shared/clock.ts";

/** Requests that a key may send at once, and how many come back a second: 120 a minute. */
export const API_BURST = 60;
export const API_PER_SECOND = 2;
/** Beyond this many keys, all begin anew. */
const MAX_KEYS = 10_000;

export interface KeyRate {
  /** Takes one request from a key's bucket: 0, or the seconds to wait when it is empty. */
  take(keyId: string): number;
}

/**
 * A token bucket for each key, in memory and so for each isolate by itself: it keeps one runaway loop from the door. What may be spent is counted exactly
 * by the ledger.
 */
export function createKeyRate(clock: Clock, { burst, per_second } = { burst: API_BURST, per_second: API_PER_SECOND }): KeyRate {
  const buckets = new Map<string, { level: number; at_ms: number }>();
  return {
    take(keyId) {
      const now = clock.now();
      const before = buckets.get(keyId) ?? { level: burst, at_ms: now };
      // A clock that went back gives nothing and takes nothing.
      const level = Math.min(burst, before.level + (Math.max(0, now - before.at_ms) / 1_000) * per_second);
      if (buckets.size >= MAX_KEYS && !buckets.has(keyId)) buckets.clear();
      const isAllowed = level >= 1;
      buckets.set(keyId, { level: isAllowed ? level - 1 : level, at_ms: now });
      return isAllowed ? 0 : Math.max(1, Math.ceil((1 - level) / per_second));
    },
  };
}
