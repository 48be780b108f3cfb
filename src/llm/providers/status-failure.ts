import { lasting, type ModelFailure, transient } from "../model-failure.ts";

/**
 * What an HTTP status of a model provider means for us (RFC 9110; 529 is "overloaded" at several providers).
 *
 * @param status the HTTP status, 300 to 599
 * @param headers response headers with lower-case names
 * @param nowMs the time, for a `Retry-After` given as a date
 */
export function failureOfStatus(status: number, headers: Readonly<Record<string, string>>, nowMs: number): ModelFailure {
  const detail = `HTTP ${status}`;
  if (status === 401 || status === 403) return lasting("unauthorized", detail);
  if (status === 429) return { fault: "rate_limited", detail, transient: false, retry_after_ms: readRetryAfter(headers, nowMs) };
  if (status >= 500) return { ...transient("provider_error", detail), retry_after_ms: readRetryAfter(headers, nowMs) };
  return lasting("provider_error", detail);
}

/**
 * How long a provider asks us to wait, in milliseconds: `retry-after-ms` (OpenAI and Azure), else `retry-after` in seconds or as an HTTP date
 * (RFC 9110, section 10.2.3). A date in the past is 0; null when absent or unreadable.
 */
export function readRetryAfter(headers: Readonly<Record<string, string>>, nowMs: number): number | null {
  const exact = readNumber(headers["retry-after-ms"]);
  if (exact !== null) return exact;
  const header = headers["retry-after"];
  const seconds = readNumber(header);
  if (seconds !== null) return seconds * 1_000;
  const date = header === undefined ? Number.NaN : Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}

function readNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : null;
}
