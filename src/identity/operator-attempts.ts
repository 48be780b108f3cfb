import type { Clock } from "../shared/clock.ts";

/** Wrong tokens that one address may show in a window; then it waits for the window's end. */
export const MAX_FAILED_ATTEMPTS = 10;
export const ATTEMPT_WINDOW_S = 60;
/** So that a flood from many addresses fills no memory: beyond this many, all of them are forgotten. */
const MAX_ADDRESSES = 10_000;

/** Counts wrong operator tokens by address. */
export interface FailedAttempts {
  isBlocked(address: string): boolean;
  add(address: string): void;
}

/**
 * Counted in memory, so for each isolate by itself: it makes guessing slow, while the token's length makes it hopeless. The rate limit binding is the
 * outer fence where there is one.
 */
export function createFailedAttempts(clock: Clock): FailedAttempts {
  const failed = new Map<string, { count: number; ends_at_ms: number }>();
  const current = (address: string) => {
    const entry = failed.get(address);
    return entry && entry.ends_at_ms > clock.now() ? entry : null;
  };
  return {
    isBlocked: (address) => (current(address)?.count ?? 0) >= MAX_FAILED_ATTEMPTS,
    add(address) {
      const entry = current(address);
      if (entry) {
        entry.count += 1;
        return;
      }
      if (failed.size >= MAX_ADDRESSES) failed.clear();
      failed.set(address, { count: 1, ends_at_ms: clock.now() + ATTEMPT_WINDOW_S * 1_000 });
    },
  };
}
