import type { Clock } from "../../src/shared/clock.ts";

/** A clock that moves only when told to. */
export function createTestClock(startMs = Date.UTC(2026, 10, 20)): Clock & { advance(ms: number): void } {
  let now = startMs;
  return {
    now: () => now,
    advance(ms) {
      now += ms;
    },
  };
}
