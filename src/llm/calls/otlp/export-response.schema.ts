import { z } from "zod";

/** What a collector answers to a POST of spans. Its JSON writes 64-bit numbers as text or as numbers; its words are not read. */
export const exportResponseSchema = z.object({
  partialSuccess: z.object({ rejectedSpans: z.coerce.number().int().min(0).default(0) }).nullish(),
});
