import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { LLMock } from "@copilotkit/aimock";
import { embedMany, generateText, type LanguageModel, Output, streamText, tool } from "ai";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { createProviderModel } from "../../../src/llm/providers/create-model.adapter.ts";
import { API_KEY, type ApiStage, openApiStage } from "./api-stage.ts";

const mock = new LLMock({ port: 0, chunkSize: 4 });
let stage: ApiStage;
beforeAll(async () => void (await mock.start()));
afterAll(async () => await mock.stop());
beforeEach(async () => {
  mock.reset();
  const account = {
    id: "google",
    dialect: "google",
    base_url: `${mock.url}/v1beta`,
    api_key: "k",
    stream: true,
    structured: null,
  } as const;
  stage = await openApiStage({ routes: { default: [createProviderModel(account, "gemini-2.5-flash")] } });
});
afterEach(async () => await stage.close());

const compatible = () =>
  createOpenAICompatible({
    name: "cairn",
    baseURL: `${stage.url}/v1`,
    apiKey: API_KEY,
    includeUsage: true,
    supportsStructuredOutputs: true,
  });
const official = () => createOpenAI({ baseURL: `${stage.url}/v1`, apiKey: API_KEY });

describe.each<[string, () => LanguageModel]>([
  ["compatible provider", () => compatible().chatModel("cairn:default")],
  ["OpenAI provider", () => official().chat("cairn:default")],
])("a program with the AI SDK's %s", (_name, model) => {
  it("gets text and what it took", async () => {
    mock.onMessage("hello", { content: "Good morning!" });
    const { text, finishReason, usage } = await generateText({ model: model(), prompt: "hello", temperature: 0.2, maxRetries: 0 });
    expect({ text, finishReason }).toEqual({ text: "Good morning!", finishReason: "stop" });
    expect(usage.inputTokens).toBe(stage.purse.records[0]?.input_tokens);
    expect(usage.outputTokens).toBe(stage.purse.records[0]?.output_tokens);
  });

  it("gets text piece by piece", async () => {
    mock.onMessage("hello", { content: "Good morning to you!" });
    const result = streamText({ model: model(), prompt: "hello", maxRetries: 0 });
    let heard = "";
    for await (const piece of result.textStream) heard += piece;
    expect(heard).toBe("Good morning to you!");
    expect(await result.finishReason).toBe("stop");
    expect((await result.usage).outputTokens).toBe(stage.purse.records[0]?.output_tokens);
  });

  it("gets an object that fits its schema", async () => {
    mock.onMessage("hello", { content: '{"verdict":"correct","confidence":0.5}' });
    const schema = z.object({ verdict: z.enum(["correct", "wrong"]), confidence: z.number().min(0).max(1) });
    const { output } = await generateText({ model: model(), prompt: "hello", output: Output.object({ schema }), maxRetries: 0 });
    expect(output).toEqual({ verdict: "correct", confidence: 0.5 });
  });

  it("is told by name that there are no tools", async () => {
    const tools = { look: tool({ description: "Looks.", inputSchema: z.object({}), execute: async () => "seen" }) };
    await expect(generateText({ model: model(), prompt: "hello", tools, maxRetries: 0 })).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining("`tools` is not supported"),
    });
  });

  it("hears an error when the answer breaks off", async () => {
    mock.onMessage("hello", { content: "Good morning to you and all of yours!" }, { truncateAfterChunks: 6, latency: 10 });
    const errors: unknown[] = [];
    const result = streamText({ model: model(), prompt: "hello", maxRetries: 0, onError: ({ error }) => void errors.push(error) });
    await result.consumeStream();
    expect(errors).toHaveLength(1);
    expect(await Promise.resolve(result.finishReason).catch(() => "error")).not.toBe("stop");
  });
});

describe("a program with the AI SDK", () => {
  it("gets vectors", async () => {
    const { embeddings } = await embedMany({ model: compatible().embeddingModel("cairn:embeddings"), values: ["four", "eight ch"] });
    expect(embeddings).toEqual([
      [0.5, 0, -0.5],
      [1, 1, -0.5],
    ]);
  });
});
