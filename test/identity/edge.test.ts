import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { secureHeaders } from "../../src/identity/headers.middleware.ts";
import { readIdentityConfig } from "../../src/identity/identity.config.ts";
import type { IdentityEnv } from "../../src/identity/identity.middleware.ts";
import { limitBody, limitRate, MAX_BODY_BYTES } from "../../src/identity/limits.middleware.ts";
import { problemResponse } from "../../src/identity/problem-response.ts";
import { readBody } from "../../src/identity/read-request.ts";
import { ticketOrigin } from "../../src/identity/request-origin.ts";

describe("an operator's settings", () => {
  const secret = "0123456789abcdef0123456789abcdef";

  it("are read when they are right", () => {
    expect(readIdentityConfig({ PROFILE: "production", IDENTITY_SECRET: secret })).toEqual({
      ok: true,
      value: { profile: "production", secret: new TextEncoder().encode(secret), operator_token: null },
    });
  });

  it.each([
    ["no secret", { PROFILE: "local" }, "IDENTITY_SECRET is missing"],
    ["an empty secret", { PROFILE: "local", IDENTITY_SECRET: "   " }, "IDENTITY_SECRET is missing"],
    ["a short secret", { PROFILE: "local", IDENTITY_SECRET: secret.slice(1) }, "IDENTITY_SECRET has 31 bytes"],
    ["an unknown profile", { PROFILE: "staging", IDENTITY_SECRET: secret }, "PROFILE must be"],
  ])("are refused by name for %s", (_what, vars, problem) => {
    expect(readIdentityConfig(vars)).toEqual({ ok: false, error: [expect.stringContaining(problem)] });
  });

  it("that are wrong in several ways are told all at once, without the secret", () => {
    const result = readIdentityConfig({ IDENTITY_SECRET: "hunter2" });
    expect(result).toMatchObject({ ok: false, error: [expect.stringContaining("PROFILE"), expect.stringContaining("7 bytes")] });
    expect(JSON.stringify(result)).not.toContain("hunter2");
  });
});

describe("what every answer carries", () => {
  const app = new Hono()
    .use(secureHeaders())
    .get("/v1/lessons", (c) => c.json({}))
    .get("/v1/cached", (c) => c.json({}, 200, { "Cache-Control": "public, max-age=60" }))
    // What a fetch answers with (the assets, an object) has headers that cannot be changed.
    .get("/s/page", () => fetch("data:text/html,page"));

  it("forbids foreign scripts, frames and plain strings as code, on pages that come from the assets too", async () => {
    for (const path of ["/v1/lessons", "/s/page", "/nowhere"]) {
      const { headers } = await app.request(path);
      expect(headers.get("content-security-policy")).toContain("script-src 'self';");
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(headers.get("content-security-policy")).toContain("require-trusted-types-for 'script'");
      expect(headers.get("content-security-policy")).not.toMatch(/unsafe|\*/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("strict-transport-security")).toMatch(/^max-age=\d{7,}/);
    }
    expect(await (await app.request("/s/page")).text()).toBe("page");
  });

  it("keeps learners' data out of caches unless a route says otherwise", async () => {
    expect((await app.request("/v1/lessons")).headers.get("cache-control")).toBe("no-store");
    expect((await app.request("/v1/cached")).headers.get("cache-control")).toBe("public, max-age=60");
  });
});

describe("a body", () => {
  const app = new Hono().post("/", async (c) => {
    const read = await readBody(c, z.strictObject({ text: z.string() }));
    return read.ok ? c.json(read.value) : problemResponse(read.error);
  });
  const send = async (body: BodyInit) => {
    const answer = await app.request(new Request("http://localhost/", { method: "POST", body, duplex: "half" } as RequestInit));
    return [answer.status, await answer.json()];
  };

  it("is refused by name when it breaks off on the way, is no JSON, or lacks something", async () => {
    const torn = new ReadableStream({
      pull: (controller) => controller.error(new Error("Network connection lost.")),
    });
    expect(await send(torn)).toMatchObject([400, { code: "invalid_json" }]);
    expect(await send('{"text"')).toMatchObject([400, { code: "invalid_json" }]);
    expect(await send("")).toMatchObject([400, { code: "invalid_request", fields: [{ field: "text", message: "is missing" }] }]);
    expect(await send('{"text":"a"}')).toEqual([200, { text: "a" }]);
  });
});

describe("limits", () => {
  const echo = new Hono().use(limitBody()).post("/v1/echo", async (c) => c.text(`${(await c.req.text()).length}`));

  it("let the largest allowed body through and refuse one byte more by name", async () => {
    expect(await (await echo.request("/v1/echo", { method: "POST", body: "x".repeat(MAX_BODY_BYTES) })).text()).toBe(`${MAX_BODY_BYTES}`);
    const answer = await echo.request("/v1/echo", { method: "POST", body: "x".repeat(MAX_BODY_BYTES + 1) });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: "too_large" });
  });

  it("count what is sent, not what is declared", async () => {
    const chunks = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 5; i++) controller.enqueue(new TextEncoder().encode("x".repeat(100_000)));
        controller.close();
      },
    });
    const request = new Request("http://localhost/v1/echo", { method: "POST", body: chunks, duplex: "half" } as RequestInit);
    expect((await echo.request(request)).status).toBe(413);
  });

  const fenced = (limit: (options: { key: string }) => Promise<{ success: boolean }>) =>
    new Hono<IdentityEnv>()
      .use(async (c, next) => {
        c.set("principal", null);
        await next();
      })
      .use(limitRate({ limit }))
      .all("/v1/learners", (c) => c.text("ok"));

  it("tell who floods to wait, and leave readers alone", async () => {
    const keys: string[] = [];
    const app = fenced(async ({ key }) => {
      keys.push(key);
      return { success: false };
    });
    const answer = await app.request("/v1/learners", { method: "POST", headers: { "cf-connecting-ip": "192.0.2.7" } });
    expect(answer.status).toBe(429);
    expect(answer.headers.get("retry-after")).toBe("60");
    expect(await answer.json()).toMatchObject({ code: "too_many_requests", retryable: true });
    expect((await app.request("/v1/learners")).status).toBe(200);
    expect(keys).toEqual(["192.0.2.7"]);
  });

  it("stop nobody when the limiter itself is down", async () => {
    const app = fenced(async () => Promise.reject(new Error("limiter down")));
    expect((await app.request("/v1/learners", { method: "POST" })).status).toBe(200);
  });
});

describe("the origin a ticket is bound to", () => {
  const from = (headers: Record<string, string>) =>
    ticketOrigin({ method: "GET", url: "https://cairn.example/v1/sessions/ses_x/socket", header: (name) => headers[name] ?? null });

  it("is the page's, also for the same-origin reads in which browsers leave it out, and none for other clients", () => {
    expect(from({ origin: "https://school.example" })).toBe("https://school.example");
    expect(from({ "sec-fetch-site": "same-origin" })).toBe("https://cairn.example");
    expect(from({ "sec-fetch-site": "cross-site" })).toBeNull();
    expect(from({})).toBeNull();
  });
});
