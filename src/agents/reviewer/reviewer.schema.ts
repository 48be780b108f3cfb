import { z } from "zod";

/** The seven principles, in the order in which the reviewer marks them. */
export const PRINCIPLES = [
  "active_learning",
  "cognitive_load",
  "scaffolding",
  "misconception_diagnosis",
  "curiosity",
  "emotional_awareness",
  "transfer",
] as const;
export type Principle = (typeof PRINCIPLES)[number];

/** 0 = hurts, 1 = missing, 2 = there. */
const mark = z.number().int().min(0).max(2);

/** What the Pedagogical Reviewer returns. `feedback` tells the tutor what to change; empty when approved. */
export const reviewSchema = z.object({
  approved: z.boolean(),
  feedback: z.string().max(1_500),
  principles: z.object({
    active_learning: mark,
    cognitive_load: mark,
    scaffolding: mark,
    misconception_diagnosis: mark,
    curiosity: mark,
    emotional_awareness: mark,
    transfer: mark,
  }),
});
export type Review = z.output<typeof reviewSchema>;
