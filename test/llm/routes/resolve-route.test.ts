import { describe, expect, it } from "vitest";
import { PESSIMISTIC_PRICE } from "../../../src/llm/providers/model-facts.ts";
import { ADA, EVE, openRoutes } from "./open-routes.ts";

const VARS = {
  OPENAI_API_KEY: "sk-operator",
  GROQ_API_KEY: "gsk-operator",
  LLM_ROUTE: "openai:gpt-4.1-mini, workers-ai:@cf/meta/llama-3.1-8b-instruct-fp8-fast, embedded",
  LLM_ROUTE_EVALUATOR: "groq:llama-3.1-8b-instant",
};

describe("which models an agent asks", () => {
  it("goes by the tenant's route for it, the tenant's for all, the deployment's for it, the deployment's for all", async () => {
    const { namesOf, registry, timer } = openRoutes(VARS);
    const anywhere = ["openai:gpt-4.1-mini (operator)", "workers-ai:@cf/meta/llama-3.1-8b-instruct-fp8-fast (operator)"];
    expect(await namesOf("tutor")).toEqual(anywhere);
    expect(await namesOf("evaluator")).toEqual(["groq:llama-3.1-8b-instant (operator)"]);

    registry.routes = [{ tenant_id: "ten_ada", agent: "default", entries: ["openai:gpt-4.1-nano"] }];
    await timer.advance(30_000);
    expect(await namesOf("evaluator")).toEqual(["openai:gpt-4.1-nano (operator)"]);
    expect(await namesOf("tutor")).toEqual(["openai:gpt-4.1-nano (operator)"]);

    registry.routes.push({ tenant_id: "ten_ada", agent: "tutor", entries: ["openai:gpt-4.1", "openai:gpt-4.1-mini"] });
    await timer.advance(30_000);
    expect(await namesOf("tutor")).toEqual(["openai:gpt-4.1 (operator)", "openai:gpt-4.1-mini (operator)"]);
    expect(await namesOf("evaluator")).toEqual(["openai:gpt-4.1-nano (operator)"]);
    expect(await namesOf("tutor", EVE)).toEqual(anywhere);
    expect(await namesOf("tutor", null)).toEqual(anywhere);
  });

  it("is the deployment's for the agents that read documents too, until the tenant sets another", async () => {
    const { namesOf, registry, timer } = openRoutes({ ...VARS, LLM_ROUTE_ANSWERER: "openai:gpt-4.1", LLM_ROUTE_AUTHOR: "embedded" });
    expect(await namesOf("answerer")).toEqual(["openai:gpt-4.1 (operator)"]);
    expect(await namesOf("author")).toEqual([]);
    expect(await namesOf("solver")).toEqual(await namesOf("tutor"));
    registry.routes = ["author", "solver", "answerer"].map((agent) => ({ tenant_id: "ten_ada", agent, entries: ["openai:gpt-4.1-nano"] }));
    await timer.advance(30_000);
    for (const agent of ["author", "solver", "answerer"]) expect(await namesOf(agent)).toEqual(["openai:gpt-4.1-nano (operator)"]);
    expect(await namesOf("author", EVE)).toEqual([]);
  });

  it("may be none at all: an empty route is the embedded tutor's", async () => {
    const { namesOf, registry } = openRoutes(VARS);
    registry.routes = [{ tenant_id: "ten_ada", agent: "tutor", entries: [] }];
    expect(await namesOf("tutor")).toEqual([]);
    expect(await openRoutes({ LLM_ROUTE: "embedded" }).namesOf("tutor")).toEqual([]);
  });

  it("is Workers AI with nothing set, and nobody where it is not bound", async () => {
    expect(await openRoutes({}).namesOf("tutor")).toEqual(["workers-ai:@cf/meta/llama-4-scout-17b-16e-instruct (operator)"]);
    expect(await openRoutes({}, { hasWorkersAi: false }).namesOf("tutor")).toEqual([]);
  });

  it("is the one server of the short way, for every agent", async () => {
    const vars = { LLM_BASE_URL: "http://localhost:8000/v1", LLM_API_KEY: "k", LLM_MODEL: "m" };
    const { namesOf, made } = openRoutes(vars);
    expect(await namesOf("evaluator")).toEqual(["openai-compatible:m (operator)"]);
    expect(await namesOf("tutor")).toEqual(["openai-compatible:m (operator)"]);
    expect(made).toEqual([{ route: "openai-compatible:m", owner: "operator", api_key: "k", base_url: "http://localhost:8000/v1" }]);
  });

  it("names each model with its list price, or a high guess, and how long an answer may be", async () => {
    const { route } = openRoutes({ ...VARS, LLM_ROUTE: "openai:gpt-4.1-mini,groq:brand-new" });
    const [known, unknown] = await route("tutor", ADA);
    expect(known).toMatchObject({
      price: { input_nanousd: 400, cached_input_nanousd: 100, output_nanousd: 1_600 },
      max_output_tokens: 32_768,
    });
    expect(unknown).toMatchObject({ price: PESSIMISTIC_PRICE, max_output_tokens: 4_096 });
  });

  it("leaves out what nobody can ask any more, and says so once without naming a key", async () => {
    const { namesOf, registry, logged, timer } = openRoutes(VARS);
    registry.routes = [
      { tenant_id: "ten_ada", agent: "tutor", entries: ["gone:m", "mistral:mistral-small", "openai:", "openai:gpt-4.1-mini"] },
    ];
    expect(await namesOf("tutor")).toEqual(["openai:gpt-4.1-mini (operator)"]);
    await timer.advance(30_000);
    expect(await namesOf("tutor")).toEqual(["openai:gpt-4.1-mini (operator)"]);
    expect(logged.map(({ event, fields }) => `${event} ${fields?.["route"]}`)).toEqual([
      "route_entry_left_out gone:m",
      "route_entry_left_out mistral:mistral-small",
      "route_entry_left_out openai:",
    ]);
    expect(JSON.stringify(logged)).not.toContain("sk-");
  });
});

describe("whose key is used", () => {
  it("is the tenant's for providers it brought one for, at its own address, and the operator's for the rest", async () => {
    const { namesOf, registry, made } = openRoutes({ ...VARS, LLM_ROUTE: "openai:gpt-4.1-mini,groq:llama-3.1-8b-instant" });
    registry.keys = [{ tenant_id: "ten_ada", provider: "openai", base_url: "https://eu.models.example.org/v1", key: "sk-tenant" }];
    expect(await namesOf("tutor")).toEqual(["openai:gpt-4.1-mini (tenant)", "groq:llama-3.1-8b-instant (operator)"]);
    expect(await namesOf("tutor", EVE)).toEqual(["openai:gpt-4.1-mini (operator)", "groq:llama-3.1-8b-instant (operator)"]);
    expect(made.map(({ owner, api_key, base_url }) => [owner, api_key, base_url])).toEqual([
      ["tenant", "sk-tenant", "https://eu.models.example.org/v1"],
      ["operator", "gsk-operator", null],
      ["operator", "sk-operator", null],
    ]);
  });

  it("opens providers that the operator has no key for", async () => {
    const { namesOf, registry } = openRoutes({});
    registry.keys = [{ tenant_id: "ten_ada", provider: "anthropic", base_url: null, key: "sk-ant" }];
    registry.routes = ["ten_ada", "ten_eve"].map((tenant_id) => ({ tenant_id, agent: "tutor", entries: ["anthropic:claude-haiku-4-5"] }));
    expect(await namesOf("tutor")).toEqual(["anthropic:claude-haiku-4-5 (tenant)"]);
    expect(await namesOf("tutor", EVE)).toEqual([]);
  });

  it("is nobody's when the tenant's does not open: its learners' words do not go out on another account", async () => {
    const { namesOf, registry, logged } = openRoutes(VARS);
    registry.keys = [{ tenant_id: "ten_ada", provider: "openai", base_url: null, key: null }];
    expect(await namesOf("tutor")).toEqual(["workers-ai:@cf/meta/llama-3.1-8b-instruct-fp8-fast (operator)"]);
    expect(logged.map(({ event }) => event)).toEqual(["provider_key_does_not_open", "route_entry_left_out"]);
  });
});

describe("looking up what a tenant set", () => {
  const own = { tenant_id: "ten_ada", agent: "tutor", entries: ["openai:gpt-4.1-nano"] };

  it("happens at most every 30 s, without a promise in between, and models are made once", async () => {
    const { route, registry, timer, lookups, made } = openRoutes(VARS);
    await route("tutor", ADA);
    registry.routes = [own];
    await timer.advance(29_999);
    expect(route("tutor", ADA)).toBeInstanceOf(Array);
    expect(lookups()).toBe(1);
    await timer.advance(1);
    expect((await route("tutor", ADA)).map(({ model }) => model.route)).toEqual(["openai:gpt-4.1-nano"]);
    expect(lookups()).toBe(2);
    expect(made).toHaveLength(3);
    await timer.advance(30_000);
    await route("tutor", ADA);
    expect(made).toHaveLength(3);
  });

  it("goes on with what was known last while the registry is down, and does not ask it at every call", async () => {
    const { namesOf, registry, timer, lookups, logged } = openRoutes(VARS);
    registry.routes = [own];
    await namesOf("tutor");
    registry.state = "down";
    registry.routes = [];
    for (let minute = 0; minute < 3; minute++) {
      await timer.advance(60_000);
      expect(await namesOf("tutor")).toEqual(["openai:gpt-4.1-nano (operator)"]);
      expect(await namesOf("tutor")).toEqual(["openai:gpt-4.1-nano (operator)"]);
    }
    expect(lookups()).toBe(4);
    expect(logged.map(({ event }) => event)).toEqual(Array.from({ length: 3 }, () => "tenant_settings_unavailable"));
    registry.state = "up";
    await timer.advance(30_000);
    expect(await namesOf("tutor")).toHaveLength(2);
  });

  it("asks no model for a tenant of whom nothing was ever known, and looks again after 2 s", async () => {
    const { namesOf, registry, timer, lookups } = openRoutes(VARS);
    registry.state = "down";
    expect(await namesOf("tutor")).toEqual([]);
    await timer.advance(1_999);
    expect(await namesOf("evaluator")).toEqual([]);
    expect(lookups()).toBe(1);
    registry.routes = [own];
    registry.state = "up";
    await timer.advance(1);
    expect(await namesOf("tutor")).toEqual(["openai:gpt-4.1-nano (operator)"]);
  });

  it("goes on with the deployment's route for a tenant of whom it is known that it set nothing", async () => {
    const { namesOf, registry, timer } = openRoutes(VARS);
    await namesOf("tutor");
    registry.state = "down";
    await timer.advance(60_000);
    expect(await namesOf("tutor")).toHaveLength(2);
  });

  it("keeps what one lookup found when another, begun earlier, fails later", async () => {
    const { namesOf, registry, timer } = openRoutes(VARS);
    registry.routes = [own];
    registry.state = "hanging";
    const failing = namesOf("tutor");
    registry.state = "up";
    expect(await namesOf("tutor")).toEqual(["openai:gpt-4.1-nano (operator)"]);
    await timer.advance(1_000);
    expect(await failing).toEqual(["openai:gpt-4.1-nano (operator)"]);
    expect(await namesOf("tutor")).toEqual(["openai:gpt-4.1-nano (operator)"]);
  });

  it("learns what comes too late for the call that asked", async () => {
    const { namesOf, registry, timer, lookups } = openRoutes(VARS);
    registry.routes = [own];
    registry.state = 1_500;
    const asking = namesOf("tutor");
    await timer.advance(1_000);
    expect(await asking).toEqual([]);
    await timer.advance(500);
    expect(await namesOf("tutor")).toEqual(["openai:gpt-4.1-nano (operator)"]);
    expect(lookups()).toBe(1);
  });

  it("happens again after the clock was set back, instead of when it has caught up", async () => {
    const { namesOf, registry, timer } = openRoutes(VARS);
    await namesOf("tutor");
    registry.routes = [own];
    await timer.advance(-3_600_000);
    expect(await namesOf("tutor")).toEqual(["openai:gpt-4.1-nano (operator)"]);
  });

  it("costs a turn a second at most when the registry hangs, once in 30 s", async () => {
    const { namesOf, registry, timer } = openRoutes(VARS);
    await namesOf("tutor");
    await timer.advance(30_000);
    registry.state = "hanging";
    const asking = namesOf("tutor");
    await timer.advance(1_000);
    expect(await asking).toHaveLength(2);
    expect(await namesOf("tutor")).toHaveLength(2);
    expect(timer.waiting()).toBe(0);
  });
});
