import type { Clock } from "./clock.ts";

/** The real time. In production it stands still while the CPU is busy and moves on with the next I/O. */
export const systemClock: Clock = { now: () => Date.now() };
