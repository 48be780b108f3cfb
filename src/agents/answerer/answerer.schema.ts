import { z } from "zod";

/** What the Answerer returns. `searches` says what to look for when the passages do not answer. */
export const answererSchema = z.object({
  answered: z.boolean(),
  sentences: z.array(z.object({ text: z.string().min(1).max(1_000), citations: z.array(z.string().max(80)).max(8) })).max(12),
  searches: z.array(z.string().max(200)).max(3),
});
export type AnswererOutput = z.output<typeof answererSchema>;
