import type { Timer } from "./timer.port.ts";

/** The runtime's own timers. */
export const systemTimer: Timer = {
  after(ms, run) {
    const handle = setTimeout(run, ms);
    return () => clearTimeout(handle);
  },
};
