import type { z } from "zod";
import { err, ok, type Result } from "../shared/result.ts";
import { ERRORS, type ErrorCode, type FieldProblem, type ProtocolError } from "./errors.ts";

type Issue = z.core.$ZodIssue;

/** More are not told: whoever sends a thousand wrong fields has one mistake. */
const MAX_FIELDS = 20;
/** A longer name is nobody's field: it is not sent back whole. */
const MAX_NAME_CHARS = 100;

/**
 * Holds what came in, a body, a query or a frame, to its schema; what is wrong is named field by field, in words and as data for a form. Error:
 * `invalid_request`, or the code of ours that the schema gives in `params`.
 */
export function checkShape<T>(schema: z.ZodType<T>, value: unknown): Result<T, ProtocolError> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const issues = parsed.error.issues.flatMap(nearestIssues);
  const code = issues.map((issue) => ("params" in issue ? issue.params?.["code"] : undefined)).find(isOurs);
  const error = fieldError(issues.flatMap(toProblems).slice(0, MAX_FIELDS));
  return err(code === undefined ? error : { ...error, code });
}

/** A refusal of fields, whoever found them wrong. */
export function fieldError(fields: readonly FieldProblem[]): ProtocolError {
  return { code: "invalid_request", detail: fields.map(({ field, message }) => `${field}: ${message}`).join("; "), fields };
}

/** Where one of several shapes would do, what is wrong with the one that comes nearest: that is most likely what was meant. */
function nearestIssues(issue: Issue): readonly Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const weigh = (issues: readonly Issue[]) => issues.flatMap(toProblems).length;
  const [nearest = [issue]] = issue.errors.toSorted((a, b) => weigh(a) - weigh(b));
  return nearest;
}

function toProblems(issue: Issue): readonly FieldProblem[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ field: nameOf([...issue.path, key]), message: "is not known here" }));
  const isMissing = issue.code === "invalid_type" && issue.message.endsWith("received undefined");
  return [{ field: nameOf(issue.path), message: isMissing ? "is missing" : issue.message }];
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.map(String).join(".").slice(0, MAX_NAME_CHARS) || "body";
}

function isOurs(code: unknown): code is ErrorCode {
  return typeof code === "string" && Object.hasOwn(ERRORS, code);
}
