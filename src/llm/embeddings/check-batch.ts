import { lasting, ModelError } from "../model-failure.ts";

/** What the tightest provider takes in one request (Workers AI). */
export const MAX_TEXTS = 100;
/** UTF-16 code units of one text; bge-m3 reads 8,192 tokens of about four. */
export const MAX_TEXT_CHARS = 32_768;

/** Throws a `ModelError` for a batch that no provider takes. An empty one costs nobody a request: see the adapters. */
export function checkBatch(texts: readonly string[]): void {
  if (texts.length > MAX_TEXTS) throw new ModelError(lasting("too_large", `${texts.length} texts; ${MAX_TEXTS} at most`));
  if (texts.some((text) => text.length > MAX_TEXT_CHARS))
    throw new ModelError(lasting("too_large", `a text of more than ${MAX_TEXT_CHARS} characters`));
  if (texts.some((text) => text.trim() === "")) throw new ModelError(lasting("empty", "a text with nothing in it"));
}
