import { describe, expect, it } from "vitest";
import { readChatChunk } from "../../../src/llm/providers/chat-chunk.ts";

const NOTHING = { text: "", is_thinking: false, is_refusal: false, tool_calls: [], usage: null, finish_reason: null };
const delta = (value: unknown) => ({ choices: [{ index: 0, delta: value, finish_reason: null }] });

describe("a chunk of a streamed completion", () => {
  it.each([
    ["text", delta({ content: "Hello" }), { text: "Hello" }],
    ["the first chunk, which only names the role", delta({ role: "assistant", content: "" }), {}],
    ["text beside a null of every kind", delta({ content: "a", refusal: null, reasoning: null, tool_calls: null }), { text: "a" }],
    ["reasoning as DeepSeek sends it", delta({ content: null, reasoning_content: "Hm." }), { is_thinking: true }],
    ["reasoning as OpenRouter sends it", delta({ content: "", reasoning: "Hm." }), { is_thinking: true }],
    [
      "a list of parts as Mistral sends it",
      delta({
        content: [
          { type: "thinking", thinking: [{ type: "text", text: "Hm." }] },
          { type: "text", text: "Hel" },
          { type: "text", text: "lo" },
          { type: "reference", reference_ids: [1] },
        ],
      }),
      { text: "Hello", is_thinking: true },
    ],
    ["a refusal", delta({ refusal: "I must not." }), { text: "I must not.", is_refusal: true }],
    ["the end", { choices: [{ delta: {}, finish_reason: "stop" }] }, { finish_reason: "stop" }],
    ["the end without a delta", { choices: [{ finish_reason: "length" }] }, { finish_reason: "length" }],
    [
      "usage without a choice",
      { choices: [], usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 } },
      { usage: { input_tokens: 7, output_tokens: 3, cached_input_tokens: 0, reasoning_tokens: 0 } },
    ],
    [
      "usage that leaves hidden reasoning out, as xAI sends it",
      {
        choices: [],
        usage: {
          prompt_tokens: 7,
          completion_tokens: 3,
          total_tokens: 30,
          prompt_tokens_details: { cached_tokens: 5 },
          completion_tokens_details: { reasoning_tokens: 20 },
        },
      },
      { usage: { input_tokens: 7, output_tokens: 23, cached_input_tokens: 5, reasoning_tokens: 20 } },
    ],
    ["counts that are none", { choices: [], usage: { prompt_tokens: -1, completion_tokens: "9" } }, {}],
    [
      "a piece of a tool call",
      delta({ tool_calls: [{ index: 1, id: "c", function: { name: "add", arguments: '{"a"' } }] }),
      { tool_calls: [{ index: 1, id: "c", name: "add", arguments: '{"a"' }] },
    ],
    [
      "a call from before there were tools",
      delta({ function_call: { name: "add", arguments: "{}" } }),
      { tool_calls: [{ index: 0, id: "", name: "add", arguments: "{}" }] },
    ],
    ["a field of a kind that nobody expects", delta({ content: 7, reasoning: {} }), {}],
  ])("is read when it is %s", (_name, chunk, expected) => {
    expect(readChatChunk(chunk)).toEqual({ ok: true, value: { ...NOTHING, ...expected } });
  });

  it("is a failure in our words when the server reports one instead, on the whole or on its choice", () => {
    const error = { message: "CANARY", code: 503 };
    const failure = { fault: "provider_error", detail: "reported 503 inside its answer", transient: true, retry_after_ms: null };
    expect(readChatChunk({ error })).toEqual({ ok: false, error: failure });
    expect(readChatChunk({ choices: [{ delta: {}, error }] })).toEqual({ ok: false, error: failure });
  });

  it.each([undefined, null, [], "choices", { choices: {} }, { object: "list" }])("is none when it is %j", (body) => {
    expect(readChatChunk(body)).toMatchObject({ ok: false, error: { fault: "provider_error", transient: false } });
  });
});
