import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { LLMock } from "@copilotkit/aimock";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createEmbeddings } from "../../../src/llm/embeddings/create-embeddings.adapter.ts";
import { EMBEDDED_EMBEDDINGS } from "../../../src/llm/embeddings/embedded-model.ts";
import { embedText } from "../../../src/llm/embeddings/embedded-embedding.ts";
import type { EmbeddingModel } from "../../../src/llm/embeddings/embedding-model.port.ts";
import { describeEmbeddingModel, failureOf, FOREVER } from "./embedding-suite.ts";

const NO_SERVER = { server: null, workers_ai_model: "@cf/baai/bge-m3" };

// Written by others: it could not share our misunderstandings. Without a fixture it makes up a vector of 1,536 dimensions from the text.
const mock = new LLMock({ port: 0 });
beforeAll(async () => void (await mock.start()));
afterAll(async () => await mock.stop());
beforeEach(() => mock.reset());

const foreignModel = (): EmbeddingModel => serverModel(`${mock.url}/v1`);

function serverModel(base_url: string): EmbeddingModel {
  return createEmbeddings(
    { ...NO_SERVER, server: { base_url, api_key: "sk-secret", model: "text-embedding-3-small" } },
    { profile: "local", ai: undefined },
  );
}

type Inputs = { readonly text: readonly string[] };

function workersAi(run: (model: string, inputs: Inputs, options: { readonly signal: AbortSignal }) => unknown): EmbeddingModel {
  const ai = { run: async (...args: Parameters<typeof run>) => await run(...args) } as unknown as Ai;
  return createEmbeddings(NO_SERVER, { profile: "production", ai });
}

const honestWorkersAi = (): EmbeddingModel =>
  workersAi((_model, { text }, { signal }) => {
    signal.throwIfAborted();
    return { shape: [text.length, 3], data: text.map((one) => [one.length, one.codePointAt(0), 3]), pooling: "cls" };
  });

describeEmbeddingModel("a server that we did not write", foreignModel);
describeEmbeddingModel("Workers AI", honestWorkersAi);
describeEmbeddingModel("our own embedding", () => EMBEDDED_EMBEDDINGS);

describe("who embeds", () => {
  it("is the operator's server, else Workers AI, else nobody but ourselves", () => {
    expect(foreignModel().route).toBe("openai-compatible:text-embedding-3-small");
    expect(honestWorkersAi().route).toBe("workers-ai:@cf/baai/bge-m3");
    expect(createEmbeddings(NO_SERVER, { profile: "local", ai: {} as unknown as Ai }).route).toBe("embedded");
    expect(createEmbeddings(NO_SERVER, { profile: "production", ai: undefined }).route).toBe("embedded");
  });

  it("is asked for the model by name, with the key, and what it counted is told", async () => {
    const { input_tokens } = await foreignModel().embed(["What is a quorum?"], FOREVER);
    const [request] = mock.getRequests();
    expect(request).toMatchObject({ path: "/v1/embeddings", body: { model: "text-embedding-3-small" } });
    expect(request?.headers).toHaveProperty("authorization");
    expect(input_tokens).toBeTypeOf("number");
  });

  it("is named as what it is when it fails: a server's errors become ours, without its text", async () => {
    mock.nextRequestError(429, { message: "slow down, sk-secret" });
    expect(await failureOf(foreignModel().embed(["a"], FOREVER))).toMatchObject({ fault: "rate_limited", detail: "HTTP 429" });
    mock.nextRequestError(503, { message: "overloaded" });
    expect(await failureOf(foreignModel().embed(["a"], FOREVER))).toMatchObject({ fault: "provider_error", transient: true });
    mock.nextRequestError(401, { message: "bad key" });
    expect(await failureOf(foreignModel().embed(["a"], FOREVER))).toMatchObject({ fault: "unauthorized" });
    expect(await failureOf(serverModel("http://127.0.0.1:1/v1").embed(["a"], FOREVER))).toMatchObject({ fault: "unreachable" });
  });

  it("may break on Workers AI too: what the binding throws or returns becomes ours", async () => {
    const throwing = workersAi(() => {
      throw new Error("InferenceUpstreamError: text of the prompt");
    });
    expect((await failureOf(throwing.embed(["a"], FOREVER))).detail).not.toContain("prompt");
    for (const answer of [null, {}, { data: [] }, { request_id: "x" }, { data: "none" }, { data: [["1"]] }]) {
      expect((await failureOf(workersAi(() => answer).embed(["a"], FOREVER))).fault).toBe("wrong_schema");
    }
  });
});

describe("a server that answers something else", () => {
  let server: Server | null = null;
  afterEach(() => void server?.close());

  async function answering(body: string, type = "application/json", status = 200): Promise<EmbeddingModel> {
    const opened = createServer((_request, response) => response.writeHead(status, { "content-type": type }).end(body));
    server = opened;
    await new Promise<void>((resolve) => void opened.listen(0, "127.0.0.1", resolve));
    return serverModel(`http://127.0.0.1:${(opened.address() as AddressInfo).port}/v1`);
  }

  const rows = (...list: readonly { readonly index?: number; readonly embedding: unknown }[]): string => JSON.stringify({ data: list });

  it("is put in order by index", async () => {
    const model = await answering(rows({ index: 1, embedding: [0, 2] }, { index: 0, embedding: [3, 4] }));
    expect((await model.embed(["a", "b"], FOREVER)).vectors).toEqual([
      [0.6, 0.8],
      [0, 1],
    ]);
  });

  it.each([
    ["too few vectors", rows({ index: 0, embedding: [1] }), "wrong_schema"],
    ["one of them twice", rows({ index: 0, embedding: [1] }, { index: 0, embedding: [1] }), "wrong_schema"],
    ["one too far", rows({ index: 0, embedding: [1] }, { index: 2, embedding: [1] }), "wrong_schema"],
    ["two dimensions", rows({ index: 0, embedding: [1] }, { index: 1, embedding: [1, 2] }), "wrong_schema"],
    ["no numbers", rows({ index: 0, embedding: ["1"] }, { index: 1, embedding: [null] }), "wrong_schema"],
    ["a number too large for JSON", '{"data":[{"embedding":[1e999]},{"embedding":[1]}]}', "wrong_schema"],
    ["vectors of nothing", rows({ embedding: [] }, { embedding: [] }), "wrong_schema"],
    ["zeros", rows({ embedding: [0, 0] }, { embedding: [0, 1] }), "wrong_schema"],
    ["no list", '{"error":{"message":"sk-secret"}}', "provider_error"],
    ["no JSON", "{", "provider_error"],
    ["nothing", "", "provider_error"],
    ["more than anybody needs", "x".repeat(5 * 1_024 * 1_024), "too_large"],
  ])("is refused by name: %s", async (_what, body, fault) => {
    const failure = await failureOf((await answering(body)).embed(["a", "b"], FOREVER));
    expect(failure.fault).toBe(fault);
    expect(failure.detail).not.toContain("sk-secret");
  });

  it("is not followed elsewhere with the operator's key", async () => {
    const model = await answering("", "text/plain", 307);
    expect(await failureOf(model.embed(["a"], FOREVER))).toMatchObject({ fault: "provider_error", detail: "HTTP 307" });
  });
});

describe("our own embedding", () => {
  const likeness = (a: string, b: string): number => {
    const other = embedText(b);
    return embedText(a).reduce((sum, part, at) => sum + part * (other[at] ?? 0), 0);
  };

  it("puts what is said in nearly the same words near each other, and other questions far away", () => {
    expect(likeness("What is a quorum?", "what's a quorum")).toBeGreaterThan(0.75);
    expect(likeness("How are elections won?", "How is an election won?")).toBeGreaterThan(0.7);
    expect(likeness("What is operant conditioning?", "What is oprant conditioning?")).toBeGreaterThan(0.6);
    expect(likeness("What is a quorum?", "Why do leaders send heartbeats?")).toBeLessThan(0.2);
  });

  it("has a place for every text in any script", () => {
    for (const text of ["?", "Что такое кворум?", "定足数とは", "🙂", "1/2"]) expect(Math.hypot(...embedText(text))).toBeCloseTo(1, 9);
    expect(embedText("定足数とは")).not.toEqual(embedText("選挙とは"));
  });
});
