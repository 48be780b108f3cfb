import { describe, expect, it } from "vitest";
import { readChatChunk } from "../../../src/llm/providers/chat-chunk.ts";

const NOTHING = { text: "", is_thinking: false, is_refusal: false, finish_reason: null };
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
    ["usage without a choice", { choices: [], usage: { total_tokens: 3 } }, {}],
    ["a field of a kind that nobody expects", delta({ content: 7, reasoning: {} }), {}],
  ])("is read when it is %s", (_name, chunk, expected) => {
    expect(readChatChunk(JSON.stringify(chunk))).toEqual({ ok: true, value: { ...NOTHING, ...expected } });
  });

  it("hands on what the server reports instead", () => {
    expect(readChatChunk('{"error":{"message":"busy","code":503}}')).toEqual({ ok: false, error: { message: "busy", code: 503 } });
  });

  it.each(["", "{nonsense", "null", "[]", '"choices"', '{"choices":{}}', '{"object":"list"}'])("is none when the data is %s", (data) => {
    expect(readChatChunk(data)).toEqual({ ok: false, error: undefined });
  });
});
