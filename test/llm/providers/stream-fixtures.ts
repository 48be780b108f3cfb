import type { FinishReason, TokenUsage } from "../../../src/llm/chat-model.port.ts";
import type { ClaimedDialect } from "./play-answer.ts";

/** A stream of our own writing, after the providers' documentation, and what it has to be read as. */
export interface StreamFixture {
  readonly name: string;
  readonly dialect: ClaimedDialect;
  readonly sse: string;
  readonly text: string;
  readonly tool_calls?: readonly { readonly name: string; readonly arguments: string }[];
  readonly usage?: TokenUsage;
  readonly finish?: FinishReason;
  /** Our words, where the stream reports an error. */
  readonly detail?: string;
}

const data = (...events: readonly unknown[]) => events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
const named = (...events: readonly { readonly type: string }[]) =>
  events.map((event) => `event: ${event.type}\r\ndata: ${JSON.stringify(event)}\r\n\r\n`).join("");
const delta = (value: unknown, finish_reason: string | null = null) => ({ choices: [{ index: 0, delta: value, finish_reason }] });
const counted = (input: number, output: number, cached = 0, reasoning = 0): TokenUsage => ({
  input_tokens: input,
  output_tokens: output,
  cached_input_tokens: cached,
  reasoning_tokens: reasoning,
});

const OPENAI: readonly StreamFixture[] = [
  {
    name: "words of several bytes, a comment, usage after the end",
    dialect: "openai_chat",
    sse: `: waiting\n\n${data(
      delta({ role: "assistant", content: "" }),
      delta({ content: "Größe " }),
      delta({ content: "π ≈ 3 🙂" }),
      delta({}, "stop"),
      { choices: [], usage: { prompt_tokens: 12, completion_tokens: 5, total_tokens: 17, prompt_tokens_details: { cached_tokens: 8 } } },
    )}data: [DONE]\n\n`,
    text: "Größe π ≈ 3 🙂",
    usage: counted(12, 5, 8),
    finish: "stop",
  },
  {
    name: "two calls whose pieces are interleaved",
    dialect: "openai_chat",
    sse: data(
      delta({ tool_calls: [{ index: 0, id: "a", function: { name: "add", arguments: "" } }] }),
      delta({ tool_calls: [{ index: 1, id: "b", function: { name: "look", arguments: '{"at":' } }] }),
      delta({ tool_calls: [{ index: 0, function: { arguments: '{"x":1}' } }] }),
      delta({ tool_calls: [{ index: 1, function: { arguments: '"é"}' } }] }, "tool_calls"),
    ),
    text: "",
    tool_calls: [
      { name: "add", arguments: '{"x":1}' },
      { name: "look", arguments: '{"at":"é"}' },
    ],
    finish: "tool_calls",
  },
  {
    name: "calls without numbers, one without arguments",
    dialect: "openai_chat",
    sse: data(
      delta(
        {
          tool_calls: [
            { id: "a", function: { name: "now" } },
            { id: "b", function: { name: "add", arguments: { x: 1 } } },
          ],
        },
        "stop",
      ),
    ),
    text: "",
    tool_calls: [
      { name: "now", arguments: "{}" },
      { name: "add", arguments: '{"x":1}' },
    ],
    finish: "tool_calls",
  },
  {
    name: "a token limit, without the last empty line",
    dialect: "openai_chat",
    sse: data(delta({ content: "Half a sen" }), delta({}, "length")).trimEnd(),
    text: "Half a sen",
    finish: "cut",
  },
  { name: "a filter", dialect: "openai_chat", sse: data(delta({ content: "No" }, "content_filter")), text: "No", finish: "refused" },
  {
    name: "an error after the first words",
    dialect: "openai_chat",
    sse: data(delta({ content: "Well, " }), { error: { message: "CANARY", type: "server_error" } }),
    text: "Well, ",
    detail: "reported 500 inside its answer",
  },
];

const start = (usage: unknown) => ({ type: "message_start", message: { id: "msg_1", content: [], usage } });
const block = (index: number, content_block: unknown) => ({ type: "content_block_start", index, content_block });
const grow = (index: number, piece: unknown) => ({ type: "content_block_delta", index, delta: piece });
const stop = (stop_reason: string, usage: unknown) => ({ type: "message_delta", delta: { stop_reason }, usage });

const ANTHROPIC: readonly StreamFixture[] = [
  {
    name: "thinking, words, pings, an event nobody knows, and counts that a cache changed",
    dialect: "anthropic",
    sse: named(
      start({ input_tokens: 10, cache_read_input_tokens: 90, cache_creation_input_tokens: 5, output_tokens: 1 }),
      block(0, { type: "thinking", thinking: "" }),
      grow(0, { type: "thinking_delta", thinking: "Hm." }),
      { type: "ping" },
      { type: "content_block_stop" },
      { type: "something_new" },
      block(1, { type: "text", text: "" }),
      grow(1, { type: "text_delta", text: "Größe " }),
      grow(1, { type: "text_delta", text: "🙂" }),
      stop("end_turn", { output_tokens: 30, output_tokens_details: { thinking_tokens: 20 } }),
      { type: "message_stop" },
    ),
    text: "Größe 🙂",
    usage: counted(105, 30, 90, 20),
    finish: "stop",
  },
  {
    name: "a call between words, and a server's own tool that is none of ours",
    dialect: "anthropic",
    sse: named(
      start({ input_tokens: 1, output_tokens: 1 }),
      block(0, { type: "text", text: "Let me see. " }),
      block(1, { type: "server_tool_use", id: "s", name: "web_search", input: {} }),
      grow(1, { type: "input_json_delta", partial_json: '{"query":"π"}' }),
      block(2, { type: "tool_use", id: "t", name: "add", input: {} }),
      grow(2, { type: "input_json_delta", partial_json: "" }),
      grow(2, { type: "input_json_delta", partial_json: '{"x":' }),
      grow(2, { type: "input_json_delta", partial_json: "1}" }),
      stop("tool_use", { output_tokens: 9 }),
    ),
    text: "Let me see. ",
    tool_calls: [{ name: "add", arguments: '{"x":1}' }],
    usage: counted(1, 9),
    finish: "tool_calls",
  },
  {
    name: "a refusal in the middle",
    dialect: "anthropic",
    sse: named(start({ input_tokens: 3, output_tokens: 1 }), block(0, { type: "text", text: "I" }), stop("refusal", { output_tokens: 2 })),
    text: "I",
    usage: counted(3, 2),
    finish: "refused",
  },
  {
    name: "an end without its last word, whose output nobody counted",
    dialect: "anthropic",
    sse: named(start({ input_tokens: 3, output_tokens: 1 }), block(0, { type: "text", text: "Half" })),
    text: "Half",
    finish: "cut",
  },
  {
    name: "an overload after the first words",
    dialect: "anthropic",
    sse: named(start({ input_tokens: 3 }), block(0, { type: "text", text: "Well, " }), {
      type: "error",
      ...{ error: { type: "overloaded_error", message: "CANARY" } },
    }),
    text: "Well, ",
    detail: "reported 529 inside its answer",
  },
];

const parts = (list: readonly unknown[], finishReason?: string) => ({
  candidates: [{ content: { role: "model", parts: list }, ...(finishReason === undefined ? {} : { finishReason }) }],
});

const GEMINI: readonly StreamFixture[] = [
  {
    name: "thoughts, words, and counts that grow",
    dialect: "gemini",
    sse: data(
      { ...parts([{ text: "Hm.", thought: true }]), usageMetadata: { promptTokenCount: 7, thoughtsTokenCount: 4 } },
      { ...parts([{ text: "Größe " }]), usageMetadata: { promptTokenCount: 7, candidatesTokenCount: 1, thoughtsTokenCount: 40 } },
      {
        ...parts([{ text: "🙂" }], "STOP"),
        usageMetadata: { promptTokenCount: 7, candidatesTokenCount: 3, thoughtsTokenCount: 40, cachedContentTokenCount: 2 },
      },
    ),
    text: "Größe 🙂",
    usage: counted(7, 43, 2, 40),
    finish: "stop",
  },
  {
    name: "two calls in one event, one without arguments",
    dialect: "gemini",
    sse: data(parts([{ functionCall: { name: "now" } }, { functionCall: { name: "add", args: { x: 1 } } }], "STOP")),
    text: "",
    tool_calls: [
      { name: "now", arguments: "{}" },
      { name: "add", arguments: '{"x":1}' },
    ],
    finish: "tool_calls",
  },
  {
    name: "a question that is blocked",
    dialect: "gemini",
    sse: data({ promptFeedback: { blockReason: "SAFETY" } }),
    text: "",
    finish: "refused",
  },
  { name: "an answer that is withheld", dialect: "gemini", sse: data(parts([{ text: "No" }], "SAFETY")), text: "No", finish: "refused" },
  { name: "a token limit", dialect: "gemini", sse: data(parts([{ text: "Half" }], "MAX_TOKENS")), text: "Half", finish: "cut" },
  {
    name: "an error after the first words",
    dialect: "gemini",
    sse: data(parts([{ text: "Well, " }]), { error: { code: 503, status: "UNAVAILABLE", message: "CANARY" } }),
    text: "Well, ",
    detail: "reported 503 inside its answer",
  },
];

export const STREAM_FIXTURES: readonly StreamFixture[] = [...OPENAI, ...ANTHROPIC, ...GEMINI];
