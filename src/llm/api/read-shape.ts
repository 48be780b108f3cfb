import type { z } from "zod";
import type { ApiError } from "../../protocol/api-error.ts";
import { err, ok, type Result } from "../../shared/result.ts";
import { badRequest, unknownParameter } from "./api-problems.ts";

/** A longer name is nobody's field: it is not sent back. */
const MAX_PARAM_CHARS = 100;

/** Holds a body to its schema; what is wrong first is named as OpenAI names it, e.g. `messages[0].content`. */
export function readShape<T>(schema: z.ZodType<T>, body: unknown): Result<T, ApiError> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  if (issue === undefined) return err(badRequest("invalid_value", null, "The body does not have the expected shape."));
  const at = nameOf(issue.path);
  if (issue.code === "unrecognized_keys") return err(unknownParameter(nameOf([...issue.path, issue.keys[0] ?? ""]) ?? ""));
  const name = at === null ? "The body" : `\`${at}\``;
  if (issue.code === "invalid_type" && issue.message.endsWith("received undefined"))
    return err(badRequest("missing_required_parameter", at, `${name} is missing.`));
  return err(badRequest(issue.code === "invalid_type" ? "invalid_type" : "invalid_value", at, `${name}: ${issue.message}`));
}

function nameOf(path: readonly PropertyKey[]): string | null {
  if (path.length === 0) return null;
  const name = path.map((step, index) => (typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${String(step)}`)).join("");
  return name.slice(0, MAX_PARAM_CHARS);
}
