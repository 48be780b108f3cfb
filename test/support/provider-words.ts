/** The three ways in which model servers are spoken to over HTTP. */
export type Dialect = "openai" | "anthropic" | "google";

/** A message that must not come out of the door: provider text. */
export const CANARY = "PROVIDER-TEXT-CANARY";

/** The words of one dialect, written from the providers' own documentation: what a server sends, streamed or whole, well or not. */
export interface ProviderWords {
  /** What stands before the first text of a stream. */
  begin(): string;
  text(text: string): string;
  /** The model is at work, without text for anybody. */
  thinking(): string;
  /** What stands after the last text; with what it counted where it is `isCounted`. */
  end(ending: string, isCounted: boolean): string;
  refusal(): string;
  /** An error that comes as a part of a stream. */
  error(): string;
  whole(text: string, ending: string): unknown;
  wholeRefusal(): unknown;
  errorBody(status: number): unknown;
  errorHeaders(status: number): Readonly<Record<string, string>>;
}

/** What every good answer says it took. */
export const COUNTED = { input: 120, output: 40 };

const event = (data: unknown, name?: string): string => `${name ? `event: ${name}\n` : ""}data: ${JSON.stringify(data)}\n\n`;

function openAiChunk(choice: Readonly<Record<string, unknown>> | null, more: Readonly<Record<string, unknown>> = {}): string {
  const choices = choice === null ? [] : [{ index: 0, finish_reason: null, ...choice }];
  return event({ id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model: "m", choices, ...more });
}

const OPENAI_USAGE = {
  prompt_tokens: COUNTED.input,
  completion_tokens: COUNTED.output,
  total_tokens: COUNTED.input + COUNTED.output,
};
const OPENAI_ERRORS: Readonly<Record<number, readonly [string, string | null]>> = {
  401: ["invalid_request_error", "invalid_api_key"],
  404: ["invalid_request_error", "model_not_found"],
  429: ["requests", "rate_limit_exceeded"],
};

function wholeOpenAi(message: Readonly<Record<string, unknown>>, ending: string): unknown {
  const choice = { index: 0, message: { role: "assistant", ...message }, finish_reason: ending };
  return { id: "chatcmpl-1", object: "chat.completion", created: 1, model: "m", choices: [choice], usage: OPENAI_USAGE };
}

/** https://platform.openai.com/docs/api-reference/chat-streaming, https://platform.openai.com/docs/guides/error-codes; looked up 2026-11-24. */
const OPENAI: ProviderWords = {
  begin: () => openAiChunk({ delta: { role: "assistant", content: "" } }),
  text: (content) => openAiChunk({ delta: { content } }),
  thinking: () => openAiChunk({ delta: { reasoning_content: "hm" } }),
  end: (ending, isCounted) =>
    `${openAiChunk({ delta: {}, finish_reason: ending })}${isCounted ? openAiChunk(null, { usage: OPENAI_USAGE }) : ""}data: [DONE]\n\n`,
  refusal: () =>
    `${openAiChunk({ delta: { refusal: "I must not." } })}${openAiChunk({ delta: {}, finish_reason: "stop" })}data: [DONE]\n\n`,
  error: () => event({ error: { message: CANARY, type: "server_error", param: null, code: null } }),
  whole: (content, ending) => wholeOpenAi({ content, refusal: null }, ending),
  wholeRefusal: () => wholeOpenAi({ content: null, refusal: "I must not." }, "stop"),
  errorBody(status) {
    const [type, code] = OPENAI_ERRORS[status] ?? [status >= 500 ? "server_error" : "invalid_request_error", null];
    return { error: { message: CANARY, type, param: null, code } };
  },
  errorHeaders: (status) => ({
    "x-request-id": "req_1",
    ...(status === 429 ? { "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "30s" } : {}),
  }),
};

const ANTHROPIC_ERRORS: Readonly<Record<number, string>> = {
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  529: "overloaded_error",
};

function anthropicMessage(content: readonly unknown[], stop_reason: string | null, output_tokens: number): unknown {
  const usage = { input_tokens: COUNTED.input, output_tokens, cache_read_input_tokens: 0, cache_creation_input_tokens: 0 };
  return { id: "msg_1", type: "message", role: "assistant", model: "m", content, stop_reason, stop_sequence: null, usage };
}
const anthropicDelta = (delta: unknown): string => event({ type: "content_block_delta", index: 0, delta }, "content_block_delta");
const anthropicEnd = (stop_reason: string): string =>
  event({ type: "content_block_stop", index: 0 }, "content_block_stop") +
  event({ type: "message_delta", delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: COUNTED.output } }, "message_delta") +
  event({ type: "message_stop" }, "message_stop");
const anthropicEnding = (ending: string): string => ({ stop: "end_turn", length: "max_tokens" })[ending] ?? ending;

/** https://docs.claude.com/en/docs/build-with-claude/streaming, https://docs.claude.com/en/api/errors; looked up 2026-11-24. */
const ANTHROPIC: ProviderWords = {
  begin: () =>
    event({ type: "message_start", message: anthropicMessage([], null, 1) }, "message_start") +
    event({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }, "content_block_start") +
    event({ type: "ping" }, "ping"),
  text: (text) => anthropicDelta({ type: "text_delta", text }),
  thinking: () => anthropicDelta({ type: "thinking_delta", thinking: "hm" }),
  end: (ending) => anthropicEnd(anthropicEnding(ending)),
  refusal: () => anthropicEnd("refusal"),
  error: () => event({ type: "error", error: { type: "overloaded_error", message: CANARY }, request_id: "req_1" }, "error"),
  whole: (text, ending) => anthropicMessage([{ type: "text", text }], anthropicEnding(ending), COUNTED.output),
  wholeRefusal: () => anthropicMessage([], "refusal", 1),
  errorBody: (status) => ({
    type: "error",
    error: { type: ANTHROPIC_ERRORS[status] ?? (status >= 500 ? "api_error" : "invalid_request_error"), message: CANARY },
    request_id: "req_1",
  }),
  errorHeaders: (status) => ({
    "request-id": "req_1",
    ...(status === 429 ? { "anthropic-ratelimit-requests-remaining": "0" } : {}),
    ...(status === 529 ? { "x-should-retry": "true" } : {}),
  }),
};

const GOOGLE_STATUS: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  503: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};
const GOOGLE_USAGE = {
  promptTokenCount: COUNTED.input,
  candidatesTokenCount: COUNTED.output,
  totalTokenCount: COUNTED.input + COUNTED.output,
};
const googleError = (code: number): unknown => ({
  error: {
    code,
    message: CANARY,
    status: GOOGLE_STATUS[code] ?? "UNKNOWN",
    details: [{ "@type": "type.googleapis.com/google.rpc.DebugInfo" }],
  },
});

function googleAnswer(parts: readonly unknown[], finishReason: string | null): unknown {
  const candidate = { index: 0, content: { role: "model", parts }, ...(finishReason === null ? {} : { finishReason }) };
  return { candidates: [candidate], modelVersion: "m", ...(finishReason === null ? {} : { usageMetadata: GOOGLE_USAGE }) };
}
const googleEnding = (ending: string): string => ({ stop: "STOP", length: "MAX_TOKENS" })[ending] ?? ending;
const googleRefusal = (): unknown => ({
  promptFeedback: { blockReason: "PROHIBITED_CONTENT" },
  usageMetadata: { promptTokenCount: COUNTED.input },
});

/** https://ai.google.dev/api/generate-content, https://cloud.google.com/apis/design/errors; looked up 2026-11-24. */
const GOOGLE: ProviderWords = {
  begin: () => "",
  text: (text) => event(googleAnswer([{ text }], null)),
  thinking: () => event(googleAnswer([{ text: "hm", thought: true }], null)),
  end: (ending) => event(googleAnswer([{ text: "" }], googleEnding(ending))),
  refusal: () => event(googleRefusal()),
  error: () => event(googleError(503)),
  whole: (text, ending) => googleAnswer([{ text }], googleEnding(ending)),
  wholeRefusal: googleRefusal,
  errorBody: googleError,
  errorHeaders: () => ({ "x-xss-protection": "0" }),
};

const WORDS: Readonly<Record<Dialect, ProviderWords>> = { openai: OPENAI, anthropic: ANTHROPIC, google: GOOGLE };
export const wordsOf = (dialect: Dialect): ProviderWords => WORDS[dialect];

/** A request in any dialect, as an OpenAI chat would say it. */
export interface ChatBody {
  readonly model: string;
  readonly stream?: boolean;
  readonly temperature?: number;
  readonly response_format?: { readonly type: string; readonly json_schema?: { readonly name: string; readonly schema: unknown } };
  readonly stream_options?: { readonly include_usage: boolean };
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

export function dialectOf(path: string): Dialect {
  if (path.endsWith("/messages")) return "anthropic";
  return /:(streamG|g)enerateContent/.test(path) ? "google" : "openai";
}

interface AnthropicBody extends Pick<ChatBody, "model" | "stream" | "temperature" | "messages"> {
  readonly system?: string;
}
interface GoogleBody {
  readonly systemInstruction?: { readonly parts: readonly { readonly text: string }[] };
  readonly contents: readonly { readonly role: string; readonly parts: readonly { readonly text: string }[] }[];
  readonly generationConfig?: { readonly temperature?: number };
}

/** Reads what our own adapters send; a test server need not doubt it. */
export function readChatBody(dialect: Dialect, path: string, text: string): ChatBody {
  if (text === "") return { model: "", messages: [] };
  const body: unknown = JSON.parse(text);
  if (dialect === "openai") return body as ChatBody;
  if (dialect === "anthropic") {
    const { system, messages, ...rest } = body as AnthropicBody;
    return { ...rest, messages: system === undefined ? messages : [{ role: "system", content: system }, ...messages] };
  }
  const { systemInstruction, contents, generationConfig } = body as GoogleBody;
  const said = (role: string, parts: readonly { readonly text: string }[]) => ({ role, content: parts.map((part) => part.text).join("") });
  return {
    model: /models\/([^:]+):/.exec(path)?.[1] ?? "",
    stream: path.includes(":streamGenerateContent"),
    ...(generationConfig?.temperature === undefined ? {} : { temperature: generationConfig.temperature }),
    messages: [
      ...(systemInstruction ? [said("system", systemInstruction.parts)] : []),
      ...contents.map(({ role, parts }) => said(role === "model" ? "assistant" : role, parts)),
    ],
  };
}
