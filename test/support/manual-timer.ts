import type { Timer } from "../../src/llm/timer.port.ts";
import type { Clock } from "../../src/shared/clock.ts";

/** A clock and a timer that stand still until a test moves them. */
export interface ManualTimer extends Timer, Clock {
  /** Moves time on, runs what falls due in order, and lets promises settle after each. */
  advance(ms: number): Promise<void>;
  /** Resolves when the first timer is set: what a test starts has got as far as waiting. */
  armed(): Promise<void>;
  /** How many timers are waiting. */
  waiting(): number;
}

export function createManualTimer(): ManualTimer {
  let now = 0;
  let arm = () => {};
  const armed = new Promise<void>((resolve) => {
    arm = resolve;
  });
  const due = new Map<object, { at: number; run: () => void }>();
  return {
    now: () => now,
    armed: () => armed,
    waiting: () => due.size,
    after(ms, run) {
      const handle = {};
      due.set(handle, { at: now + ms, run });
      arm();
      return () => due.delete(handle);
    },
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        await settlePromises();
        const [next] = [...due].filter(([, timer]) => timer.at <= end).sort(([, a], [, b]) => a.at - b.at);
        if (next === undefined) break;
        const [handle, timer] = next;
        due.delete(handle);
        now = timer.at;
        timer.run();
      }
      now = end;
    },
  };
}

/** Hashes are computed on other threads: however long one takes, no time of a manual timer passes meanwhile. */
const hashing = new Set<Promise<unknown>>();
const { subtle } = crypto;
const digest = subtle.digest.bind(subtle);
subtle.digest = (algorithm, data) => {
  const hash = digest(algorithm, data);
  const forget = () => hashing.delete(settled);
  const settled: Promise<unknown> = hash.then(forget, forget);
  hashing.add(settled);
  return hash;
};

/** Everything that can happen without time passing has happened after a turn of the event loop in which nothing is hashed. */
async function settlePromises(): Promise<void> {
  do {
    await Promise.all(hashing);
    await new Promise((resolve) => setImmediate(resolve));
  } while (hashing.size > 0);
}
