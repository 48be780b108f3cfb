import type { Clock } from "../shared/clock.ts";

/** A step back this small is a clock that is being set right, and takes nothing from a call. */
const SMALL_STEP_MS = 1_000;

/**
 * Counts down from `ms` by a clock that may jump. After a jump back nobody can tell how much time has passed, so that nothing is left: whoever waits is
 * answered late, and not later.
 *
 * @returns how many milliseconds are left, now; below 0 when there are none
 */
export function startCountdown(clock: Clock, ms: number): () => number {
  let leftMs = ms;
  let lastMs = clock.now();
  return () => {
    const nowMs = clock.now();
    leftMs -= nowMs >= lastMs ? nowMs - lastMs : lastMs - nowMs < SMALL_STEP_MS ? 0 : Math.max(0, leftMs);
    lastMs = nowMs;
    return leftMs;
  };
}
