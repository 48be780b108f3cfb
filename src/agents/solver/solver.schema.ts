import { z } from "zod";

/** What a solver says: the answer as a learner would give it, or that the passages do not have it. */
export const solverSchema = z.object({
  /** Whether the passages give the answer clearly. */
  found: z.boolean(),
  /** The letter of the option chosen; null for other questions. */
  option: z
    .string()
    .max(2)
    .nullish()
    .transform((option) => option ?? null),
  /** The number, as digits; null for other questions. */
  number: z
    .string()
    .max(40)
    .nullish()
    .transform((number) => number ?? null),
  /** The answer in words; empty for a choice or a number. */
  answer: z.string().max(2_000).default(""),
});
export type SolverOutput = z.output<typeof solverSchema>;
