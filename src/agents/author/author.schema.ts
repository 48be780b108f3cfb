import { z } from "zod";
import { itemSchema, misconceptionSchema } from "../../curriculum/pack.schema.ts";

const text = z.string().trim().min(1).max(4_000);
const passageIds = z.array(z.string().max(200)).max(20);

/** What the Author writes of one node, in the words of the pack format. */
export const authorSchema = z.object({
  goal: z.string().trim().min(1).max(400),
  explanations: z.array(z.object({ approach: z.enum(["meaning", "context"]), text, passage_ids: passageIds })).max(4),
  simpler: text,
  worked_example: text,
  smaller_step: text,
  misconceptions: z.array(misconceptionSchema).max(8).default([]),
  items: z.array(z.object({ item: itemSchema, needs: z.array(z.string()).default([]), passage_ids: passageIds })).max(24),
});
export type AuthorOutput = z.output<typeof authorSchema>;
