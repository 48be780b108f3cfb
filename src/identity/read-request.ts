import type { Context } from "hono";
import type { z } from "zod";
import { checkShape, fieldError } from "../protocol/check-shape.ts";
import type { ProtocolError } from "../protocol/errors.ts";
import { err, type Result } from "../shared/result.ts";

/** The request's JSON body, held to its schema, whatever its content type says; no body is `{}`. Errors: `invalid_json`, and those of `checkShape`. */
export async function readBody<T>(c: Context, schema: z.ZodType<T>): Promise<Result<T, ProtocolError>> {
  let body: unknown;
  try {
    // A body that breaks off on the way is the client's affair, like one that is no JSON.
    const text = await c.req.text();
    body = text === "" ? {} : JSON.parse(text);
  } catch {
    return err({ code: "invalid_json", detail: "The body could not be read as JSON." });
  }
  return checkShape(schema, body);
}

/** The request's query, held to its schema. What is there twice is refused: nobody can say which was meant. */
export function readQuery<T>(c: Context, schema: z.ZodType<T>): Result<T, ProtocolError> {
  const twice = Object.entries(c.req.queries()).filter(([, values]) => values.length > 1);
  if (twice.length > 0) return err(fieldError(twice.map(([field]) => ({ field, message: "is there more than once" }))));
  return checkShape(schema, c.req.query());
}
