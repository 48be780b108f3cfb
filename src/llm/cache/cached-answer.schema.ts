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

/** One answered question. The question is kept in plain words: only those without personal data get here. */
const keptQuestionSchema = z.object({
  at_ms: z.number().int().min(0),
  question: z.string().max(2_000),
  /** The embedding, a signed byte a dimension, in base64. */
  vector: z.base64(),
  value: z.unknown(),
  cost_nanousd: z.number().int().min(0),
});
export type KeptQuestion = z.output<typeof keptQuestionSchema>;

/** The answered questions of one scope, oldest first. */
export const keptQuestionsSchema = z.object({ v: z.literal(1), entries: z.array(keptQuestionSchema) });
