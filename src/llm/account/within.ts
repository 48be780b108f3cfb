import type { Timer } from "../timer.port.ts";

/** Waits for work, but not longer than `ms`. True when it was done in time, false when it failed or is still under way; never rejects. */
export function within(timer: Timer, ms: number, work: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = timer.after(ms, () => resolve(false));
    const end = (isDone: boolean) => {
      cancel();
      resolve(isDone);
    };
    work.then(
      () => end(true),
      () => end(false),
    );
  });
}
