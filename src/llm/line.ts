import type { Timer } from "./timer.port.ts";

/** Where requests of one isolate wait until there is room for them, first come, first served. */
export interface Line {
  /**
   * Waits for room.
   *
   * @returns what to call, once, when the request has ended; null when its time was up or its caller gone before there was room
   */
  enter(limits: { readonly within_ms: number; readonly signal: AbortSignal | undefined }): Promise<(() => void) | null>;
}

/**
 * @param room requests under way at once. An isolate reads its answers on one thread: with too many the last answers are read after their deadline, though the
 * model was in time, and the model would be taken for a slow one by everybody
 */
export function createLine(room: number, timer: Timer): Line {
  let underWay = 0;
  const waiting = new Set<() => void>();

  const leave = (): void => {
    const [next] = waiting;
    // Whoever is next takes the room over, so that nobody slips in between.
    if (!next) underWay -= 1;
    else if (waiting.delete(next)) next();
  };

  return {
    async enter({ within_ms, signal }) {
      if (underWay < room) {
        underWay += 1;
        return leave;
      }
      if (signal?.aborted || within_ms <= 0) return null;
      let forget = (): void => {};
      const hasRoom = await new Promise<boolean>((resolve) => {
        const admit = () => resolve(true);
        const giveUp = () => resolve(!waiting.delete(admit));
        const cancel = timer.after(within_ms, giveUp);
        signal?.addEventListener("abort", giveUp);
        waiting.add(admit);
        forget = () => {
          cancel();
          signal?.removeEventListener("abort", giveUp);
        };
      });
      // Another object's request may have let us in, and the platform lets each object touch its own timers only.
      forget();
      return hasRoom ? leave : null;
    },
  };
}
