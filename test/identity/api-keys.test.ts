import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { type ApiKeyEnv, authoriseApiKey } from "../../src/identity/api-key.middleware.ts";
import { API_BURST, API_PER_SECOND, createKeyRate } from "../../src/identity/api-key-rate.ts";
import { isApiKey, makeApiKey } from "../../src/identity/api-key.ts";
import { createTestClock } from "../support/clock.ts";

const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };

describe("a key", () => {
  it("is one of ours, is never the same twice, and a double click takes it whole", () => {
    const keys = Array.from({ length: 200 }, () => makeApiKey(random));
    expect(new Set(keys).size).toBe(200);
    for (const key of keys) {
      expect(key).toMatch(/^cairn_sk_[0-9b-z]{47}$/);
      expect(isApiKey(key)).toBe(true);
    }
  });

  it("with a slip in it is told from a good one without asking anybody", () => {
    const key = makeApiKey(random);
    fc.assert(
      fc.property(fc.nat(key.length - 1), fc.constantFrom(..."0123456789bcdfghjkmnpqrstvwxyz"), (at, letter) => {
        fc.pre(key[at] !== letter);
        expect(isApiKey(key.slice(0, at) + letter + key.slice(at + 1))).toBe(false);
      }),
    );
    for (const other of ["", key.slice(1), `${key}0`, key.toUpperCase(), `${key} `, "sk-proj-abc"]) expect(isApiKey(other)).toBe(false);
  });

  it("uses every letter alike, though a byte does not divide by thirty", () => {
    const counts = new Map<string, number>();
    for (const key of Array.from({ length: 1_000 }, () => makeApiKey(random)))
      for (const letter of key.slice(9, 49)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(counts.size).toBe(30);
    // 40,000 letters: 1,333 of each, give or take nine standard deviations.
    for (const count of counts.values()) expect(Math.abs(count - 1_333)).toBeLessThan(330);
  });
});

describe("the rate of a key", () => {
  it("lets a burst through, then as many as come back, each key by itself", () => {
    const clock = createTestClock();
    const rate = createKeyRate(clock);
    for (let sent = 0; sent < API_BURST; sent++) expect(rate.take("key_1")).toBe(0);
    expect(rate.take("key_1")).toBe(1);
    expect(rate.take("key_2")).toBe(0);
    clock.advance(1_000);
    for (let sent = 0; sent < API_PER_SECOND; sent++) expect(rate.take("key_1")).toBe(0);
    expect(rate.take("key_1")).toBeGreaterThan(0);
  });

  it("never lets more through than the bucket and its drip allow, whatever the clock does", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -500, max: 2_000 }), { maxLength: 200 }), (steps) => {
        const clock = createTestClock();
        const rate = createKeyRate(clock, { burst: 3, per_second: 2 });
        let allowed = 0;
        let forwardMs = 0;
        for (const step of steps) {
          clock.advance(step);
          forwardMs += Math.max(0, step);
          if (rate.take("key_1") === 0) allowed += 1;
        }
        expect(allowed).toBeLessThanOrEqual(3 + (forwardMs / 1_000) * 2);
      }),
    );
  });
});

describe("a program at the door", () => {
  const clock = createTestClock();
  const door = new Hono<ApiKeyEnv>()
    .use(
      authoriseApiKey({
        api_key_lookup: { find: async (key) => (key === "good" ? { tenant_id: "ten_a", key_id: "key_1" } : null) },
        key_rate: createKeyRate(clock, { burst: 1, per_second: 0.1 }),
      }),
    )
    .get("/v1/models", (c) => c.json(c.var.api_client));
  const ask = (authorization?: string) => door.request("/v1/models", authorization === undefined ? {} : { headers: { authorization } });

  it.each([undefined, "", "Bearer", "Bearer wrong", "Basic good", "good", "Bearer good better"])(
    "with %j is turned away",
    async (shown) => {
      const response = await ask(shown);
      expect(response.status).toBe(401);
      expect(response.headers.get("www-authenticate")).toBe("Bearer");
      expect(await response.json()).toEqual({
        error: { message: expect.stringContaining("API key"), type: "invalid_request_error", param: null, code: "invalid_api_key" },
      });
    },
  );

  it("with a good key is known by it, and told how long to wait when it is too fast", async () => {
    expect(await (await ask("Bearer good")).json()).toEqual({ tenant_id: "ten_a", key_id: "key_1" });
    const refused = await ask("bearer good");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "10"]);
    expect(await refused.json()).toMatchObject({ error: { code: "rate_limit_exceeded" } });
  });
});
