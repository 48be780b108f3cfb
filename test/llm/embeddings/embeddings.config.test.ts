import { describe, expect, it } from "vitest";
import { readEmbeddingsConfig } from "../../../src/llm/embeddings/embeddings.config.ts";

describe("an operator who sets up embeddings", () => {
  it("needs no setting at all", () => {
    expect(readEmbeddingsConfig({})).toEqual({ ok: true, value: { server: null, workers_ai_model: "@cf/baai/bge-m3" } });
    expect(readEmbeddingsConfig({ EMBEDDINGS_MODEL: "@cf/baai/bge-small-en-v1.5" })).toMatchObject({
      value: { server: null, workers_ai_model: "@cf/baai/bge-small-en-v1.5" },
    });
  });

  it("may name a server of their own", () => {
    const vars = { EMBEDDINGS_BASE_URL: " http://localhost:11434/v1 ", EMBEDDINGS_MODEL: "nomic-embed-text" };
    expect(readEmbeddingsConfig(vars)).toMatchObject({
      ok: true,
      value: { server: { base_url: "http://localhost:11434/v1", api_key: null, model: "nomic-embed-text" } },
    });
  });

  it.each([
    [{ EMBEDDINGS_BASE_URL: "https://example.com/v1" }, "EMBEDDINGS_MODEL is not"],
    [{ EMBEDDINGS_MODEL: "nomic-embed-text" }, "set EMBEDDINGS_BASE_URL"],
    [{ EMBEDDINGS_API_KEY: "sk-secret" }, "EMBEDDINGS_BASE_URL is not"],
    [{ EMBEDDINGS_BASE_URL: "https://me:pw@example.com", EMBEDDINGS_MODEL: "m" }, "without user"],
    [{ EMBEDDINGS_BASE_URL: 7 }, "must be text"],
  ])("is told which setting is wrong, and no secret: %o", (vars, complaint) => {
    const read = readEmbeddingsConfig(vars);
    const problems = read.ok ? [] : read.error;
    expect(problems.join(" ")).toContain(complaint);
    expect(problems.join(" ")).not.toContain("sk-secret");
  });
});
