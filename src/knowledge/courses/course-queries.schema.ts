import { z } from "zod";
import { MAX_PASSAGES_ASKED } from "../../protocol/course.schema.ts";

const DEFAULT_FOUND = 10;
const MAX_FOUND = 50;

/** What is asked of a course: words, of all documents or of one. */
export const searchQuerySchema = z.strictObject({
  q: z.string().trim().min(1).max(1_000),
  document: z.templateLiteral([z.literal("doc_"), z.string().max(60)], { error: "the id of a document, doc_…" }).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_FOUND).default(DEFAULT_FOUND),
});

/** What an upload is to be called. */
export const uploadQuerySchema = z.strictObject({ name: z.string().max(1_000) });

/** From which offset on a document's text is wanted. */
export const textQuerySchema = z.strictObject({ from: z.coerce.number().int().min(0).default(0) });

const MAX_ID_CHARS = 200;
/** Which passages are wanted. */
export const passagesQuerySchema = z.strictObject({
  ids: z
    .string()
    .transform((ids) => ids.split(","))
    .pipe(z.array(z.string().min(1).max(MAX_ID_CHARS)).max(MAX_PASSAGES_ASKED)),
});
