import { Hono } from "hono";
import { describe, expect, it, vi } from "vitest";
import type { Profile } from "../../src/identity/identity.config.ts";
import { type IdentityEnv, identify } from "../../src/identity/identity.middleware.ts";
import type { LearnerRegistry } from "../../src/identity/identity.repository.ts";
import { createIdentityRoutes, ensureLearner } from "../../src/identity/identity.routes.ts";
import { problemResponse } from "../../src/identity/problem-response.ts";
import { createTokens } from "../../src/identity/tokens.adapter.ts";
import { learnerBodySchema } from "../../src/protocol/http.schema.ts";
import type { Logger } from "../../src/shared/logger.ts";
import { systemRandom } from "../../src/shared/system-random.adapter.ts";

const ORIGIN = "https://cairn.example";
const clock = { now: () => Date.parse("2026-11-20T12:00:00Z") };
const tokens = createTokens({ secret: new TextEncoder().encode("a-secret-for-tests-that-is-long-enough"), clock, random: systemRandom });
const { token: ada } = await tokens.signLearner({ learner_id: "lrn_ada", tenant_id: "ten_public" });

/** The identity room behind one route of each kind. */
function makeApp({ profile = "production" as Profile, addLearner = vi.fn<LearnerRegistry["addLearner"]>(async () => {}) } = {}) {
  const logger = { info: vi.fn<Logger["info"]>(), warn: vi.fn<Logger["warn"]>(), error: vi.fn<Logger["error"]>() };
  const deps = { config: { profile }, clock, random: systemRandom, logger, tokens, learners: { addLearner } };
  const app = new Hono<IdentityEnv>()
    .use(identify(deps))
    .route("/", createIdentityRoutes(deps))
    .get("/who", (c) => c.json({ principal: c.var.principal, credential: c.var.credential }))
    .post("/v1/sessions", async (c) => {
      const learner = await ensureLearner(c, deps);
      return learner.ok ? c.json({ learner_id: learner.value.learner_id }, 201) : problemResponse(learner.error);
    });
  const send = (path: string, headers: Record<string, string> = {}, method = "GET") => app.request(`${ORIGIN}${path}`, { method, headers });
  return { send, addLearner, logger };
}

const nobody = { principal: null, credential: null };
const adaBy = (credential: "bearer" | "cookie") => ({ principal: { learner_id: "lrn_ada", tenant_id: "ten_public" }, credential });

describe("who is asking", () => {
  it("is nobody when nothing is said", async () => {
    expect(await (await makeApp().send("/who")).json()).toEqual(nobody);
  });

  it("is the learner of the bearer token", async () => {
    expect(await (await makeApp().send("/who", { authorization: `Bearer ${ada}` })).json()).toEqual(adaBy("bearer"));
  });

  it("is the learner of the cookie, which has a host-only name in production", async () => {
    expect(await (await makeApp().send("/who", { cookie: `__Host-cairn=${ada}` })).json()).toEqual(adaBy("cookie"));
    expect(await (await makeApp().send("/who", { cookie: `cairn=${ada}` })).json()).toEqual(nobody);
    expect(await (await makeApp({ profile: "local" }).send("/who", { cookie: `cairn=${ada}` })).json()).toEqual(adaBy("cookie"));
  });

  it("is nobody when the cookie is bad: an old cookie must not lock a learner out", async () => {
    for (const cookie of ["nonsense", `${ada}x`, "x".repeat(6_000)])
      expect(await (await makeApp().send("/who", { cookie: `__Host-cairn=${cookie}` })).json()).toEqual(nobody);
  });

  it.each([
    ["a forged token", `Bearer ${ada}x`],
    ["a huge token", `Bearer ${"x".repeat(6_000)}`],
    ["no token", "Bearer"],
    ["another scheme", "Basic YWRhOmFkYQ=="],
  ])("is refused with the same words for %s", async (_what, authorization) => {
    const answer = await makeApp().send("/who", { authorization });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    expect(await answer.json()).toEqual(await (await makeApp().send("/who", { authorization: "Bearer bad" })).json());
  });

  it("is refused for a bad token even when a good cookie comes with it", async () => {
    expect((await makeApp().send("/who", { authorization: "Bearer bad", cookie: `__Host-cairn=${ada}` })).status).toBe(401);
  });
});

describe("another site that makes a learner's browser act", () => {
  const cookie = `__Host-cairn=${ada}`;

  it.each<[string, Record<string, string>]>([
    ["from another origin", { origin: "https://evil.example" }],
    ["from a sandboxed frame", { origin: "null" }],
    ["from a sister subdomain", { origin: "https://blog.cairn.example", "sec-fetch-site": "same-site" }],
    ["over http", { origin: "http://cairn.example" }],
    ["with no origin", {}],
  ])("is refused %s, for writes and for sockets", async (_how, headers) => {
    const write = await makeApp().send("/v1/sessions", { cookie, ...headers }, "POST");
    expect(write.status).toBe(403);
    expect(await write.json()).toMatchObject({ code: "forbidden_origin", retryable: false });
    expect((await makeApp().send("/who", { cookie, ...headers, upgrade: "websocket" })).status).toBe(403);
  });

  it("does not stop our own pages, which name their origin or are vouched for by the browser", async () => {
    for (const own of [{ origin: ORIGIN }, { "sec-fetch-site": "same-origin" }])
      expect((await makeApp().send("/v1/sessions", { cookie, ...own }, "POST")).status).toBe(201);
    expect((await makeApp().send("/who", { cookie, origin: ORIGIN, upgrade: "websocket" })).status).toBe(200);
  });

  it("does not concern API clients: a bearer token is never sent by a browser on its own", async () => {
    expect((await makeApp().send("/v1/sessions", { authorization: `Bearer ${ada}`, origin: "https://other.example" }, "POST")).status).toBe(
      201,
    );
  });
});

describe("POST /v1/learners", () => {
  it("gives an API client a new learner and a token that works", async () => {
    const { send, addLearner } = makeApp();
    const answer = await send("/v1/learners", {}, "POST");
    expect(answer.status).toBe(201);
    expect(answer.headers.get("set-cookie")).toBeNull();
    const body = learnerBodySchema.parse(await answer.json());
    expect(await (await send("/who", { authorization: `Bearer ${body.token}` })).json()).toMatchObject({
      principal: { learner_id: body.learner_id },
    });
    expect(addLearner).toHaveBeenCalledExactlyOnceWith(
      { learner_id: body.learner_id, tenant_id: "ten_public" },
      "2026-11-20T12:00:00.000Z",
    );
  });

  it("lets people learn while the registry is down, and says so in the log without the reason's text", async () => {
    const { send, logger } = makeApp({ addLearner: vi.fn(async () => Promise.reject(new Error("D1_ERROR: database is locked"))) });
    expect((await send("/v1/learners", {}, "POST")).status).toBe(201);
    expect(logger.error).toHaveBeenCalledExactlyOnceWith("learner_not_recorded", { learner_id: expect.stringMatching(/^lrn_/) });
  });
});

describe("a first visit", () => {
  it("from our own page makes a learner and keeps them in a cookie that scripts and other sites cannot use", async () => {
    const { send } = makeApp();
    const answer = await send("/v1/sessions", { origin: ORIGIN }, "POST");
    expect(answer.status).toBe(201);
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^__Host-cairn=[^;]+; Max-Age=15552000; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const { learner_id } = (await answer.json()) as { learner_id: string };
    expect(await (await send("/who", { cookie: cookie.split(";")[0] ?? "" })).json()).toMatchObject({ principal: { learner_id } });
  });

  it("over local http keeps them in a cookie that http allows", async () => {
    const answer = await makeApp({ profile: "local" }).send("/v1/sessions", { "sec-fetch-site": "same-origin" }, "POST");
    expect(answer.headers.get("set-cookie")).toMatch(/^cairn=[^;]+; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it("with a spoiled cookie is a first visit again", async () => {
    const answer = await makeApp().send("/v1/sessions", { origin: ORIGIN, cookie: "__Host-cairn=spoiled" }, "POST");
    expect(answer.status).toBe(201);
    expect(answer.headers.get("set-cookie")).toContain("__Host-cairn=ey");
  });

  it("from anywhere else is told to get a token, and makes nobody", async () => {
    const { send, addLearner } = makeApp();
    for (const headers of [{}, { origin: "https://evil.example" }]) {
      const answer = await send("/v1/sessions", headers, "POST");
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ code: "unauthenticated" });
    }
    expect(addLearner).not.toHaveBeenCalled();
  });

  it("is no first visit for a learner we know: same learner, renewed cookie, nobody new", async () => {
    const { send, addLearner } = makeApp();
    const answer = await send("/v1/sessions", { origin: ORIGIN, cookie: `__Host-cairn=${ada}` }, "POST");
    expect(await answer.json()).toEqual({ learner_id: "lrn_ada" });
    expect(answer.headers.get("set-cookie")).toContain("__Host-cairn=");
    expect(addLearner).not.toHaveBeenCalled();
  });
});
