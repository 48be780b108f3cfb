/** A JSON Schema (draft 7) as a provider wants it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What is asked of a model in the response format: constrained to a schema, any JSON object, or nothing (the prompt alone asks for JSON). */
export type Structured = "json_schema" | "json_object" | "off";

/** One earlier line of a chat. */
export interface ChatMessage {
  readonly role: "user" | "assistant";
  readonly content: string;
}

/** What the answer has to be: free text, or JSON that fits a schema. */
export type AnswerFormat =
  | { readonly type: "text" }
  | {
      readonly type: "json";
      /** Names the schema for providers that want a name. */
      readonly schema_name: string;
      /** Only called by an adapter that sends a schema; null when any object will do. */
      readonly json_schema: (() => JsonSchema) | null;
    };

/** A chat: what the model is (`system`), what was said before, and what is said now. */
export interface ChatRequest {
  readonly system: string;
  /** Turns before `user`, oldest first. Agents have none: what they need to know of the conversation is in `user`, marked as data. */
  readonly earlier: readonly ChatMessage[];
  readonly user: string;
  readonly format: AnswerFormat;
  /** Null leaves it to the provider. */
  readonly temperature: number | null;
  readonly top_p: number | null;
  readonly max_output_tokens: number | null;
  readonly stop: readonly string[];
  readonly signal: AbortSignal;
}

/** Tokens as the provider counts and bills them. `cached_input_tokens` are part of `input_tokens`, `reasoning_tokens` of `output_tokens`. */
export interface TokenUsage {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cached_input_tokens: number;
  readonly reasoning_tokens: number;
}

/**
 * Why an answer ended: at its end; before its end (`cut`: a token limit, or a stream that just stopped); withheld by the provider (`refused`); or because
 * the model wants a tool called.
 */
export type FinishReason = "stop" | "cut" | "refused" | "tool_calls";

/** A piece of an answer. `alive` is a sign of life without text, e.g. hidden reasoning. `usage` comes at most once; `finish` comes last and once. */
export type ChatPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "alive" }
  /** A whole call; `arguments` is JSON as the model wrote it. Nothing of ours asks for tools, but what a server sends is read as what it is. */
  | { readonly type: "tool_call"; readonly id: string; readonly name: string; readonly arguments: string }
  | { readonly type: "usage"; readonly usage: TokenUsage }
  | { readonly type: "finish"; readonly reason: FinishReason };

/** One model of one provider. `complete` throws a `ModelError` and nothing else; it may hang, so whoever reads it watches the time. */
export interface ChatModel {
  /** `<provider>:<model>`. */
  readonly route: string;
  /** Whether text comes piece by piece, so that silence means trouble. */
  readonly streams: boolean;
  complete(request: ChatRequest): AsyncIterable<ChatPart>;
}
