import type { Context } from "hono";
import type { z } from "zod";
import { checkShape } from "../protocol/check-shape.ts";
import type { ProtocolError } from "../protocol/errors.ts";
import { err, type Result } from "../shared/result.ts";

/** The request's JSON body, held to its schema. */
export async function readBody<T>(c: Context, schema: z.ZodType<T>): Promise<Result<T, ProtocolError>> {
  let body: unknown;
  try {
    body = JSON.parse(await c.req.text());
  } catch {
    return err({ code: "invalid_json", detail: "The body could not be read as JSON." });
  }
  return checkShape(schema, body);
}

/** The request's query, held to its schema. */
export function readQuery<T>(c: Context, schema: z.ZodType<T>): Result<T, ProtocolError> {
  return checkShape(schema, c.req.query());
}
