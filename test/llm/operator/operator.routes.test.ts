import { describe, expect, it } from "vitest";
import { createFailedAttempts } from "../../../src/identity/operator-attempts.ts";
import { createOperatorSessions } from "../../../src/identity/operator-sessions.adapter.ts";
import { createOperatorRoutes } from "../../../src/llm/operator/operator.routes.ts";
import {
  apiKeysBodySchema,
  budgetsBodySchema,
  callsBodySchema,
  createdApiKeySchema,
  overviewBodySchema,
  providerKeysBodySchema,
  routesBodySchema,
  tenantsBodySchema,
} from "../../../src/protocol/operator.schema.ts";
import { CALL, DESK_NOW, emptyDesks, NO_FIGURES, NO_LATENCY, operatorDesks } from "../../support/operator-desks.ts";

const TOKEN = "an-operator-token-that-is-long-enough";
const encode = (text: string) => new TextEncoder().encode(text);
const clock = { now: () => DESK_NOW };
const operators = createOperatorSessions({ secret: encode("a-secret-for-tests-that-is-long-enough"), token: encode(TOKEN), clock });

function open() {
  const state = emptyDesks();
  const app = createOperatorRoutes({
    config: { profile: "local" },
    operators,
    attempts: createFailedAttempts(clock),
    ...operatorDesks(state),
  });
  const send = (method: string, path: string, body?: unknown) =>
    app.request(`/v1/operator${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}` },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  return { state, send, get: async (path: string): Promise<unknown> => (await send("GET", path)).json() };
}

const budget = { scope: "learner", scope_id: "*", period: "day", cap_nanousd: 250_000_000, cap_tokens: null };

describe("an operator's programs", () => {
  it("read everything in the shapes that the protocol names", async () => {
    const { state, get, send } = open();
    state.calls = [CALL];
    await send("PUT", "/budgets", budget);
    await send("PUT", "/keys/openai", { key: "sk-0123456789" });
    await send("PUT", "/routes/tutor", { entries: ["openai:gpt-4.1-mini"] });
    const made = createdApiKeySchema.parse(await (await send("POST", "/api-keys", { label: " Importer " })).json());
    expect(made.api_key.label).toBe("Importer");

    const overview = overviewBodySchema.parse(await get("/overview?range=week"));
    expect([overview.range, overview.from, overview.to]).toEqual(["week", "2026-11-17T18:00:00.000Z", "2026-11-24T18:00:00.000Z"]);
    expect(overview.budgets).toHaveLength(1);
    expect(callsBodySchema.parse(await get("/calls")).calls).toEqual([CALL]);
    expect(budgetsBodySchema.parse(await get("/budgets")).budgets).toMatchObject([budget]);
    expect(routesBodySchema.parse(await get("/routes")).routes).toHaveLength(4);
    expect(await get("/routes/tutor")).toMatchObject({ agent: "tutor", source: "tenant" });
    expect(providerKeysBodySchema.parse(await get("/keys")).keys).toMatchObject([{ provider: "openai", last_four: "6789" }]);
    expect(apiKeysBodySchema.parse(await get("/api-keys")).api_keys).toHaveLength(1);
    expect(tenantsBodySchema.parse(await get("/tenants")).tenants).toHaveLength(1);
    expect(await (await send("POST", "/cache/purge")).json()).toEqual({ entries: 3 });
  });

  it("never get a key back, only its end", async () => {
    const { send, get } = open();
    const answer = await send("PUT", "/keys/openai", { key: "sk-very-secret-0123" });
    expect(await answer.text()).not.toContain("very-secret");
    expect(JSON.stringify(await get("/keys"))).not.toContain("very-secret");
  });

  it("take back what was set", async () => {
    const { send, get } = open();
    await send("PUT", "/budgets", budget);
    expect((await send("DELETE", "/budgets?scope=learner&scope_id=*&period=day")).status).toBe(204);
    expect(await get("/budgets")).toEqual({ budgets: [] });
    await send("PUT", "/keys/openai", { key: "sk-0123456789" });
    expect((await send("DELETE", "/keys/openai")).status).toBe(204);
    expect(await get("/keys")).toMatchObject({ keys: [] });
    await send("PUT", "/routes/tutor", { entries: ["openai:gpt-4.1-mini"] });
    expect((await send("DELETE", "/routes/tutor")).status).toBe(204);
    expect(await get("/routes/tutor")).toMatchObject({ source: "deployment" });
    await send("POST", "/api-keys", { label: "x" });
    expect((await send("DELETE", "/api-keys/key_0")).status).toBe(204);
    expect(await get("/api-keys")).toMatchObject({ api_keys: [{ revoked_at: CALL.at }] });
  });

  it("speak of the tenant that they name, and of no other", async () => {
    const { send, state } = open();
    await send("PUT", "/tenants/ten_a", { name: "A school" });
    await send("POST", "/api-keys?tenant=ten_a", { label: "a" });
    await send("POST", "/api-keys?tenant=ten_a", { label: "b" });
    for (const [method, path, body] of [
      ["GET", "/overview?tenant=ten_a"],
      ["GET", "/calls?tenant=ten_a"],
      ["POST", "/cache/purge?tenant=ten_a"],
      ["PUT", "/budgets?tenant=ten_a", budget],
      ["DELETE", "/budgets?tenant=ten_a&scope=tenant&period=day"],
      ["PUT", "/routes/tutor?tenant=ten_a", { entries: [] }],
      ["DELETE", "/routes/tutor?tenant=ten_a"],
      ["PUT", "/keys/openai?tenant=ten_a", { key: "sk-0123456789" }],
      ["DELETE", "/keys/openai?tenant=ten_a"],
      ["POST", "/api-keys?tenant=ten_a", { label: "x" }],
      ["DELETE", "/api-keys/key_1?tenant=ten_a"],
      ["DELETE", "/api-keys/key_1?tenant=ten_a"],
    ] as const)
      expect((await send(method, path, body)).status).toBeLessThan(300);
    expect(new Set(state.asked.map((asked) => asked.split(" ")[1]))).toEqual(new Set(["ten_a"]));
  });

  it("enter a tenant and name it anew, and are told where none is", async () => {
    const { send, get, state } = open();
    for (const [method, path, body] of [
      ["GET", "/overview?tenant=ten_a"],
      ["PUT", "/budgets?tenant=ten_a", budget],
      ["POST", "/api-keys?tenant=ten_a", { label: "x" }],
      ["POST", "/cache/purge?tenant=ten_a"],
    ] as const) {
      const answer = await send(method, path, body);
      expect([path, answer.status, await answer.json()]).toMatchObject([path, 404, { code: "tenant_not_found" }]);
    }
    expect(state.asked).toEqual([]);
    expect(await (await send("PUT", "/tenants/ten_a", { name: " A school " })).json()).toEqual({ tenant_id: "ten_a", name: "A school" });
    await send("PUT", "/tenants/ten_a", { name: "Another school" });
    expect(tenantsBodySchema.parse(await get("/tenants")).tenants).toContainEqual({ tenant_id: "ten_a", name: "Another school" });
    expect((await send("GET", "/overview?tenant=ten_a")).status).toBe(200);
    for (const [id, body, field] of [
      ["school", { name: "A school" }, "tenant_id"],
      ["ten_a", {}, "name"],
    ] as const)
      expect(await (await send("PUT", `/tenants/${id}`, body)).json()).toMatchObject({ code: "invalid_request", fields: [{ field }] });
  });

  it("are told that a key which they end is none of the tenant's", async () => {
    const answer = await open().send("DELETE", "/api-keys/key_nobodys");
    expect([answer.status, await answer.json()]).toMatchObject([404, { code: "api_key_not_found" }]);
  });

  it.each([
    ["a cap of nothing", "PUT", "/budgets", { ...budget, cap_nanousd: null }, "cap_nanousd"],
    ["less than no money", "PUT", "/budgets", { ...budget, cap_nanousd: -1 }, "cap_nanousd"],
    ["parts of a nano-dollar", "PUT", "/budgets", { ...budget, cap_nanousd: 0.5 }, "cap_nanousd"],
    ["a learner without an id", "PUT", "/budgets", { ...budget, scope_id: "" }, "scope_id"],
    ["an id for the whole tenant", "PUT", "/budgets", { ...budget, scope: "tenant" }, "scope_id"],
    ["a course where a lesson's id is wanted", "PUT", "/budgets", { ...budget, scope: "course", scope_id: "crs_a" }, "scope_id"],
    ["a learner that is none", "PUT", "/budgets", { ...budget, scope: "learner", scope_id: "Ada L." }, "scope_id"],
    ["a misspelt name in the query", "DELETE", "/budgets?scope=tenant&period=day&tennant=ten_a", undefined, "tennant"],
    ["a tenant given twice", "GET", "/calls?tenant=ten_public&tenant=ten_b", undefined, "tenant"],
    ["another period", "PUT", "/budgets", { ...budget, period: "year" }, "period"],
    ["a field that nobody knows", "PUT", "/budgets", { ...budget, cap_usd: 3 }, "cap_usd"],
    ["a provider that nobody knows", "PUT", "/routes/tutor", { entries: ["openai:gpt-4.1-mini", "nobody:x"] }, "entries.1"],
    ["nine models", "PUT", "/routes/tutor", { entries: Array.from({ length: 9 }, () => "openai:x") }, "entries"],
    ["a short key", "PUT", "/keys/openai", { key: "sk" }, "key"],
    ["a key sent in the clear", "PUT", "/keys/openai", { key: "sk-0123456789", base_url: "http://example.com/v1" }, "base_url"],
    ["a private address", "PUT", "/keys/openai", { key: "sk-0123456789", base_url: "https://169.254.169.254/" }, "base_url"],
    ["a key for nothing", "POST", "/api-keys", { label: " " }, "label"],
    ["another range", "GET", "/overview?range=year", undefined, "range"],
    ["a tenant that is none", "GET", "/calls?tenant=lrn_a", undefined, "tenant"],
    ["too many calls at once", "GET", "/calls?limit=1000", undefined, "limit"],
  ])("are told which field is wrong: %s", async (_what, method, path, body, field) => {
    const { send, state } = open();
    const before = structuredClone(state.budgets);
    const answer = await send(method, path, body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "invalid_request", fields: [{ field, message: expect.stringMatching(/\w/) }] });
    expect(state.budgets).toEqual(before);
  });

  it("are told what a tenant's id looks like, not only that theirs is none", async () => {
    const { send } = open();
    expect(await (await send("GET", "/calls?tenant=lrn_a")).json()).toMatchObject({ detail: expect.stringContaining("ten_") });
  });

  it("are told of a cursor that no page has given, instead of an end of the list", async () => {
    const { send } = open();
    for (const cursor of ["zzz", "2026-11-28T10:00:00.000Z~", "~cal_a"]) {
      const answer = await send("GET", `/calls?cursor=${encodeURIComponent(cursor)}`);
      expect([answer.status, await answer.json()]).toMatchObject([400, { fields: [{ field: "cursor" }] }]);
    }
    expect((await send("GET", "/calls?cursor=2026-11-28T10%3A00%3A00.000Z~cal_0a1B-x")).status).toBe(200);
  });

  it("are told that a body is no JSON, and that an agent is unknown", async () => {
    const { send } = open();
    expect(await (await send("PUT", "/budgets", "{")).json()).toMatchObject({ code: "invalid_json" });
    expect(await (await send("GET", "/routes/nobody")).json()).toMatchObject({ code: "not_found" });
  });
});

describe("the calls as a file", () => {
  const csv = async (calls: (typeof CALL)[], range = "day") => {
    const { send, state } = open();
    state.calls = calls;
    const answer = await send("GET", `/calls.csv?range=${range}`);
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="calls-ten_public-${range}.csv"`);
    return (await answer.text()).split("\r\n");
  };

  it("has one line a call under its columns, and nothing for what is not known", async () => {
    const [head, line, end] = await csv([CALL]);
    expect(head).toMatch(/^at,call_id,agent,purpose,route,.*,prompt_hash$/);
    expect(line).toBe(
      "2026-11-24T12:30:00.000Z,cal_1,tutor,turn,openai:gpt-4.1-mini,operator,ok,none,,les_raft-etcd,lrn_ada,ses_1,ses_1:5,1900,210,0,0,false,1096000,0,310,1840,",
    );
    expect(end).toBe("");
  });

  it("goes over as many pages as there are, and ends where the range does", async () => {
    const calls = Array.from({ length: 450 }, (_, index) => ({ ...CALL, call_id: `cal_${index}` }));
    expect(await csv(calls)).toHaveLength(452);
    const old = { ...CALL, call_id: "cal_old", at: "2026-11-23T12:00:00.000Z" };
    expect(await csv([CALL, old])).toHaveLength(3);
    expect(await csv([CALL, old], "week")).toHaveLength(4);
  });

  it("is never a formula to a spreadsheet, and quotes what would break a line", async () => {
    const [, line] = await csv([{ ...CALL, agent: '=cmd|"x"', route: "a,b" }]);
    expect(line).toContain(`"'=cmd|""x""",turn,"a,b",`);
  });
});

describe("what 1,000 turns cost", () => {
  const row = (name: string, calls: number) => ({
    ...NO_FIGURES,
    ...NO_LATENCY,
    name,
    calls,
    input_tokens: calls * 1_000,
    output_tokens: calls * 100,
  });
  const agents = ["evaluator", "tutor", "reviewer", "path_generator"];

  async function estimate(calls: number, routes: readonly string[] = agents) {
    const { state, get, send } = open();
    state.by_agent = calls === 0 ? [] : agents.map((name) => row(name, calls));
    for (const agent of routes) await send("PUT", `/routes/${agent}`, { entries: ["openai:gpt-4.1-mini", "anthropic:claude-haiku-4-5"] });
    return overviewBodySchema.parse(await get("/overview")).estimate;
  }

  it("is nothing where no model is asked", async () => {
    expect(await estimate(0, [])).toMatchObject({ nanousd_per_1000_turns: 0, basis: "assumed" });
  });

  it("goes by the tenant's own calls once there are enough, at the price of the first model of each route", async () => {
    const { nanousd_per_1000_turns, basis, agents: parts } = await estimate(20);
    // 1,000 tokens at 400 and 100 at 1,600 nano-dollars are 560,000 a call; three calls a turn and a twelfth.
    expect([basis, nanousd_per_1000_turns]).toEqual(["measured", 560_000_000 * 3 + Math.round(560_000_000 / 12)]);
    expect(parts.map(({ nanousd_per_1000_turns: part }) => part)).toEqual([560_000_000, 560_000_000, 560_000_000, 46_666_667]);
  });

  it("says that it is a guess before that, and leaves out agents that ask nobody", async () => {
    const guess = await estimate(1);
    expect(guess.basis).toBe("assumed");
    expect(guess.nanousd_per_1000_turns).toBeGreaterThan(0);
    const one = await estimate(1, ["tutor"]);
    expect(one.agents.map(({ agent, route }) => [agent, route])).toEqual(
      agents.map((agent) => [agent, agent === "tutor" ? "openai:gpt-4.1-mini" : null]),
    );
    expect(one.nanousd_per_1000_turns).toBeLessThan(guess.nanousd_per_1000_turns);
  });
});
