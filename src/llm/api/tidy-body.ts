import type { ApiError } from "../../protocol/api-error.ts";
import { err, ok, type Result } from "../../shared/result.ts";
import { badRequest, unknownParameter, unsupported } from "./api-problems.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What of OpenAI's chat parameters is understood; the schema says how. */
const SUPPORTED: ReadonlySet<string> = new Set([
  ...["model", "messages", "temperature", "top_p", "max_tokens", "max_completion_tokens", "stop", "stream", "stream_options"],
  ...["response_format", "user", "metadata", "safety_identifier", "prompt_cache_key"],
]);

const never = () => false;
const isNothing = (value: unknown) => isFields(value) && Object.keys(value).length === 0;
const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;
const isOneOf = (...values: readonly unknown[]) => {
  return (value: unknown) => values.includes(value);
};

/** What is not, each with the values that ask for nothing; many clients send those unasked. */
const UNSUPPORTED: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ["tools", isEmptyList],
  ["tool_choice", isOneOf("none", "auto")],
  ["parallel_tool_calls", isOneOf(true, false)],
  ["functions", isEmptyList],
  ["function_call", isOneOf("none", "auto")],
  ["n", isOneOf(1)],
  ["logprobs", isOneOf(false)],
  ["top_logprobs", isOneOf(0)],
  ["logit_bias", isNothing],
  ["presence_penalty", isOneOf(0)],
  ["frequency_penalty", isOneOf(0)],
  ["modalities", (value: unknown) => Array.isArray(value) && value.length === 1 && value[0] === "text"],
  ["service_tier", isOneOf("auto", "default")],
  ["store", isOneOf(false)],
  ["verbosity", isOneOf("medium")],
  ...["seed", "audio", "prediction", "reasoning_effort", "web_search_options", "prompt_cache_retention", "moderation"].map(
    (name) => [name, never] as const,
  ),
]);

/** The same for the lines of the chat: what an answer of ours looked like may be sent back as it was. */
const UNSUPPORTED_IN_MESSAGE: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ["tool_calls", isEmptyList],
  ["annotations", isEmptyList],
  ...["name", "tool_call_id", "function_call", "audio", "refusal", "reasoning_content"].map((name) => [name, never] as const),
]);

/**
 * A request's body without what asks for nothing: nulls, and the defaults of parameters that are not supported. Whatever else is not supported, or not
 * known, is refused by name, be it a parameter, a role or a kind of content.
 */
export function tidyChatBody(body: unknown): Result<Fields, ApiError> {
  if (!isFields(body)) return err(badRequest("invalid_type", null, "The body has to be a JSON object."));
  const tidied = dropDefaults(body, UNSUPPORTED, "");
  if (!tidied.ok) return tidied;
  const unknown = Object.keys(tidied.value).find((name) => !SUPPORTED.has(name));
  if (unknown !== undefined) return err(unknownParameter(unknown));
  const { messages } = tidied.value;
  if (!Array.isArray(messages)) return tidied;
  const lines: unknown[] = [];
  for (const [index, message] of messages.entries()) {
    const line = tidyMessage(message, `messages[${index}]`);
    if (!line.ok) return line;
    lines.push(line.value);
  }
  return ok({ ...tidied.value, messages: lines });
}

function tidyMessage(message: unknown, at: string): Result<unknown, ApiError> {
  if (!isFields(message)) return ok(message);
  if (message["role"] === "tool" || message["role"] === "function") return err(unsupported(`${at}.role`, "There are no tools here."));
  const tidied = dropDefaults(message, UNSUPPORTED_IN_MESSAGE, `${at}.`);
  if (!tidied.ok) return tidied;
  const { content } = tidied.value;
  for (const [index, part] of (Array.isArray(content) ? content : []).entries()) {
    if (isFields(part) && typeof part["type"] === "string" && part["type"] !== "text")
      return err(unsupported(`${at}.content[${index}].type`, "Content is text."));
  }
  return tidied;
}

function dropDefaults(
  fields: Fields,
  unsupportedFields: ReadonlyMap<string, (value: unknown) => boolean>,
  at: string,
): Result<Fields, ApiError> {
  const kept: [string, unknown][] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (value === null) continue;
    const asksForNothing = unsupportedFields.get(name);
    if (asksForNothing === undefined) kept.push([name, value]);
    else if (!asksForNothing(value)) return err(unsupported(`${at}${name}`));
  }
  return ok(Object.fromEntries(kept));
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
