import { describe, expect, it } from "vitest";
import { cutEveryWay } from "./cut-bytes.ts";
import { type ClaimedDialect, playPieces } from "./play-answer.ts";
import { STREAM_FIXTURES } from "./stream-fixtures.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe.each(STREAM_FIXTURES)("a stream of $dialect with $name", (fixture) => {
  const bytes = bytesOf(fixture.sse);

  it("is heard as what it says", async () => {
    const { text, tool_calls = [], usage = null, finish = null, detail } = fixture;
    const heard = await playPieces(fixture.dialect, { chunks: [bytes] });
    expect(heard).toMatchObject({ text, tool_calls, usage, finish });
    expect(heard.failure?.detail).toBe(detail);
  });

  it("is heard the same wherever the network cuts it", async () => {
    const whole = await playPieces(fixture.dialect, { chunks: [bytes] });
    for (const { name, chunks } of cutEveryWay(bytes)) expect(await playPieces(fixture.dialect, { chunks }), name).toEqual(whole);
  });

  it("never seems whole when it stops before its last event", async () => {
    const last = fixture.sse.trimEnd().lastIndexOf("data:");
    for (let at = 0; at < last; at++) {
      const heard = await playPieces(fixture.dialect, { chunks: [bytesOf(fixture.sse.slice(0, at))] });
      const isOpen = heard.failure !== null || heard.finish !== "stop" || fixture.finish === "stop";
      expect(isOpen && fixture.text.startsWith(heard.text), `cut at ${at}`).toBe(true);
    }
  });
});

describe("an answer that comes whole", () => {
  const json = (body: unknown) => ({ content_type: "application/json; charset=utf-8", chunks: [bytesOf(JSON.stringify(body))] });
  const answers: readonly [ClaimedDialect, unknown][] = [
    [
      "openai_chat",
      {
        choices: [
          {
            message: { content: "Hi", tool_calls: [{ id: "a", function: { name: "add", arguments: '{"x":1}' } }] },
            finish_reason: "tool_calls",
          },
        ],
        usage: { prompt_tokens: 3, completion_tokens: 2 },
      },
    ],
    [
      "anthropic",
      {
        content: [
          { type: "text", text: "Hi" },
          { type: "tool_use", id: "a", name: "add", input: { x: 1 } },
        ],
        stop_reason: "tool_use",
        usage: { input_tokens: 3, output_tokens: 2 },
      },
    ],
    [
      "gemini",
      {
        candidates: [{ content: { parts: [{ text: "Hi" }, { functionCall: { name: "add", args: { x: 1 } } }] }, finishReason: "STOP" }],
        usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 2 },
      },
    ],
  ];

  it.each(answers)("from %s is heard like a streamed one, also where a stream was asked for", async (dialect, body) => {
    for (const stream of [true, false]) {
      expect(await playPieces(dialect, json(body), stream)).toEqual({
        text: "Hi",
        tool_calls: [{ name: "add", arguments: '{"x":1}' }],
        usage: { input_tokens: 3, output_tokens: 2, cached_input_tokens: 0, reasoning_tokens: 0 },
        finish: "tool_calls",
        failure: null,
      });
    }
  });

  it.each([
    ["openai_chat", 429, { error: { code: "insufficient_quota", message: "CANARY" } }, "rate_limited", "HTTP 429", null],
    ["gemini", 400, { error: { code: 400, details: [{ reason: "API_KEY_INVALID" }] } }, "unauthorized", "HTTP 400, meaning 401", null],
    ["gemini", 400, [{ error: { code: 400, status: "INVALID_ARGUMENT", message: "CANARY" } }], "provider_error", "HTTP 400", null],
    ["gemini", 429, { error: { code: 429, details: [{ retryDelay: "1.5s" }] } }, "rate_limited", "HTTP 429", 1_500],
    ["anthropic", 529, { type: "error", error: { type: "overloaded_error", message: "CANARY" } }, "provider_error", "HTTP 529", null],
    ["anthropic", 200, { type: "error", error: { type: "rate_limit_error" } }, "rate_limited", "reported 429 inside its answer", null],
  ] as const)(
    "from %s with status %i tells the operator what is wrong in our words",
    async (dialect, status, body, fault, detail, wait) => {
      const { failure } = await playPieces(dialect, { ...json(body), status });
      expect(failure).toMatchObject({ fault, detail, retry_after_ms: wait });
    },
  );
});
