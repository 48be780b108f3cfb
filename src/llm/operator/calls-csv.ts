import type { OperatorCall } from "../../protocol/operator.schema.ts";

const COLUMNS = [
  "at",
  "call_id",
  "agent",
  "purpose",
  "route",
  "key",
  "outcome",
  "cache",
  "fallback_reason",
  "course_id",
  "learner_id",
  "session_id",
  "turn_id",
  "input_tokens",
  "output_tokens",
  "cached_input_tokens",
  "reasoning_tokens",
  "is_estimated",
  "cost_nanousd",
  "saved_nanousd",
  "first_token_ms",
  "total_ms",
  "prompt_hash",
] as const satisfies readonly (keyof OperatorCall)[];

/** The first line (RFC 4180). */
export const CSV_HEAD = `${COLUMNS.join(",")}\r\n`;

/** One call as a line. Null is empty. Text that a spreadsheet would run as a formula is kept from it with a quote mark. */
export function csvLine(call: OperatorCall): string {
  return `${COLUMNS.map((column) => cell(call[column])).join(",")}\r\n`;
}

function cell(value: string | number | boolean | null): string {
  if (typeof value !== "string") return value === null ? "" : String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
