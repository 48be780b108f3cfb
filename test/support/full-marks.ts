import type { Review } from "../../src/agents/reviewer/reviewer.schema.ts";

/** The marks of a draft that has everything. */
export const FULL_MARKS: Review["principles"] = {
  active_learning: 2,
  cognitive_load: 2,
  scaffolding: 2,
  misconception_diagnosis: 2,
  curiosity: 2,
  emotional_awareness: 2,
  transfer: 2,
};
