import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { listLlmSettings, readLlmConfig } from "../../src/llm/llm.config.ts";
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

describe("the settings of routes and providers", () => {
  const KEYS = { OPENAI_API_KEY: "sk-secret-openai", GROQ_API_KEY: "gsk-secret" };
  const read = (vars: Record<string, unknown>) => {
    const config = readLlmConfig(vars);
    if (!config.ok) throw new Error(config.error.join(" "));
    return config.value;
  };

  it("route all agents, and some by themselves", () => {
    const { routes, access } = read({
      ...KEYS,
      LLM_ROUTE: "openai:gpt-4.1-mini, ollama:qwen3:8b, embedded",
      LLM_ROUTE_EVALUATOR: "groq:llama-3.1-8b-instant",
      LLM_ROUTE_PATH_GENERATOR: "embedded",
      LLM_ROUTE_TUTOR: " ",
    });
    expect(routes).toEqual({
      default: ["openai:gpt-4.1-mini", "ollama:qwen3:8b"],
      agents: { evaluator: ["groq:llama-3.1-8b-instant"], path_generator: [] },
    });
    expect(access.get("openai")).toMatchObject({ api_key: "sk-secret-openai", base_url: null, owner: "operator" });
    expect([...access.keys()].toSorted()).toEqual(["groq", "ollama", "openai"]);
  });

  it("route whoever reads documents: author, solver and answerer", () => {
    const { routes } = read({
      ...KEYS,
      LLM_ROUTE: "openai:gpt-4.1-mini",
      LLM_ROUTE_AUTHOR: "openai:gpt-4.1",
      LLM_ROUTE_SOLVER: "groq:llama-3.3-70b-versatile",
      LLM_ROUTE_ANSWERER: "embedded",
    });
    expect(routes.agents).toEqual({ author: ["openai:gpt-4.1"], solver: ["groq:llama-3.3-70b-versatile"], answerer: [] });
    expect(problemsOf({ ...KEYS, LLM_ROUTE_SOLVER: "openai" })).toContain("LLM_ROUTE_SOLVER, entry 1: Name a model");
  });

  it("leave the short way as it is, and let routes name its server among others", () => {
    expect(read(server).routes).toEqual({ default: ["openai-compatible:m"], agents: {} });
    const { routes } = read({ ...server, ...KEYS, LLM_ROUTE_TUTOR: "custom:big-one,openai:gpt-4.1" });
    expect(routes).toEqual({ default: ["openai-compatible:m"], agents: { tutor: ["openai-compatible:big-one", "openai:gpt-4.1"] } });
  });

  it("say where servers of one's own run, with a key or without", () => {
    const { access } = read({ VLLM_BASE_URL: "http://10.0.0.7:8000/v1", OLLAMA_BASE_URL: "http://gpu:11434/v1", LLM_ROUTE: "vllm:qwen" });
    expect(access.get("vllm")).toMatchObject({ base_url: "http://10.0.0.7:8000/v1", api_key: null });
    expect(access.get("ollama")).toMatchObject({ base_url: "http://gpu:11434/v1" });
  });

  it("turn hedging on, name the gateway and this deployment's hosts, and take the key that seals keys", () => {
    const random = btoa(String.fromCharCode(...Array.from({ length: 32 }, (_, index) => index * 7)));
    const config = read({ LLM_HEDGE: "on", AI_GATEWAY_ID: "cairn", OWN_HOSTS: "Learn.School.org, ", KEY_ENCRYPTION_KEY: random });
    expect(config).toMatchObject({ isHedged: true, gatewayId: "cairn", ownHosts: ["learn.school.org"] });
    expect(config.encryption?.current).toHaveLength(32);
    expect(config.encryption?.previous).toBeNull();
    expect(read({})).toMatchObject({ isHedged: false, gatewayId: null, ownHosts: [], encryption: null });
  });

  it.each([
    ["LLM_ROUTE, entry 2: No provider", { ...KEYS, LLM_ROUTE: "openai:gpt-4.1,opnai:gpt-4.1" }],
    ["LLM_ROUTE_TUTOR, entry 1: Name a model", { ...KEYS, LLM_ROUTE_TUTOR: "openai" }],
    ["LLM_ROUTE_TUTOR names anthropic:claude-sonnet-5, but ANTHROPIC_API_KEY", { LLM_ROUTE_TUTOR: "anthropic:claude-sonnet-5" }],
    ["LLM_ROUTE names vllm:qwen, but VLLM_BASE_URL", { LLM_ROUTE: "vllm:qwen" }],
    ["LLM_ROUTE names openai-compatible:m, but LLM_BASE_URL", { LLM_ROUTE: "custom:m" }],
    ["LLM_ROUTE_TUTER is no setting", { LLM_ROUTE_TUTER: "embedded" }],
    ["VLLM_API_KEY is set but VLLM_BASE_URL is not", { VLLM_API_KEY: "sk-secret" }],
    ["OLLAMA_BASE_URL must be", { OLLAMA_BASE_URL: "localhost:11434" }],
    ["OPENAI_API_KEY holds characters", { OPENAI_API_KEY: "“sk-secret”" }],
    ["LLM_API_KEY holds characters", { ...server, LLM_API_KEY: "sk-secret\nsk-secret" }],
    ["OPENAI_API_KEY must be text", { OPENAI_API_KEY: 7 }],
    ["LLM_HEDGE must be", { LLM_HEDGE: "yes" }],
    ["KEY_ENCRYPTION_KEY must be 32 random bytes", { KEY_ENCRYPTION_KEY: "sk-secret" }],
    ["KEY_ENCRYPTION_KEY_PREVIOUS is set but", { KEY_ENCRYPTION_KEY_PREVIOUS: btoa("0123456789abcdef0123456789abcdef") }],
    ["OWN_HOSTS must be", { OWN_HOSTS: "https://learn.school.org" }],
  ])("are refused with a sentence: %s", (sentence, vars) => {
    expect(problemsOf(vars)).toContain(sentence);
    expect(problemsOf(vars)).not.toContain("secret");
    expect(problemsOf(vars)).not.toMatch(/undefined|null/);
  });

  it("are all in the documentation for operators, and none is named twice", () => {
    const page = readFileSync(fileURLToPath(new URL("../../docs/providers.md", import.meta.url)), "utf8");
    const names = listLlmSettings().map(({ name }) => name);
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
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
