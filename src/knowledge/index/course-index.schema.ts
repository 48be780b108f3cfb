import { z } from "zod";

export const passageVectorsSchema = z.array(
  z.object({
    passage_id: z.string(),
    document_id: z.templateLiteral([z.literal("doc_"), z.string()]),
    vector: z.array(z.number()).min(1).max(8_192),
  }),
);
