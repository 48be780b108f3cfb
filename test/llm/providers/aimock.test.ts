import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ChatModel, ChatPart, ChatRequest } from "../../../src/llm/chat-model.port.ts";
import { failureOfError, type ModelFailure } from "../../../src/llm/model-failure.ts";
import { createProviderModel } from "../../../src/llm/providers/create-model.adapter.ts";
import { openDoor, saying, scriptedModel, verdictCall } from "../door.ts";

// The three dialects against servers that we did not write, well and unwell.
const mock = new LLMock({ port: 0, chunkSize: 6 });
beforeAll(async () => void (await mock.start()));
afterAll(async () => await mock.stop());
beforeEach(() => {
  mock.reset();
  mock.clearChaos();
});

const DIALECTS = [
  { id: "openai", dialect: "openai", path: "/v1", model: "gpt-4.1-mini" },
  { id: "anthropic", dialect: "anthropic", path: "/v1", model: "claude-sonnet-4-5" },
  { id: "google", dialect: "google", path: "/v1beta", model: "gemini-2.5-flash" },
] as const;
const EVERY_WAY = DIALECTS.flatMap((provider) => [
  { ...provider, stream: true },
  { ...provider, stream: false },
]);
type Way = (typeof EVERY_WAY)[number];

function connect({ id, dialect, path, model, stream }: Way): ChatModel {
  return createProviderModel({ id, dialect, base_url: mock.url + path, api_key: "key", stream, structured: null }, model);
}

const request: Omit<ChatRequest, "signal"> = {
  system: "Be kind.",
  earlier: [
    { role: "user", content: "first" },
    { role: "assistant", content: "second" },
  ],
  user: "Reply: 42",
  format: { type: "text" },
  temperature: 0.2,
  top_p: null,
  max_output_tokens: 100,
  stop: ["END"],
};

/** All that is heard of one answer: text as one, then the rest, then what broke. */
async function hear(model: ChatModel): Promise<{ text: string; rest: ChatPart[]; failure: ModelFailure | null }> {
  let text = "";
  const rest: ChatPart[] = [];
  try {
    for await (const part of model.complete({ ...request, signal: new AbortController().signal })) {
      if (part.type === "text") text += part.text;
      else if (part.type !== "alive") rest.push(part);
    }
    return { text, rest, failure: null };
  } catch (error) {
    return { text, rest, failure: failureOfError(error) };
  }
}

describe.each(EVERY_WAY)("$id as others imitate it, streaming: $stream", (way) => {
  it("is heard word for word, with what it counted and why it ended", async () => {
    const content = "Ein schöner Gedanke — 42 🎓, “quoted”.\nTwo lines.";
    mock.onMessage("Reply: 42", { content, usage: usageIn(way) });
    const { text, rest, failure } = await hear(connect(way));
    expect(failure).toBeNull();
    expect(text).toBe(content);
    expect(rest).toEqual([
      { type: "usage", usage: expect.objectContaining({ input_tokens: 30, output_tokens: 12 }) },
      { type: "finish", reason: "stop" },
    ]);
  });

  it("is told all that was asked", async () => {
    mock.onMessage("Reply: 42", { content: "ok" });
    await hear(connect(way));
    const { body } = mock.getLastRequest() ?? {};
    expect(body?.messages).toEqual([
      { role: "system", content: "Be kind." },
      { role: "user", content: "first" },
      { role: "assistant", content: "second" },
      { role: "user", content: "Reply: 42" },
    ]);
    expect(body).toMatchObject({ model: way.model, temperature: 0.2 });
  });

  it("says that a limit cut it off", async () => {
    mock.onMessage("Reply: 42", { content: "Once upon", finishReason: "length" });
    const { text, rest } = await hear(connect(way));
    expect([text, rest.at(-1)]).toEqual(["Once upon", { type: "finish", reason: "cut" }]);
  });

  it("that asks for a tool is heard to", async () => {
    mock.onMessage("Reply: 42", { toolCalls: [{ name: "look_up", arguments: { word: "ein", times: 2 } }] });
    const { rest } = await hear(connect(way));
    const call = rest.find((part) => part.type === "tool_call");
    expect(call).toMatchObject({ name: "look_up" });
    expect(JSON.parse(call?.arguments ?? "")).toEqual({ word: "ein", times: 2 });
    // This imitation of Gemini ends with FUNCTION_CALL, a reason that Google's reference does not have: it counts as cut, and never as whole.
    expect(rest.at(-1)).toEqual({ type: "finish", reason: way.dialect === "google" ? "cut" : "tool_calls" });
  });

  it.each([
    ["drops the request", { dropRate: 1 }, { fault: "provider_error", detail: "HTTP 500", transient: true }],
    ["limits the rate", { rateLimitRate: 1 }, { fault: "rate_limited", retry_after_ms: 1_000 }],
    ["answers with nonsense", { malformedRate: 1 }, { fault: "provider_error", transient: false }],
    ["hangs up", { disconnectRate: 1 }, { fault: "unreachable", transient: true }],
  ])("that %s fails in our words", async (_what, chaos, failure) => {
    mock.onMessage("Reply: 42", { content: "ok" });
    mock.setChaos(chaos);
    const heard = await hear(connect(way));
    expect(heard).toMatchObject({ text: "", rest: [], failure });
    expect(heard.failure?.detail).not.toContain("haos");
  });

  it.each([
    { dropRate: 1 },
    { malformedRate: 1 },
    { disconnectRate: 1 },
    { rateLimitRate: 1 },
    // Unstreamed, nothing is heard before the end: only the deadline tells that a server is slow.
    ...(way.stream ? [{ latencyMs: 20_000 }] : []),
  ])("in trouble %j is passed over, and the learner is answered", async (chaos) => {
    mock.onMessage("Reply: 42", { content: '{"verdict":"wrong"}' });
    mock.setChaos(chaos);
    const next = scriptedModel("test:next", () => saying('{"verdict":"correct"}'));
    const door = openDoor([connect(way), next], { retryJitterMs: 0, firstTokenMs: 150, maxRetryAfterMs: 10 });
    const answer = await door.answer(verdictCall());
    expect(answer.output.verdict).toBe("correct");
    expect(answer.source.attempts.length).toBeLessThanOrEqual(2);
  });

  it("that is slow does not hold the learner beyond the deadline", async () => {
    mock.onMessage("Reply: 42", { content: '{"verdict":"wrong"}' });
    mock.setChaos({ latencyMs: 20_000 });
    const answer = await openDoor([connect(way)]).answer(verdictCall({ deadline_ms: 150 }));
    expect(answer.source).toMatchObject({ kind: "embedded", late: true, attempts: [{ fault: "timeout" }] });
  });
});

describe.each(EVERY_WAY.filter(({ stream }) => stream))("a stream of $id as others imitate it", (way) => {
  it.each([
    ["after some pieces", { truncateAfterChunks: 6 }],
    ["after some time", { disconnectAfterMs: 60 }],
  ])("that breaks off %s is never taken for whole", async (_when, how) => {
    const content = "A rather long answer that goes on and on, so that there is a middle in which it can break off.";
    mock.onMessage("Reply: 42", { content }, { ...how, latency: 10 });
    const { text, rest, failure } = await hear(connect(way));
    expect(content.startsWith(text)).toBe(true);
    expect(text).not.toBe(content);
    expect(failure?.fault === "unreachable" || rest.at(-1)?.type !== "finish").toBe(true);
  });
});

/** Each provider has its own names for the same counts. */
function usageIn({ dialect }: Way) {
  if (dialect === "anthropic") return { input_tokens: 30, output_tokens: 12 };
  if (dialect === "google") return { promptTokenCount: 30, candidatesTokenCount: 12, totalTokenCount: 42 };
  return { prompt_tokens: 30, completion_tokens: 12, total_tokens: 42 };
}
