import { z } from "zod";
import { documentKindSchema, findingSchema } from "../protocol/course.schema.ts";

/** One block of a document as a person sees it: no markup, no running heads, no words parted at the end of a line. */
export const blockSchema = z.object({
  kind: z.enum(["heading", "paragraph", "list_item", "code", "table", "caption"]),
  /** Of a heading, 1 is the highest; null otherwise. */
  level: z.number().int().min(1).max(6).nullable(),
  /** The page it begins on, from 1; null where there are no pages. */
  page: z.number().int().min(1).nullable(),
  text: z.string(),
});
export type Block = z.output<typeof blockSchema>;

/** A document once read. Its text is its blocks joined by blank lines; anchors count in it. */
export const readingSchema = z.object({
  title: z.string().nullable(),
  kind: documentKindSchema,
  pages: z.number().int().min(0).nullable(),
  blocks: z.array(blockSchema),
  findings: z.array(findingSchema),
});
export type Reading = z.output<typeof readingSchema>;
