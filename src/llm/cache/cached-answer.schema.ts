import { z } from "zod";

/** An answer as it lies in the store. `v` changes with the shape; what is of another version is not there. */
export const keptAnswerSchema = z.object({
  v: z.literal(1),
  /** When it was made, in milliseconds since the Unix epoch. */
  at_ms: z.number().int().min(0),
  /** The model's parsed JSON; whoever takes it holds it to their schema again. */
  value: z.unknown(),
  cost_nanousd: z.number().int().min(0),
});
