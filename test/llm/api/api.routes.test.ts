import { Hono } from "hono";
import { afterEach, describe, expect, it } from "vitest";
import { secureHeaders } from "../../../src/identity/headers.middleware.ts";
import { identify } from "../../../src/identity/identity.middleware.ts";
import type { ApiRoutesDeps } from "../../../src/llm/api/api.routes.ts";
import type { EmbeddingModel } from "../../../src/llm/embeddings/embedding-model.port.ts";
import type { Health, Observation } from "../../../src/llm/health/health.port.ts";
import { lasting, ModelError, transient } from "../../../src/llm/model-failure.ts";
import { createManualTimer } from "../../support/manual-timer.ts";
import { saying, scriptedModel } from "../door.ts";
import { API_KEY, type ApiStage, openApiStage, paidEntry, type StageOptions, TEXT_LENGTHS } from "./api-stage.ts";
import { createPurse } from "./purse.ts";

let stage: ApiStage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

const bearer = { authorization: `Bearer ${API_KEY}` };
const hello = { model: "cairn:default", messages: [{ role: "user", content: "hello" }] };

async function open(options: Partial<StageOptions> = {}) {
  stage = await openApiStage({ routes: { default: [scriptedModel("test:m", () => saying("Hi"))] }, ...options });
  const opened = stage;
  const post = async (path: string, body: object, init: RequestInit = {}) =>
    await opened.app.request(path, { method: "POST", headers: bearer, body: JSON.stringify(body), ...init });
  return { stage: opened, post, chat: (body: object = hello) => post("/v1/chat/completions", body) };
}

/** An embedding model of some provider's. */
function hosted(embed: EmbeddingModel["embed"]): Partial<ApiRoutesDeps> {
  return { resolveEmbeddings: () => ({ ...TEXT_LENGTHS, route: "openai:text-embedding-3-small", embed }) };
}

describe("the API beside the rest of the app", () => {
  it("knows its own keys where the app knows learners only, and stands in nobody's way", async () => {
    const { stage: opened } = await open();
    const tokens = { readLearner: async () => null };
    const app = new Hono()
      .use(secureHeaders())
      .route("/", opened.app)
      .use(identify({ config: { profile: "local" }, tokens }))
      .get("/v1/lessons", (c) => c.text("lessons"));
    const models = await app.request("/v1/models", { headers: bearer });
    expect([models.status, models.headers.get("x-content-type-options"), models.headers.get("cache-control")]).toEqual([
      200,
      "nosniff",
      "no-store",
    ]);
    expect((await app.request("/v1/lessons", { headers: bearer })).status).toBe(401);
    expect(await (await app.request("/v1/lessons")).text()).toBe("lessons");
    const page = await app.request("/v1/chat/completions", { headers: { cookie: "cairn=x" } });
    expect(page.status).toBe(401);
  });

  it("says what to send where, once it knows who asks", async () => {
    const { stage: opened } = await open();
    const response = await opened.app.request("/v1/chat/completions", { headers: bearer });
    expect(response.status).toBe(405);
    expect(await response.json()).toMatchObject({ error: { code: "method_not_allowed" } });
  });

  it("ends its own accidents, and tells the log alone", async () => {
    const { stage: opened, chat } = await open({
      deps: { api_key_lookup: { find: () => Promise.reject(new Error("D1 is down: SELECT")) } },
    });
    const response = await chat();
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ error: { type: "server_error", code: "internal" } });
    expect(text).not.toContain("D1");
    expect(opened.errors).toEqual(["request_failed Error: D1 is down: SELECT"]);
  });

  it("takes a body of up to a million bytes and no more", async () => {
    const { chat } = await open();
    const response = await chat({ ...hello, messages: [{ role: "user", content: "x".repeat(1_000_000) }] });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ error: { code: "too_large" } });
  });
});

describe("the breakers of a tenant", () => {
  it("keep its programs away from a resting model, and hear how the others did", async () => {
    const heard: [string, boolean][] = [];
    const health: Health = {
      admit: (route) => (route === "test:tired" ? "open" : "closed"),
      release() {},
      report: (route, { ok }: Observation) => void heard.push([route, ok]),
    };
    const tired = scriptedModel("test:tired", () => saying("Zzz"));
    const { stage: opened, chat } = await open({
      routes: { default: [tired, scriptedModel("test:awake", () => saying("Hi"))] },
      deps: { health: () => health },
    });
    const response = await chat();
    expect(response.headers.get("x-cairn-route")).toBe("test:awake");
    expect(tired.requests).toEqual([]);
    expect(heard).toEqual([["test:awake", true]]);
    expect(opened.purse.records.map(({ fallback_reason }) => fallback_reason)).toEqual(["resting"]);
  });
});

describe("an answer that everybody declines", () => {
  it("is an empty one that says so, after the others were asked", async () => {
    const declines = () => [{ type: "finish", reason: "refused" } as const];
    const [first, second] = [scriptedModel("test:a", declines), scriptedModel("test:b", declines)];
    const { chat } = await open({ routes: { default: [first, second] } });
    const body = await (await chat()).json();
    expect(body).toMatchObject({ model: "test:b", choices: [{ message: { content: "" }, finish_reason: "content_filter" }] });
    expect([first.requests.length, second.requests.length]).toEqual([1, 1]);
  });
});

describe("money", () => {
  it("is counted for failed requests too, and told with the answer", async () => {
    const usage = { input_tokens: 10, output_tokens: 5, cached_input_tokens: 4, reasoning_tokens: 2 };
    const routes = {
      default: [
        scriptedModel("test:dear", () => [
          { type: "usage", usage },
          { type: "finish", reason: "refused" },
        ]),
        scriptedModel("test:good", () => [{ type: "usage", usage }, ...saying("Hi")]),
      ],
    };
    const { stage: opened, chat } = await open({ routes });
    const response = await chat();
    expect(await response.json()).toMatchObject({
      usage: {
        prompt_tokens: 10,
        completion_tokens: 5,
        total_tokens: 15,
        prompt_tokens_details: { cached_tokens: 4 },
        completion_tokens_details: { reasoning_tokens: 2 },
      },
    });
    expect(response.headers.get("x-cairn-cost-nanousd")).toBe("40000");
    expect(opened.purse.spent()).toBe(40_000);
  });

  it("that is tight buys from the cheapest model of the route only", async () => {
    const [dear, cheap] = [scriptedModel("test:dear", () => saying("Well")), scriptedModel("test:cheap", () => saying("Hi"))];
    const route = [
      { ...paidEntry(dear), price: { input_nanousd: 9_000, cached_input_nanousd: 9_000, output_nanousd: 9_000 } },
      paidEntry(cheap),
    ];
    const purse = createPurse();
    const openAccount: ApiRoutesDeps["openAccount"] = (payer, keyId) => ({ ...purse.open(payer, keyId), tier: () => "tight" });
    const { chat } = await open({ deps: { route: () => route, openAccount } });
    expect((await chat()).headers.get("x-cairn-route")).toBe("test:cheap");
    expect(dear.requests).toEqual([]);
  });

  it("that turns out to be tight on the way buys from the cheapest model from there on", async () => {
    const failing = (): never => {
      throw new ModelError(lasting("unauthorized", "HTTP 401"));
    };
    const [first, dear] = [scriptedModel("test:first", failing), scriptedModel("test:dear", () => saying("Well"))];
    const cheap = scriptedModel("test:cheap", () => saying("Hi"));
    const price = { input_nanousd: 9_000, cached_input_nanousd: 9_000, output_nanousd: 9_000 };
    const route = [{ ...paidEntry(first), price }, { ...paidEntry(dear), price }, paidEntry(cheap)];
    const purse = createPurse();
    const openAccount: ApiRoutesDeps["openAccount"] = (payer, keyId) => ({
      ...purse.open(payer, keyId),
      tier: () => (purse.records.length > 0 ? "tight" : "full"),
    });
    const { chat } = await open({ deps: { route: () => route, openAccount } });
    expect((await chat()).headers.get("x-cairn-route")).toBe("test:cheap");
    expect(dear.requests).toEqual([]);
  });

  it("is settled when a program hangs up before its answer is whole", async () => {
    const asked = Promise.withResolvers<AbortSignal>();
    const silent = scriptedModel("test:silent", async function* ({ signal }) {
      yield { type: "text", text: "Once" };
      asked.resolve(signal);
      await new Promise(() => {});
    });
    const { stage: opened, post } = await open({ routes: { default: [silent, scriptedModel("test:next", () => saying("Hi"))] } });
    const hangUp = new AbortController();
    const answered = post("/v1/chat/completions", hello, { signal: hangUp.signal });
    const signal = await asked.promise;
    hangUp.abort();
    await answered;
    expect(signal.aborted).toBe(true);
    expect(opened.purse.records.map(({ route, outcome }) => [route, outcome])).toEqual([["test:silent", "cancelled"]]);
    expect([opened.purse.pending(), opened.purse.checkIns()]).toEqual([0, 1]);
  });

  it("never passes the cap by programs that ask all at once", async () => {
    const cap = 40_000;
    const { stage: opened, chat } = await open({ cap });
    const answers = await Promise.all(Array.from({ length: 50 }, () => chat({ ...hello, max_tokens: 5 })));
    const statuses = new Set(answers.map(({ status }) => status));
    expect(statuses).toEqual(new Set([200, 429]));
    expect(opened.purse.spent()).toBeLessThanOrEqual(cap);
    expect(opened.purse.pending()).toBe(0);
  });
});

describe("embeddings of a provider", () => {
  const ask = { model: "cairn:embeddings", input: ["a text", "another"] };

  it("are paid for and recorded", async () => {
    const { stage: opened, post } = await open({
      deps: hosted(async (texts) => ({ vectors: texts.map(() => [1, 0, 0]), input_tokens: 9 })),
    });
    const response = await post("/v1/embeddings", ask);
    expect(await response.json()).toMatchObject({ model: "openai:text-embedding-3-small", usage: { prompt_tokens: 9, total_tokens: 9 } });
    expect(opened.purse.records).toEqual([
      expect.objectContaining({ agent: "embeddings", purpose: "api", input_tokens: 9, cost_nanousd: 9_000, is_estimated: false }),
    ]);
    expect([opened.purse.pending(), opened.purse.checkIns()]).toEqual([0, 1]);
  });

  it("are not made over budget", async () => {
    const never = hosted(() => Promise.reject(new Error("was asked")));
    const { post } = await open({ cap: 10, deps: never });
    expect((await post("/v1/embeddings", ask)).status).toBe(429);
  });

  it("can be asked for again when the ledger is silent", async () => {
    const { stage: opened, post } = await open({ deps: hosted(async () => ({ vectors: [[1], [1]], input_tokens: 1 })) });
    opened.purse.ledger = "silent";
    const response = await post("/v1/embeddings", ask);
    expect([response.status, await response.json()]).toMatchObject([503, { error: { code: "budget_unavailable" } }]);
  });

  it.each([
    ["the provider fails", async () => await Promise.reject(new ModelError(lasting("unauthorized", "HTTP 401"))), "unauthorized"],
    ["it sends another number of vectors", async () => ({ vectors: [[1]], input_tokens: 1 }), "provider_error"],
  ])("cost nothing when %s, and the program is told in our words", async (_what, embed, outcome) => {
    const { stage: opened, post } = await open({ deps: hosted(embed) });
    const response = await post("/v1/embeddings", ask);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: { code: "no_model", message: expect.stringContaining(outcome) } });
    expect(opened.purse.records).toEqual([expect.objectContaining({ outcome, cost_nanousd: 0 })]);
    expect(opened.purse.pending()).toBe(0);
  });

  it("that never come are given up after half a minute, and settled", async () => {
    const timer = createManualTimer();
    const aborted: boolean[] = [];
    const hangs: EmbeddingModel["embed"] = (_texts, signal) =>
      new Promise(() => signal.addEventListener("abort", () => void aborted.push(true)));
    const { stage: opened, post } = await open({ deps: { ...hosted(hangs), timer, clock: timer } });
    const asked = post("/v1/embeddings", ask);
    await timer.armed();
    await timer.advance(30_000);
    expect((await asked).status).toBe(503);
    expect(aborted).toEqual([true]);
    expect(opened.purse.records).toEqual([expect.objectContaining({ outcome: "timeout" })]);
    expect(opened.purse.pending()).toBe(0);
  });
});

describe("a model that answers to nobody", () => {
  it("is asked once more, and given up after two minutes in all", async () => {
    const timer = createManualTimer();
    const slow = scriptedModel(
      "test:slow",
      async function* () {
        yield { type: "text", text: "" };
        await new Promise(() => {});
      },
      false,
    );
    const flaky = scriptedModel("test:flaky", () => {
      throw new ModelError(transient("provider_error", "HTTP 503"));
    });
    const { stage: opened, chat } = await open({ routes: { default: [flaky, slow] }, deps: { timer, clock: timer } });
    const asked = chat();
    await timer.armed();
    await timer.advance(121_000);
    const response = await asked;
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: { message: "No model could answer. What happened: provider_error, timeout." } });
    expect(flaky.requests).toHaveLength(2);
    expect(opened.purse.pending()).toBe(0);
  });
});
