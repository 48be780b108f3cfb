import { z } from "zod";

/** What the Tutor returns: markdown in the learner's language. */
export const tutorOutputSchema = z.object({
  teaching: z.string().max(4_000),
  question: z.string().min(1).max(1_500),
  /** Ids of the passages the teaching rests on. */
  citations: z.array(z.string().max(120)).max(8),
  /** Ladder for a question that has none of its own; empty when the item brings hints. */
  hints: z.array(z.string().max(400)).max(4),
});
export type TutorOutput = z.output<typeof tutorOutputSchema>;
