import { z } from "zod";

/** The part of a `/moderations` answer that decides: one result a text, with the categories it falls under. */
export const moderationSchema = z.object({
  results: z.array(z.object({ flagged: z.boolean(), categories: z.record(z.string(), z.boolean().nullish()).default({}) })).min(1),
});
