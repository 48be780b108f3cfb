import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { LLMock } from "@copilotkit/aimock";
import OpenAI from "openai";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ChatModel } from "../../../src/llm/chat-model.port.ts";
import { createProviderModel } from "../../../src/llm/providers/create-model.adapter.ts";
import { scriptedModel } from "../door.ts";
import { API_KEY, type ApiStage, openApiStage, type StageOptions } from "./api-stage.ts";

// Neither end of these is ours: the official client in front, and somebody else's imitation of the providers behind.
const mock = new LLMock({ port: 0, chunkSize: 4 });
beforeAll(async () => void (await mock.start()));
afterAll(async () => await mock.stop());
beforeEach(() => mock.reset());

let stage: ApiStage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

async function open(options: Partial<StageOptions> = {}, apiKey = API_KEY) {
  stage = await openApiStage({ routes: { default: [openAiModel("gpt-4.1-mini")], tutor: [anthropicModel()] }, ...options });
  return { stage, client: new OpenAI({ baseURL: `${stage.url}/v1`, apiKey, maxRetries: 0 }) };
}

function openAiModel(model: string, base_url = `${mock.url}/v1`): ChatModel {
  return createProviderModel({ id: "openai", dialect: "openai", base_url, api_key: "sk", stream: true, structured: null }, model);
}

function anthropicModel(): ChatModel {
  const account = {
    id: "anthropic",
    dialect: "anthropic",
    base_url: `${mock.url}/v1`,
    api_key: "sk",
    stream: true,
    structured: null,
  } as const;
  return createProviderModel(account, "claude-sonnet-4-5");
}

async function collect<T>(parts: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const part of parts) all.push(part);
  return all;
}

const hello = { model: "cairn:default", messages: [{ role: "user" as const, content: "hello" }] };

describe("a program with the official client", () => {
  it("gets a whole answer with usage, who gave it and what it cost", async () => {
    mock.onMessage("hello", { content: "Good morning!", usage: { prompt_tokens: 12, completion_tokens: 4, total_tokens: 16 } });
    const { stage: opened, client } = await open();
    const { data, response, request_id } = await client.chat.completions.create(hello).withResponse();
    expect(data).toMatchObject({
      object: "chat.completion",
      model: "openai:gpt-4.1-mini",
      choices: [{ index: 0, message: { role: "assistant", content: "Good morning!" }, finish_reason: "stop" }],
      usage: { prompt_tokens: 12, completion_tokens: 4, total_tokens: 16 },
    });
    expect(request_id).toBe(data.id);
    expect(response.headers.get("x-cairn-route")).toBe("openai:gpt-4.1-mini");
    expect(response.headers.get("x-cairn-cost-nanousd")).toBe(String(12 * 1_000 + 4 * 2_000));
    expect(opened.purse.records).toEqual([
      expect.objectContaining({ tenant_id: "ten_school", purpose: "api", agent: "api", outcome: "ok" }),
    ]);
    expect([opened.purse.pending(), opened.purse.checkIns(), opened.purse.keys]).toEqual([0, 1, ["key_1"]]);
  });

  it("gets it piece by piece: the role first, then text, the reason, usage when asked, and the end", async () => {
    mock.onMessage("hello", { content: "Good morning to you!", usage: { prompt_tokens: 12, completion_tokens: 4, total_tokens: 16 } });
    const { client } = await open();
    const stream = await client.chat.completions.create({ ...hello, stream: true, stream_options: { include_usage: true } });
    const chunks = await collect(stream);
    expect(chunks[0]?.choices[0]?.delta).toEqual({ role: "assistant", content: "" });
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("")).toBe("Good morning to you!");
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe("stop");
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 12, completion_tokens: 4 } });
    expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true);
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
  });

  it("writes the events as OpenAI does, byte for byte", async () => {
    mock.onMessage("hello", { content: "Hey" });
    const { stage: opened } = await open();
    const response = await fetch(`${opened.url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${API_KEY}` },
      body: JSON.stringify({ ...hello, stream: true }),
    });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const text = await response.text();
    expect(text).toMatch(/^(data: \{[^\n]+\}\n\n)+data: \[DONE\]\n\n$/);
    expect(text).not.toContain('"usage"');
  });

  it("is told that a limit cut the answer off", async () => {
    mock.onMessage("hello", { content: "Once upon a", finishReason: "length" });
    const { client } = await open();
    const answer = await client.chat.completions.create({ ...hello, max_tokens: 3 });
    expect(answer.choices[0]).toMatchObject({ message: { content: "Once upon a" }, finish_reason: "length" });
    expect(mock.getLastRequest()?.body).toMatchObject({ max_completion_tokens: 3 });
  });

  it("is told that the provider withheld the answer", async () => {
    mock.onMessage("hello", { content: "", finishReason: "content_filter" });
    const { client } = await open();
    expect((await client.chat.completions.create(hello)).choices[0]?.finish_reason).toBe("content_filter");
  });

  it("has all it said put before the model, its instructions apart", async () => {
    mock.onMessage("third", { content: "yes" });
    const { client } = await open();
    await client.chat.completions.create({
      model: "anthropic:claude-sonnet-4-5",
      temperature: 0.5,
      stop: ["END"],
      messages: [
        { role: "developer", content: "Be brief." },
        {
          role: "user",
          content: [
            { type: "text", text: "first " },
            { type: "text", text: "line" },
          ],
        },
        { role: "assistant", content: "second", refusal: null },
        { role: "system", content: "Be kind." },
        { role: "user", content: "and the" },
        { role: "user", content: "third" },
      ],
    });
    expect(mock.getLastRequest()?.body).toMatchObject({ model: "claude-sonnet-4-5", temperature: 0.5 });
    expect(mock.getLastRequest()?.body?.messages).toEqual([
      { role: "system", content: "Be brief.\n\nBe kind." },
      { role: "user", content: "first line" },
      { role: "assistant", content: "second" },
      { role: "user", content: "and the\n\nthird" },
    ]);
  });

  it("gets JSON that fits its schema from the next model when the first one's does not", async () => {
    mock.on({ userMessage: "hello", model: "careless" }, { content: '{"grade":"high"}' });
    mock.on({ userMessage: "hello", model: "careful" }, { content: 'Here you are:\n```json\n{"grade": 3}\n```' });
    const { stage: opened, client } = await open({ routes: { default: [openAiModel("careless"), openAiModel("careful")] } });
    const schema = { type: "object", properties: { grade: { type: "integer" } }, required: ["grade"], additionalProperties: false };
    const response_format = { type: "json_schema" as const, json_schema: { name: "grade", schema, strict: true } };
    const answer = await client.chat.completions.create({ ...hello, response_format });
    expect(answer.choices[0]?.message.content).toBe('{"grade":3}');
    expect(answer.model).toBe("openai:careful");
    expect(JSON.stringify(mock.getLastRequest()?.body?.messages)).toContain("fits this JSON Schema");
    expect(opened.purse.records.map(({ fallback_reason }) => fallback_reason)).toEqual([null, "wrong_schema"]);
    const streamed = await collect(await client.chat.completions.create({ ...hello, response_format, stream: true }));
    expect(streamed.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("")).toBe('{"grade":3}');
  });

  it("gets any object in JSON mode", async () => {
    mock.onJsonOutput("hello", { greeting: "hi" });
    const { client } = await open();
    const answer = await client.chat.completions.create({ ...hello, response_format: { type: "json_object" } });
    expect(JSON.parse(answer.choices[0]?.message.content ?? "")).toEqual({ greeting: "hi" });
    expect(JSON.stringify(mock.getLastRequest()?.body?.messages)).toContain("Answer with one JSON object and nothing else.");
  });

  it("finds the models that it may name, and only those", async () => {
    const { client } = await open();
    const names = (await collect(await client.models.list())).map(({ id }) => id);
    expect(names).toEqual([
      "cairn:default",
      "cairn:tutor",
      "openai:gpt-4.1-mini",
      "anthropic:claude-sonnet-4-5",
      "cairn:embeddings",
      "embedded",
    ]);
    expect((await client.models.retrieve("anthropic:claude-sonnet-4-5")).owned_by).toBe("anthropic");
    await expect(client.models.retrieve("openai:gpt-5")).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    await expect(client.chat.completions.create({ ...hello, model: "openai:gpt-5" })).rejects.toMatchObject({
      status: 404,
      code: "model_not_found",
      param: "model",
    });
  });

  it("gets vectors as numbers and, as its client asks unasked, as base64", async () => {
    const { client } = await open();
    const plain = await client.embeddings.create({ model: "cairn:embeddings", input: ["four", "eight ch"], encoding_format: "float" });
    expect(plain.data.map(({ embedding }) => embedding)).toEqual([
      [0.5, 0, -0.5],
      [1, 1, -0.5],
    ]);
    const packed = await client.embeddings.create({ model: "cairn:embeddings", input: "four" });
    expect([...(packed.data[0]?.embedding ?? [])]).toEqual([0.5, 0, -0.5]);
    await expect(client.embeddings.create({ model: "cairn:embeddings", input: [[1, 2]] })).rejects.toMatchObject({
      code: "unsupported_parameter",
      param: "input",
    });
    await expect(client.embeddings.create({ model: "embedded", input: "a", dimensions: 256 })).rejects.toMatchObject({
      param: "dimensions",
    });
  });
});

describe("a program with the official client is refused", () => {
  const tool = { type: "function" as const, function: { name: "look", parameters: {} } };

  it.each([
    ["tools", { tools: [tool] }],
    ["tool_choice", { tool_choice: "required" }],
    ["functions", { functions: [{ name: "look" }] }],
    ["n", { n: 2 }],
    ["logprobs", { logprobs: true }],
    ["logit_bias", { logit_bias: { 1: 5 } }],
    ["presence_penalty", { presence_penalty: 0.5 }],
    ["seed", { seed: 7 }],
    ["reasoning_effort", { reasoning_effort: "low" }],
    ["modalities", { modalities: ["text", "audio"] }],
    ["messages[0].content[0].type", { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "data:" } }] }] }],
    ["messages[0].role", { messages: [{ role: "tool", content: "1", tool_call_id: "a" }] }],
    ["messages[0].name", { messages: [{ role: "user", content: "hello", name: "Ada" }] }],
    ["response_format.json_schema.schema", { response_format: jsonSchema({ if: {} }) }],
  ])("%s by its name, before anybody is asked", async (param, extra) => {
    const { client } = await open();
    const refused = await client.chat.completions.create({ ...hello, ...extra } as never).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(OpenAI.BadRequestError);
    expect(refused).toMatchObject({ status: 400, type: "invalid_request_error", code: "unsupported_parameter", param });
    expect(mock.getRequests()).toEqual([]);
  });

  it.each([
    ["unknown_parameter", "top_k", { top_k: 5 }],
    ["unknown_parameter", "messages[0].colour", { messages: [{ role: "user", content: "hello", colour: "red" }] }],
    ["missing_required_parameter", "messages", { messages: undefined }],
    ["invalid_type", "temperature", { temperature: "warm" }],
    ["invalid_value", "temperature", { temperature: 3 }],
    ["invalid_value", "messages[0].content", { messages: [{ role: "user", content: 5 }] }],
    ["invalid_value", "messages", { messages: [{ role: "assistant", content: "I say" }] }],
    ["invalid_value", "stream_options", { stream_options: { include_usage: true } }],
  ])("with %s for %s", async (code, param, extra) => {
    const { client } = await open();
    await expect(client.chat.completions.create({ ...hello, ...extra } as never)).rejects.toMatchObject({ status: 400, code, param });
  });

  it("nothing for what asks for nothing", async () => {
    mock.onMessage("hello", { content: "hi" });
    const { client } = await open();
    const answer = await client.chat.completions.create({
      ...hello,
      n: 1,
      presence_penalty: 0,
      frequency_penalty: 0,
      logit_bias: null,
      logprobs: false,
      tools: [],
      tool_choice: "none",
      store: false,
      user: "u-1",
      metadata: { course: "a" },
      stop: null,
    });
    expect(answer.choices[0]?.message.content).toBe("hi");
  });

  it("without a key of ours", async () => {
    const { client } = await open({}, "sk-proj-somebody-elses");
    await expect(client.chat.completions.create(hello)).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
    await expect(client.models.list()).rejects.toMatchObject({ status: 401, code: "invalid_api_key" });
  });

  it("over budget, and not asked to try again", async () => {
    const { stage: opened } = await open({ cap: 100 });
    const client = new OpenAI({ baseURL: `${opened.url}/v1`, apiKey: API_KEY, maxRetries: 2 });
    await expect(client.chat.completions.create(hello)).rejects.toMatchObject({ status: 429, code: "insufficient_quota" });
    await expect(client.chat.completions.create({ ...hello, stream: true })).rejects.toMatchObject({ status: 429 });
    expect(opened.purse.keys).toHaveLength(2);
    expect(mock.getRequests()).toEqual([]);
  });

  it("for a moment while the ledger is silent, and is not told that the budget is used up", async () => {
    mock.onMessage("hello", { content: "Good morning!" });
    const { stage: opened, client } = await open({ cap: 1e9 });
    opened.purse.ledger = "silent";
    const refused: unknown = await client.chat.completions.create(hello).catch((error: unknown) => error);
    expect(refused).toMatchObject({ status: 503, code: "budget_unavailable" });
    expect(refused instanceof OpenAI.APIError && refused.headers?.get("x-should-retry")).toBeNull();
    opened.purse.ledger = "up";
    expect((await client.chat.completions.create(hello)).choices[0]?.message.content).toBe("Good morning!");
  });

  it("where there is no model, because free chat has no embedded one", async () => {
    const { client } = await open({ routes: {} });
    await expect(client.chat.completions.create(hello)).rejects.toMatchObject({ status: 503, code: "no_model" });
  });

  it("at other doors of OpenAI's, with the ones that there are", async () => {
    const { client } = await open();
    await expect(client.responses.create({ model: "cairn:default", input: "hello" })).rejects.toMatchObject({
      status: 404,
      code: "unknown_url",
    });
  });
});

function jsonSchema(schema: Record<string, unknown>) {
  return { type: "json_schema", json_schema: { name: "x", schema } };
}

describe("when a provider fails", () => {
  it("the next one answers, and the client hears nothing of it", async () => {
    mock.on({ userMessage: "hello", model: "broken" }, { error: { message: "secret-internal-detail" }, status: 500 });
    mock.on({ userMessage: "hello", model: "whole" }, { content: "Good morning!" });
    const { stage: opened, client } = await open({ routes: { default: [openAiModel("broken"), openAiModel("whole")] } });
    const stream = await client.chat.completions.create({ ...hello, stream: true });
    const chunks = await collect(stream);
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("")).toBe("Good morning!");
    expect(opened.purse.records.map(({ route, outcome, fallback_reason }) => [route, outcome, fallback_reason])).toEqual([
      ["openai:broken", "provider_error", null],
      ["openai:broken", "provider_error", null],
      ["openai:whole", "ok", "provider_error"],
    ]);
  });

  it("and nobody is left, the client is told so in our words", async () => {
    mock.onMessage("hello", { error: { message: "secret-internal-detail" }, status: 500 });
    const { client } = await open();
    const refused = await client.chat.completions.create({ ...hello, stream: true }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ status: 503, code: "no_model" });
    expect(String(refused)).not.toContain("secret");
  });

  it("in the middle of its answer, the client's stream ends with an error and not as if it were whole", async () => {
    mock.onMessage("hello", { content: "Good morning to you and all of yours!" }, { truncateAfterChunks: 6, latency: 10 });
    const { stage: opened, client } = await open();
    let heard = "";
    const read = async () => {
      for await (const chunk of await client.chat.completions.create({ ...hello, stream: true }))
        heard += chunk.choices[0]?.delta.content ?? "";
    };
    await expect(read()).rejects.toMatchObject({ code: "broken_off" });
    expect("Good morning to you and all of yours!".startsWith(heard) && heard.length > 0).toBe(true);
    expect(opened.purse.records).toEqual([expect.objectContaining({ outcome: "cut_off" })]);
  });
});

describe("a stream that simply stops", () => {
  it("is an error for the client too, unless its own limit may have been reached", async () => {
    const text = { type: "text", text: "Once upon a" } as const;
    const { client } = await open({ routes: { default: [scriptedModel("test:m", () => [text, { type: "finish", reason: "cut" }])] } });
    const ask = async (limit: { max_tokens?: number }) =>
      await collect(await client.chat.completions.create({ ...hello, ...limit, stream: true }));
    await expect(ask({})).rejects.toMatchObject({ code: "broken_off" });
    expect((await ask({ max_tokens: 3 })).at(-1)?.choices[0]?.finish_reason).toBe("length");
  });
});

describe("a program that hangs up", () => {
  it("in the middle ends the request to the provider, and pays for what came", async () => {
    const hungUp = Promise.withResolvers<void>();
    const upstream = createServer((_, response) => {
      response.on("close", () => hungUp.resolve());
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: "Once upon a time " } }] })}\n\n`);
    });
    await new Promise<void>((resolve) => void upstream.listen(0, "127.0.0.1", resolve));
    const { port } = upstream.address() as AddressInfo;
    const { stage: opened, client } = await open({ routes: { default: [openAiModel("slow", `http://127.0.0.1:${port}`)] } });
    const stream = await client.chat.completions.create({ ...hello, stream: true });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content !== "") break;
    stream.controller.abort();
    await hungUp.promise;
    upstream.close();
    await expect.poll(() => opened.purse.checkIns()).toBe(1);
    expect(opened.purse.pending()).toBe(0);
    expect(opened.purse.records).toEqual([expect.objectContaining({ outcome: "cancelled", is_estimated: true })]);
    expect(opened.purse.spent()).toBeGreaterThan(0);
  });
});
