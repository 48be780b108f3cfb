import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { secureHeaders } from "../../src/identity/headers.middleware.ts";
import { readIdentityConfig } from "../../src/identity/identity.config.ts";
import { createFailedAttempts, MAX_FAILED_ATTEMPTS } from "../../src/identity/operator-attempts.ts";
import { createOperatorSessions } from "../../src/identity/operator-sessions.adapter.ts";
import { createTokens } from "../../src/identity/tokens.adapter.ts";
import { createOperatorRoutes } from "../../src/llm/operator/operator.routes.ts";
import { systemRandom } from "../../src/shared/system-random.adapter.ts";
import { emptyDesks, operatorDesks } from "../support/operator-desks.ts";

const ORIGIN = "https://cairn.example";
const TOKEN = "an-operator-token-that-is-long-enough";
const secret = new TextEncoder().encode("a-secret-for-tests-that-is-long-enough");

/** A deployment whose clock is in the test's hands. */
function deploy({ token = TOKEN as string | null, profile = "production" as "production" | "local", at = "2026-11-24T12:00:00Z" } = {}) {
  const clock = { at: Date.parse(at), now: () => clock.at };
  const state = emptyDesks();
  const operators = token === null ? null : createOperatorSessions({ secret, token: new TextEncoder().encode(token), clock });
  const routes = createOperatorRoutes({ config: { profile }, operators, attempts: createFailedAttempts(clock), ...operatorDesks(state) });
  const app = new Hono().use(secureHeaders()).route("/", routes);
  const send = (path: string, headers: Record<string, string> = {}, method = "GET", body?: unknown) =>
    app.request(`${ORIGIN}/v1/operator${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const signIn = async () => {
    const answer = await send("/login", { origin: ORIGIN }, "POST", { token: TOKEN });
    expect(answer.status).toBe(200);
    return answer.headers.get("set-cookie") ?? "";
  };
  return { send, signIn, clock, state };
}

const bearer = { authorization: `Bearer ${TOKEN}` };
const nameAndValue = (cookie: string) => cookie.split(";")[0] ?? "";

/** Every operator's route once, with a body that it would take. */
const ROUTES = (
  [
    ["GET", "/session"],
    ["GET", "/tenants"],
    ["GET", "/overview"],
    ["GET", "/calls"],
    ["GET", "/calls.csv"],
    ["POST", "/cache/purge"],
    ["GET", "/budgets"],
    ["PUT", "/budgets", { scope: "tenant", scope_id: "", period: "day", cap_nanousd: 1, cap_tokens: null }],
    ["DELETE", "/budgets?scope=tenant&period=day"],
    ["GET", "/routes"],
    ["GET", "/routes/tutor"],
    ["PUT", "/routes/tutor", { entries: [] }],
    ["DELETE", "/routes/tutor"],
    ["GET", "/keys"],
    ["PUT", "/keys/openai", { key: "sk-0123456789" }],
    ["DELETE", "/keys/openai"],
    ["GET", "/api-keys"],
    ["POST", "/api-keys", { label: "x" }],
    ["DELETE", "/api-keys/key_1"],
    ["GET", "/no-such-thing"],
  ] as readonly (readonly [method: string, path: string, body?: unknown])[]
).map(([method, path, body]) => ({ method, path, body }));

describe("whoever is no operator", () => {
  it.each(ROUTES)("gets nothing from $method $path, whatever they show instead of the token", async ({ method, path, body }) => {
    const tokens = createTokens({ secret, clock: { now: () => Date.parse("2026-11-24T12:00:00Z") }, random: systemRandom });
    const learner = await tokens.signLearner({ learner_id: "lrn_ada", tenant_id: "ten_public" });
    const { send, state } = deploy();
    const shown: Record<string, string>[] = [
      {},
      { authorization: `Bearer ${TOKEN}x` },
      { authorization: `Bearer ${TOKEN.slice(1)}` },
      { authorization: `Basic ${TOKEN}` },
      { authorization: `Bearer ${learner.token}` },
      { cookie: `__Host-cairn=${learner.token}`, origin: ORIGIN },
      { cookie: `__Host-cairn-operator=${learner.token}`, origin: ORIGIN },
      { cookie: `__Host-cairn-operator=${TOKEN}`, origin: ORIGIN },
    ];
    for (const headers of shown) {
      const answer = await send(path, headers, method, body);
      expect([headers, answer.status]).toEqual([headers, 401]);
      expect(await answer.json()).toMatchObject({ code: "unauthenticated" });
    }
    expect(state.asked).toEqual([]);
  });

  it("is told by name that nobody is, where the deployment has no token, also with an empty bearer", async () => {
    const { send } = deploy({ token: null });
    for (const { method, path, body } of [...ROUTES, { method: "POST", path: "/login", body: { token: TOKEN } }]) {
      const answer = await send(path, { authorization: "Bearer x", origin: ORIGIN }, method, body);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(await answer.json()).toMatchObject({ code: "operator_not_configured", detail: expect.stringContaining("OPERATOR_TOKEN") });
    }
  });

  it("is stopped after ten wrong tokens a minute from one address, and only there", async () => {
    const { send, clock } = deploy();
    const from = (address: string, token: string) => send("/session", { authorization: `Bearer ${token}`, "cf-connecting-ip": address });
    for (let tries = 0; tries < MAX_FAILED_ATTEMPTS; tries++) expect((await from("192.0.2.7", `guess-${tries}`)).status).toBe(401);
    const stopped = await from("192.0.2.7", TOKEN);
    expect([stopped.status, stopped.headers.get("retry-after")]).toEqual([429, "60"]);
    expect((await from("192.0.2.8", TOKEN)).status).toBe(200);
    clock.at += 60_000;
    expect((await from("192.0.2.7", TOKEN)).status).toBe(200);
  });
});

describe("an operator", () => {
  it.each(ROUTES)("is let on with the bearer at $method $path", async ({ method, path, body }) => {
    const answer = await deploy().send(path, bearer, method, body);
    expect(answer.status).not.toBe(401);
    expect([200, 201, 204, 404]).toContain(answer.status);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  it("signs in on the page and is kept in a cookie that scripts cannot read and other sites cannot use", async () => {
    const { send, signIn } = deploy();
    const cookie = await signIn();
    expect(cookie).toMatch(/^__Host-cairn-operator=[^;]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    expect(cookie).not.toContain(TOKEN);
    const session = await send("/session", { cookie: nameAndValue(cookie) });
    expect(await session.json()).toEqual({ expires_at: "2026-11-25T00:00:00.000Z" });
    expect(await (await send("/session", bearer)).json()).toEqual({ expires_at: null });
  });

  it("has a cookie without the prefix over local http", async () => {
    expect(await deploy({ profile: "local" }).signIn()).toMatch(
      /^cairn-operator=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  it("changes things with the cookie from our own page only", async () => {
    const { send, signIn, state } = deploy();
    const cookie = nameAndValue(await signIn());
    for (const headers of [{ cookie }, { cookie, origin: "https://evil.example" }, { cookie, "sec-fetch-site": "cross-site" }])
      for (const { method, path, body } of ROUTES.filter((route) => route.method !== "GET"))
        expect((await send(path, headers, method, body)).status).toBe(403);
    expect(state.asked).toEqual([]);
    expect((await send("/cache/purge", { cookie, origin: ORIGIN }, "POST")).status).toBe(200);
  });

  it("cannot be signed in or out by another site", async () => {
    const { send } = deploy();
    for (const path of ["/login", "/logout"]) {
      const answer = await send(path, { origin: "https://evil.example" }, "POST", { token: TOKEN });
      expect([answer.status, answer.headers.get("set-cookie")]).toEqual([403, null]);
    }
  });

  it("is signed out after twelve hours, by signing out, and when either secret is changed", async () => {
    const { send, signIn, clock } = deploy();
    const cookie = nameAndValue(await signIn());
    const out = await send("/logout", { cookie, origin: ORIGIN }, "POST");
    expect(out.headers.get("set-cookie")).toMatch(/^__Host-cairn-operator=; Max-Age=0;/);
    clock.at += 12 * 60 * 60 * 1_000 - 1_000;
    expect((await send("/session", { cookie })).status).toBe(200);
    clock.at += 1_000;
    expect((await send("/session", { cookie })).status).toBe(401);

    const session = cookie.slice(cookie.indexOf("=") + 1);
    const at = { now: () => Date.parse("2026-11-24T12:00:01Z") };
    const encode = (text: string) => new TextEncoder().encode(text);
    const read = (identity: Uint8Array, token: string) =>
      createOperatorSessions({ secret: identity, token: encode(token), clock: at }).read(session);
    expect(await read(secret, TOKEN)).toEqual({ expires_at: "2026-11-25T00:00:00.000Z" });
    expect(await read(secret, `${TOKEN}2`)).toBeNull();
    expect(await read(encode("another-secret-for-tests-that-is-long"), TOKEN)).toBeNull();
  });

  it("is told what is wrong with a sign-in that is no sign-in", async () => {
    const { send } = deploy();
    expect((await send("/login", { origin: ORIGIN }, "POST", {})).status).toBe(400);
    expect((await send("/login", { origin: ORIGIN }, "POST", { token: "guess" })).status).toBe(401);
    expect((await send("/login", { origin: ORIGIN }, "POST", { token: "x".repeat(5_000) })).status).toBe(400);
  });
});

describe("the operator's token", () => {
  const vars = { PROFILE: "production", IDENTITY_SECRET: "0123456789abcdef0123456789abcdef" };

  it("may be absent; one that could be guessed is refused without being shown", () => {
    expect(readIdentityConfig(vars)).toMatchObject({ ok: true, value: { operator_token: null } });
    expect(readIdentityConfig({ ...vars, OPERATOR_TOKEN: "  " })).toMatchObject({ ok: true, value: { operator_token: null } });
    const short = readIdentityConfig({ ...vars, OPERATOR_TOKEN: "hunter2" });
    expect(short).toMatchObject({ ok: false, error: [expect.stringContaining("OPERATOR_TOKEN has 7 bytes")] });
    expect(JSON.stringify(short)).not.toContain("hunter2");
    expect(readIdentityConfig({ ...vars, OPERATOR_TOKEN: TOKEN })).toMatchObject({
      ok: true,
      value: { operator_token: new TextEncoder().encode(TOKEN) },
    });
  });
});
