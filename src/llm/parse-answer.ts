import { jsonrepair } from "jsonrepair";
import type { Result } from "../shared/result.ts";
import { err, ok } from "../shared/result.ts";
import { withoutDanglingKey } from "./dangling-key.ts";
import { findJsonSpans, type JsonScan } from "./json-spans.ts";
import { lasting, type ModelFailure } from "./model-failure.ts";

const NOT_JSON = lasting("not_json", "the answer holds no JSON that could be read");

/** An answer as it was received. */
export interface RawAnswer {
  readonly text: string;
  /** Whether the provider said that the model had finished. */
  readonly finished: boolean;
}

/**
 * The JSON value in a model's answer, with fences, prose and small slips forgiven, but never an answer that was cut off: a sentence that stops in the
 * middle must not reach a learner as if it were whole.
 *
 * @returns the value (own `__proto__` keys dropped, the last of duplicate keys kept), or `empty`, `cut_off`, `not_json`
 */
export function parseAnswer(answer: RawAnswer): Result<unknown, ModelFailure> {
  const text = trim(answer.text);
  if (text === "") return err(lasting("empty", "the answer has no text"));
  const whole = parseStrict(text);
  if (whole.ok) return whole;
  const scan = findJsonSpans(text);
  if (isCutOff(answer.finished, scan, text)) return err(lasting("cut_off", "the answer stops before its end"));
  const recovered = recoverJson(text);
  // The repair puts quotes around prose; a sentence is not an answer.
  return recovered.ok && typeof recovered.value === "string" ? err(NOT_JSON) : recovered;
}

/**
 * The most likely JSON value in `text`, however broken or truncated: strict JSON, else the last object among prose and fences, else whatever
 * local repair makes of that or of the whole.
 */
export function recoverJson(text: string): Result<unknown, ModelFailure> {
  const whole = parseStrict(trim(text));
  if (whole.ok) return whole;
  const candidate = pickCandidate(trim(text));
  const strict = parseStrict(candidate);
  if (strict.ok) return strict;
  const repaired = repair(withoutDanglingKey(candidate));
  return repaired.ok ? repaired : repair(trim(text));
}

function repair(text: string): Result<unknown, ModelFailure> {
  try {
    return parseStrict(jsonrepair(text));
  } catch {
    // Beyond repair, or nested too deeply to walk: the same to us.
    return err(NOT_JSON);
  }
}

/** The part of `text` to read: the last span that looks like an object. A model that thinks aloud or quotes its input ends with its answer. */
function pickCandidate(text: string): string {
  const { spans, start, depth } = findJsonSpans(text);
  const object = spans.findLast((span) => span.includes(":"));
  if (object !== undefined) return object;
  if (depth > 0) return withoutClosingFence(text.slice(start));
  return /^[{[]/.test(text) ? (spans.at(-1) ?? text) : text;
}

/** A finished answer may lack its very last bracket, which is a slip; lacking more, or ending where more must follow, means that text is missing. */
function isCutOff(finished: boolean, scan: JsonScan, text: string): boolean {
  if (!finished) return scan.depth > 0 || scan.spans.length === 0;
  const end = withoutClosingFence(text).at(-1) ?? "";
  // A stray quote turns the scan inside out: what ends with a bracket is whole, though it looks like a string.
  if (scan.in_string) return !"}]".includes(end);
  return scan.depth > 1 || (scan.depth === 1 && ",:{[".includes(end));
}

// No regular expression: `\s*` before an anchor is quadratic in white space, and a model in JSON mode can write a great deal of that.
function withoutClosingFence(text: string): string {
  return text.endsWith("```") ? text.slice(0, -3).trimEnd() : text;
}

function parseStrict(text: string): Result<unknown, ModelFailure> {
  try {
    return ok(JSON.parse(text, (key, value: unknown) => (key === "__proto__" ? undefined : value)));
  } catch {
    return err(NOT_JSON);
  }
}

function trim(text: string): string {
  return text.replace(/^\uFEFF/, "").trim();
}
