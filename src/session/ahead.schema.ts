import { z } from "zod";
import { draftReviewedSchema, tutorDraftedSchema } from "./events.schema.ts";

/** A message that was drafted and approved before it was needed: the two events it would become, and what each cost to make. Lives outside the log. */
export const aheadSchema = z.object({
  v: z.literal(1),
  /** `nameDraft` of the input it was drafted for. */
  name: z.string(),
  drafted: tutorDraftedSchema,
  reviewed: draftReviewedSchema,
  draft_nanousd: z.number().int().min(0),
  review_nanousd: z.number().int().min(0),
});
export type Ahead = z.output<typeof aheadSchema>;
