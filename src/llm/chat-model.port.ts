/** A JSON Schema (draft 7) as a provider wants it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What is asked of a model in the response format: constrained to a schema, any JSON object, or nothing (the prompt alone asks for JSON). */
export type Structured = "json_schema" | "json_object" | "off";

export interface ChatRequest {
  readonly system: string;
  readonly user: string;
  readonly temperature: number;
  /** Names the schema for providers that want a name. */
  readonly schema_name: string;
  /** Only called by an adapter that sends a schema. */
  readonly json_schema: () => JsonSchema;
  readonly signal: AbortSignal;
}

/**
 * A piece of an answer. `alive` is a sign of life without text, e.g. hidden reasoning. `finish` comes last and once; `cut` means that the answer stopped
 * before its end (a token limit, or a stream that just ended).
 */
export type ChatPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "alive" }
  | { readonly type: "finish"; readonly reason: "stop" | "cut" | "refused" };

/** One model of one provider. `complete` throws a `ModelError` and nothing else; it may hang, so whoever reads it watches the time. */
export interface ChatModel {
  /** `<provider>:<model>`. */
  readonly route: string;
  /** Whether text comes piece by piece, so that silence means trouble. */
  readonly streams: boolean;
  complete(request: ChatRequest): AsyncIterable<ChatPart>;
}
