import type { z } from "zod";
import { err, ok, type Result } from "../shared/result.ts";
import type { FieldProblem, ProtocolError } from "./errors.ts";

/** Holds what came in to its schema; what is wrong is named field by field, in words and as data for a form. */
export function checkShape<T>(schema: z.ZodType<T>, value: unknown): Result<T, ProtocolError> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  return err(fieldError(parsed.error.issues.map(({ path, message }) => ({ field: path.join(".") || "body", message }))));
}

/** A refusal of fields, whoever found them wrong. */
export function fieldError(fields: readonly FieldProblem[]): ProtocolError {
  return { code: "invalid_request", detail: fields.map(({ field, message }) => `${field}: ${message}`).join("; "), fields };
}
