import { lasting, type ModelFailure } from "../model-failure.ts";
import { countOf, field, listOf, textOf } from "./read-json.ts";
import { failureOfStatus } from "./status-failure.ts";

/**
 * The HTTP status that a name in an error body stands for. OpenAI and its imitations, https://platform.openai.com/docs/guides/error-codes; Anthropic,
 * https://docs.claude.com/en/api/errors; Google, https://cloud.google.com/apis/design/errors. Looked up 2026-11-24.
 */
const STATUS_OF_NAME: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  context_length_exceeded: 400,
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  authentication_error: 401,
  invalid_api_key: 401,
  API_KEY_INVALID: 401,
  UNAUTHENTICATED: 401,
  billing_error: 402,
  permission_error: 403,
  PERMISSION_DENIED: 403,
  not_found_error: 404,
  model_not_found: 404,
  NOT_FOUND: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  rate_limit_exceeded: 429,
  insufficient_quota: 429,
  RESOURCE_EXHAUSTED: 429,
  api_error: 500,
  server_error: 500,
  internal_server_error: 500,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  service_unavailable: 503,
  timeout_error: 504,
  DEADLINE_EXCEEDED: 504,
  overloaded_error: 529,
};

/** What the error object inside an answer means. Only numbers and names that are known here are used: the rest is the provider's text. */
export function failureOfReport(error: unknown): ModelFailure {
  const status = statusOfError(error);
  if (status === null) return lasting("provider_error", "reported an error inside its answer");
  return { ...failureOfStatus(status, {}, 0), detail: `reported ${status} inside its answer` };
}

/** The HTTP status that an error object stands for: by the first known name, else by a number; null where neither is known. */
export function statusOfError(error: unknown): number | null {
  const names = [
    field(error, "code"),
    ...listOf(field(error, "details")).map((one) => field(one, "reason")),
    field(error, "type"),
    field(error, "status"),
  ];
  for (const name of names.map(textOf)) {
    if (Object.hasOwn(STATUS_OF_NAME, name)) return STATUS_OF_NAME[name] ?? null;
  }
  const code = countOf(field(error, "code")) ?? countOf(Number.parseInt(textOf(field(error, "code")), 10));
  return code !== null && code >= 400 && code <= 599 ? code : null;
}

/** How long Google asks to wait, which it says in the body (`google.rpc.RetryInfo`), in milliseconds; null where it does not. */
export function retryDelayOf(error: unknown): number | null {
  for (const one of listOf(field(error, "details"))) {
    const seconds = /^(\d+(?:\.\d+)?)s$/.exec(textOf(field(one, "retryDelay")))?.[1];
    if (seconds !== undefined) return Math.ceil(Number(seconds) * 1_000);
  }
  return null;
}
