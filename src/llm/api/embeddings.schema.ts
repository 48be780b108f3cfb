import { z } from "zod";
import type { ApiError } from "../../protocol/api-error.ts";
import { err, type Result } from "../../shared/result.ts";
import { badRequest, unsupported } from "./api-problems.ts";
import { readShape } from "./read-shape.ts";

const MAX_TEXTS = 100;
/** About 8,000 tokens, the most that usual models read. */
const MAX_TEXT_CHARS = 32_000;

const text = z.string().min(1, "An empty text has no place among others.").max(MAX_TEXT_CHARS);

/** POST /v1/embeddings. */
const embeddingsBodySchema = z.strictObject({
  model: z.string().min(1).max(200),
  input: z
    .union([text, z.array(text).min(1).max(MAX_TEXTS)], {
      error: `It has to be a text or at most ${MAX_TEXTS} of them, each of 1 to ${MAX_TEXT_CHARS} characters.`,
    })
    .transform((value) => (typeof value === "string" ? [value] : value)),
  encoding_format: z.enum(["float", "base64"]).default("float"),
  /** Only the model's own number: vectors are not cut here. */
  dimensions: z.number().int().min(1).optional(),
  user: z.string().max(512).optional(),
});
export type EmbeddingsBody = z.output<typeof embeddingsBodySchema>;

/** A request that can be served as it was meant, or what is wrong with it, by name. */
export function readEmbeddingsBody(body: unknown): Result<EmbeddingsBody, ApiError> {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    return err(badRequest("invalid_type", null, "The body has to be a JSON object."));
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
  if (Array.isArray(given["input"]) && given["input"].some((one) => typeof one !== "string"))
    return err(unsupported("input", "Lists of tokens are not read here; send texts."));
  return readShape(embeddingsBodySchema, given);
}
