import { default_w, FSRSAlgorithm } from "ts-fsrs";
import type { ReviewMemory } from "./review-memory.port.ts";

/** Recall at which something is due. */
export const RETENTION = 0.9;

/** FSRS-6 of `ts-fsrs` with its default weights, or with others of the same form; no fuzz, since two devices must reckon the same day. */
export function createFsrs({
  retention = RETENTION,
  weights = default_w,
}: {
  retention?: number;
  weights?: readonly number[];
} = {}): ReviewMemory {
  const fsrs = new FSRSAlgorithm({ request_retention: retention, w: [...weights], enable_fuzz: false, enable_short_term: true });
  return {
    // The library takes exactly 0 days for "on the same day".
    next: (memory, days, grade) => fsrs.next_state(memory, days < 1 ? 0 : days, grade),
    recall: (memory, days) => fsrs.forgetting_curve(Math.max(0, days), memory.stability),
    intervalDays: (memory) => Math.max(1, Math.round(fsrs.next_interval(memory.stability, 0))),
  };
}
