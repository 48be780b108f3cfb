import { describe, expect, it } from "vitest";
import { ROUTED_AGENTS } from "../../../src/agents/roster.agent.ts";
import { PESSIMISTIC_PRICE } from "../../../src/llm/providers/model-facts.ts";
import { createRouteDesk } from "../../../src/llm/routes/route-desk.usecase.ts";
import type { StoredRoute } from "../../../src/llm/routes/tenant-settings.port.ts";
import { ok } from "../../../src/shared/result.ts";
import { createTestClock } from "../../support/clock.ts";
import { memoryKeys } from "../keys/memory-keys.ts";
import { openRoutes } from "./open-routes.ts";

const VARS = { OPENAI_API_KEY: "sk-operator", LLM_ROUTE: "openai:gpt-4.1-mini", LLM_ROUTE_TUTOR: "openai:gpt-4.1" };

function openDesk(
  vars: Record<string, string> = VARS,
  options = { hasWorkersAi: false },
  agents: readonly string[] = ["evaluator", "tutor"],
) {
  const { config, access } = openRoutes(vars, options);
  const keys = memoryKeys();
  let rows: (StoredRoute & { tenant_id: string })[] = [];
  const without = (tenantId: string, agent: string) => rows.filter((row) => row.tenant_id !== tenantId || row.agent !== agent);
  const desk = createRouteDesk({
    stored: {
      list: async (tenantId) => rows.filter((row) => row.tenant_id === tenantId),
      async put(tenantId, route) {
        rows = [...without(tenantId, route.agent), { tenant_id: tenantId, ...route }];
      },
      async remove(tenantId, agent) {
        rows = without(tenantId, agent);
      },
    },
    keys,
    routes: config.routes,
    access,
    agents,
    clock: createTestClock(),
  });
  const bring = (provider: string) =>
    keys.put("ten_ada", {
      provider,
      base_url: null,
      key_version: "1",
      sealed: "",
      last_four: "wxyz",
      created_at: "2026-11-20T00:00:00.000Z",
    });
  const shown = async () =>
    (await desk.list("ten_ada")).routes.map(
      ({ agent, source, entries }) => `${agent}: ${entries.map(({ route }) => route).join(", ") || "embedded"} (${source})`,
    );
  return { desk, bring, shown };
}

describe("an operator who routes the agents of a tenant", () => {
  it("routes each agent that asks models, also those that read documents, and no other name", async () => {
    const { desk, shown } = openDesk({ ...VARS, LLM_ROUTE_SOLVER: "openai:gpt-4.1" }, { hasWorkersAi: false }, ROUTED_AGENTS);
    expect(await shown()).toEqual(
      expect.arrayContaining(["author: openai:gpt-4.1-mini (deployment)", "solver: openai:gpt-4.1 (deployment)"]),
    );
    for (const agent of ["author", "solver", "answerer"])
      expect(await desk.put("ten_ada", agent, ["openai:gpt-4.1-nano"])).toEqual(ok(null));
    expect(await shown()).toEqual(
      expect.arrayContaining([
        "author: openai:gpt-4.1-nano (tenant)",
        "solver: openai:gpt-4.1-nano (tenant)",
        "answerer: openai:gpt-4.1-nano (tenant)",
        "tutor: openai:gpt-4.1 (deployment)",
      ]),
    );
    expect(await desk.put("ten_ada", "writer", ["openai:gpt-4.1"])).toMatchObject({ ok: false });
  });

  it("sees what is in force and who set it, and takes back what was set", async () => {
    const { desk, shown } = openDesk();
    const before = [
      "evaluator: openai:gpt-4.1-mini (deployment)",
      "tutor: openai:gpt-4.1 (deployment)",
      "default: openai:gpt-4.1-mini (deployment)",
    ];
    expect(await shown()).toEqual(before);
    expect(await desk.put("ten_ada", "default", ["openai:gpt-4.1-nano", "embedded"])).toEqual(ok(null));
    expect(await desk.put("ten_ada", "tutor", [])).toEqual(ok(null));
    expect(await shown()).toEqual([
      "evaluator: openai:gpt-4.1-nano (tenant_default)",
      "tutor: embedded (tenant)",
      "default: openai:gpt-4.1-nano (tenant_default)",
    ]);
    await desk.remove("ten_ada", "default");
    await desk.remove("ten_ada", "tutor");
    expect(await shown()).toEqual(before);
  });

  it("is told what is wrong with each entry by its place, and nothing is stored", async () => {
    const { desk, shown } = openDesk();
    const put = await desk.put("ten_ada", "tutor", ["openai:gpt-4.1", "groq:llama-3.1-8b-instant", "workers-ai:@cf/meta/llama"]);
    expect(put.ok ? [] : put.error).toEqual([
      { field: "entries.1", message: "Nobody has access to Groq: store a key for this tenant, or set GROQ_API_KEY." },
      { field: "entries.2", message: "Workers AI is not bound here: it needs a deployment with an account." },
    ]);
    const unknown = await desk.put("ten_ada", "tutor", ["nobody:m", "openai:"]);
    expect(unknown.ok ? [] : unknown.error.map(({ field }) => field)).toEqual(["entries.0", "entries.1"]);
    const stranger = await desk.put("ten_ada", "tuter", ["openai:gpt-4.1"]);
    expect(stranger.ok ? [] : stranger.error.map(({ field }) => field)).toEqual(["agent"]);
    expect((await shown())[1]).toBe("tutor: openai:gpt-4.1 (deployment)");
  });

  it("may name a provider as soon as the tenant has a key for it", async () => {
    const { desk, bring } = openDesk();
    await bring("groq");
    expect(await desk.put("ten_ada", "tutor", ["groq:llama-3.1-8b-instant"])).toEqual(ok(null));
    expect((await desk.put("ten_eve", "tutor", ["groq:llama-3.1-8b-instant"])).ok).toBe(false);
  });

  it("sees prices as they are listed, or none, while budgets go by a guess", async () => {
    const { desk } = openDesk();
    await desk.put("ten_ada", "tutor", ["openai:gpt-4.1-nano", "openai:brand-new"]);
    const tutor = (await desk.list("ten_ada")).routes.find(({ agent }) => agent === "tutor");
    expect(tutor?.entries).toEqual([
      { route: "openai:gpt-4.1-nano", price: { input_nanousd: 100, output_nanousd: 400 } },
      { route: "openai:brand-new", price: null },
    ]);
    expect(desk.priceOf("openai:brand-new")).toEqual(PESSIMISTIC_PRICE);
    expect(desk.priceOf("nonsense")).toEqual(PESSIMISTIC_PRICE);
    expect(desk.priceOf("ollama:qwen3:8b")).toMatchObject({ input_nanousd: 0, output_nanousd: 0 });
  });

  it("sees the price of the one server of the short way when its address is a known provider's", () => {
    const { desk } = openDesk({ LLM_BASE_URL: "https://api.openai.com/v1", LLM_API_KEY: "k", LLM_MODEL: "gpt-4.1-nano" });
    expect(desk.priceOf("openai-compatible:gpt-4.1-nano")).toMatchObject({ input_nanousd: 100, output_nanousd: 400 });
  });

  it("is offered every provider that takes a key, and Workers AI only where it is bound", async () => {
    const offered = async (hasWorkersAi: boolean) =>
      (await openDesk(VARS, { hasWorkersAi }).desk.list("ten_ada")).providers.map(({ id, takes_key }) => `${id} ${takes_key}`);
    expect(await offered(false)).not.toContain("workers-ai false");
    expect(await offered(true)).toContain("workers-ai false");
    expect(await offered(true)).toContain("groq true");
  });
});
