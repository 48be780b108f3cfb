import { z } from "zod";
import { documentTextSchema, passageSchema } from "../../protocol/course.schema.ts";

/** Where the parts of a document's text begin, and how long it is; UTF-16 code units. */
export const textIndexSchema = z.object({ length: z.number().int(), starts: z.array(z.number().int()) });

/** The blocks of one part, with their places in the whole text. */
export const textBlocksSchema = documentTextSchema.shape.blocks;

/** A run of passages on their way into the indexes. */
export const passagesSchema = z.array(passageSchema);
