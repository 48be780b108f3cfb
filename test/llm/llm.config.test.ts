import { describe, expect, it } from "vitest";
import { readLlmConfig } from "../../src/llm/llm.config.ts";
import { createRoute } from "../../src/llm/route.adapter.ts";

const server = { LLM_BASE_URL: "https://models.example/v1", LLM_MODEL: "m", LLM_API_KEY: "sk-secret" };

function problemsOf(vars: Record<string, unknown>): string {
  const config = readLlmConfig(vars);
  return config.ok ? "" : config.error.join(" ");
}

describe("the settings of the model door", () => {
  it("need nothing: a fresh clone has no server, and Workers AI has its default model", () => {
    expect(readLlmConfig({})).toMatchObject({
      ok: true,
      value: {
        openAiCompatible: null,
        workersAiModel: "@cf/meta/llama-4-scout-17b-16e-instruct",
        structured: null,
        limits: { firstTokenMs: 6_000, betweenTokensMs: 8_000 },
      },
    });
    expect(readLlmConfig({ LLM_BASE_URL: " ", LLM_MODEL: "" })).toEqual(readLlmConfig({}));
  });

  it("name a server, its model and its key", () => {
    expect(readLlmConfig({ ...server, LLM_STREAM: "off", LLM_STRUCTURED: "off", LLM_FIRST_TOKEN_MS: "1500" })).toMatchObject({
      ok: true,
      value: {
        openAiCompatible: { baseUrl: "https://models.example/v1", apiKey: "sk-secret", model: "m", stream: false },
        structured: "off",
        limits: { firstTokenMs: 1_500 },
      },
    });
  });

  it.each([
    ["LLM_MODEL", { LLM_BASE_URL: "https://models.example/v1" }],
    ["LLM_BASE_URL", { LLM_MODEL: "m" }],
    ["LLM_BASE_URL", { LLM_API_KEY: "sk-secret" }],
    ["LLM_BASE_URL", { ...server, LLM_BASE_URL: "models.example" }],
    ["LLM_BASE_URL", { ...server, LLM_BASE_URL: "ftp://models.example/v1" }],
    ["LLM_BASE_URL", { ...server, LLM_BASE_URL: "https://user:pass@models.example/v1" }],
    ["LLM_BASE_URL", { ...server, LLM_BASE_URL: "https://models.example/v1?key=1" }],
    ["LLM_STRUCTURED", { LLM_STRUCTURED: "yes" }],
    ["LLM_STREAM", { LLM_STREAM: "true" }],
    ["LLM_FIRST_TOKEN_MS", { LLM_FIRST_TOKEN_MS: "6s" }],
    ["LLM_BETWEEN_TOKENS_MS", { LLM_BETWEEN_TOKENS_MS: "0" }],
    ["WORKERS_AI_MODEL", { WORKERS_AI_MODEL: 4 }],
  ])("are refused by name when %s is wrong: %j", (name, vars) => {
    expect(problemsOf(vars)).toContain(name);
    expect(problemsOf(vars)).not.toContain("sk-secret");
  });

  it("are refused all at once, so that an operator corrects them in one go", () => {
    expect(problemsOf({ LLM_BASE_URL: "x", LLM_STREAM: "x" }).match(/LLM_\w+/g)).toEqual([
      "LLM_BASE_URL",
      "LLM_MODEL",
      "LLM_BASE_URL",
      "LLM_STREAM",
    ]);
  });
});

describe("the route of every agent", () => {
  const ai = { run: () => Promise.reject(new Error("needs to be run remotely")) };
  const routeOf = (vars: Record<string, unknown>, profile: string) => {
    const config = readLlmConfig(vars);
    if (!config.ok) throw new Error(config.error.join(" "));
    return createRoute(config.value, { profile, ai: asBinding(ai) }).map((model) => model.route);
  };

  it("is the configured server wherever one is named, else Workers AI in production, else nobody", () => {
    expect(routeOf(server, "local")).toEqual(["openai-compatible:m"]);
    expect(routeOf(server, "production")).toEqual(["openai-compatible:m"]);
    expect(routeOf({}, "production")).toEqual(["workers-ai:@cf/meta/llama-4-scout-17b-16e-instruct"]);
    expect(routeOf({}, "local")).toEqual([]);
  });
});

/** Only `run` is ever used of the binding; the type has a dozen methods more. */
function asBinding(binding: { readonly run: unknown }): Ai {
  return binding as unknown as Ai;
}
