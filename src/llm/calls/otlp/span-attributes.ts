import type { CallRecord } from "../call-record.schema.ts";

/** OTLP's own shape of a value, of which we need four kinds. */
export type AttributeValue =
  | { readonly stringValue: string }
  | { readonly intValue: number }
  | { readonly doubleValue: number }
  | { readonly boolValue: boolean };
export interface Attribute {
  readonly key: string;
  readonly value: AttributeValue;
}

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
export function attributesOf(record: CallRecord): Attribute[] {
  const { provider, model } = readRoute(record.route);
  const attributes: Attribute[] = [];
  const text = (key: string, value: string | null) => value !== null && attributes.push({ key, value: { stringValue: value } });
  const int = (key: string, value: number) => attributes.push({ key, value: { intValue: value } });

  if (record.cache === "none") {
    text("gen_ai.operation.name", operationOf(record));
    text("gen_ai.provider.name", provider);
    text("gen_ai.request.model", model);
    int("gen_ai.usage.input_tokens", record.input_tokens);
    int("gen_ai.usage.output_tokens", record.output_tokens);
    int("gen_ai.usage.cache_read.input_tokens", record.cached_input_tokens);
    if (record.reasoning_tokens > 0) int("gen_ai.usage.reasoning.output_tokens", record.reasoning_tokens);
    if (record.first_token_ms !== null)
      attributes.push({ key: "gen_ai.response.time_to_first_chunk", value: { doubleValue: record.first_token_ms / 1000 } });
    if (record.outcome !== "ok") text("error.type", record.outcome);
  }
  text("gen_ai.conversation.id", record.session_id);
  text("cairn.call.id", record.call_id);
  text("cairn.tenant.id", record.tenant_id);
  text("cairn.course.id", record.course_id);
  text("cairn.turn.id", record.turn_id);
  text("cairn.agent", record.agent);
  text("cairn.purpose", record.purpose);
  text("cairn.route", record.route);
  text("cairn.key", record.key);
  text("cairn.cache", record.cache);
  text("cairn.fallback.reason", record.fallback_reason);
  int("cairn.cost_nanousd", record.cost_nanousd);
  int("cairn.saved_nanousd", record.saved_nanousd);
  attributes.push({ key: "cairn.usage.is_estimated", value: { boolValue: record.is_estimated } });
  text("cairn.prompt.hash", record.prompt_hash);
  return attributes;
}
