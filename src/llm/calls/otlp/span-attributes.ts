import type { CallRecord } from "../call-record.schema.ts";

/**
 * Our ids of providers where OpenTelemetry has a name of its own. Source: https://github.com/open-telemetry/semantic-conventions-genai
 * docs/registry/attributes/gen-ai.md, checked 2026-11-24. Whoever is not on its list goes by the name we use.
 */
const PROVIDER_NAMES: ReadonlyMap<string, string> = new Map([
  ["google", "gcp.gemini"],
  ["mistral", "mistral_ai"],
  ["xai", "x_ai"],
]);

/** The agent that calls of /v1/embeddings are booked on. */
const EMBEDDINGS_AGENT = "embeddings";

/** `<provider>:<model>` in OpenTelemetry's words; the model may have colons of its own. */
export function readRoute(route: string): { readonly provider: string; readonly model: string } {
  const colon = route.indexOf(":");
  const provider = colon < 0 ? route : route.slice(0, colon);
  return { provider: PROVIDER_NAMES.get(provider) ?? provider, model: colon < 0 ? route : route.slice(colon + 1) };
}

export function operationOf({ agent }: Pick<CallRecord, "agent">): "embeddings" | "chat" {
  return agent === EMBEDDINGS_AGENT ? "embeddings" : "chat";
}

/**
 * A record as attributes of a span: `gen_ai.*` where OpenTelemetry has a name, `cairn.*` for what is ours. An answer from a cache was no operation of a
 * model and has no `gen_ai.operation.name`, so that nobody counts it as one. The learner's id stays here: a collector is somebody else's machine.
 */
export function attributesOf(record: CallRecord): Record<string, string | number | boolean> {
  const { provider, model } = readRoute(record.route);
  const attributes: Record<string, string | number | boolean> = {};
  const add = (key: string, value: string | number | boolean | null) => {
    if (value !== null) attributes[key] = value;
  };

  if (record.cache === "none") {
    add("gen_ai.operation.name", operationOf(record));
    add("gen_ai.provider.name", provider);
    add("gen_ai.request.model", model);
    add("gen_ai.usage.input_tokens", record.input_tokens);
    add("gen_ai.usage.output_tokens", record.output_tokens);
    add("gen_ai.usage.cache_read.input_tokens", record.cached_input_tokens);
    if (record.reasoning_tokens > 0) add("gen_ai.usage.reasoning.output_tokens", record.reasoning_tokens);
    if (record.first_token_ms !== null) add("gen_ai.response.time_to_first_chunk", toFraction(record.first_token_ms / 1_000));
    if (record.outcome !== "ok") add("error.type", record.outcome);
  }
  add("gen_ai.conversation.id", record.session_id);
  add("cairn.call.id", record.call_id);
  add("cairn.tenant.id", record.tenant_id);
  add("cairn.course.id", record.course_id);
  add("cairn.turn.id", record.turn_id);
  add("cairn.agent", record.agent);
  add("cairn.purpose", record.purpose);
  add("cairn.route", record.route);
  add("cairn.key", record.key);
  add("cairn.cache", record.cache);
  add("cairn.fallback.reason", record.fallback_reason);
  add("cairn.cost_nanousd", record.cost_nanousd);
  add("cairn.saved_nanousd", record.saved_nanousd);
  add("cairn.usage.is_estimated", record.is_estimated);
  add("cairn.prompt.hash", record.prompt_hash);
  return attributes;
}

/**
 * Seconds that are no whole number: a nanosecond more where they were. OpenTelemetry's serializer writes whole numbers as integers
 * (https://github.com/open-telemetry/opentelemetry-js/issues/3436), and a collector that first sees 2 may take every later 0.31 for an integer too.
 */
function toFraction(seconds: number): number {
  return Number.isInteger(seconds) ? seconds + 1e-9 : seconds;
}
