import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { makeApiKey } from "../../src/identity/api-key.ts";
import { createApiKeyDesk, createApiKeyLookup } from "../../src/identity/api-keys.repository.ts";
import { systemRandom } from "../../src/shared/system-random.adapter.ts";
import { createTestClock } from "../support/clock.ts";

const clock = createTestClock();
const desk = createApiKeyDesk(env.DB, { clock, random: systemRandom });

describe("a tenant's keys", () => {
  it("open their tenant's door, are shown once, and are kept as a hash only", async () => {
    const { api_key, key } = await desk.create("ten_a", "timetable");
    expect(await createApiKeyLookup(env.DB, clock).find(key)).toEqual({ tenant_id: "ten_a", key_id: api_key.key_id });
    expect(api_key).toEqual({
      key_id: expect.stringMatching(/^key_/),
      label: "timetable",
      last_four: key.slice(-4),
      created_at: "2026-11-20T00:00:00.000Z",
      revoked_at: null,
    });
    const { results } = await env.DB.prepare("SELECT * FROM api_keys").all();
    expect(JSON.stringify(results)).not.toContain(key.slice(0, -4));
    expect(await desk.list("ten_a")).toEqual([api_key]);
    expect(await desk.list("ten_b")).toEqual([]);
  });

  it("are nobody's when they are not there, whatever they look like", async () => {
    const lookup = createApiKeyLookup(env.DB, clock);
    expect(await lookup.find(makeApiKey(systemRandom))).toBeNull();
    expect(await lookup.find("' OR 1=1 --")).toBeNull();
  });

  it("end for good within thirty seconds of being revoked, and only by their own tenant", async () => {
    const { api_key, key } = await desk.create("ten_a", "old laptop");
    const lookup = createApiKeyLookup(env.DB, clock);
    expect(await lookup.find(key)).not.toBeNull();
    expect(await desk.revoke("ten_b", api_key.key_id)).toBe(false);
    clock.advance(30_000);
    expect(await lookup.find(key)).not.toBeNull();
    expect(await desk.revoke("ten_a", api_key.key_id)).toBe(true);
    expect(await createApiKeyLookup(env.DB, clock).find(key)).toBeNull();
    clock.advance(30_000);
    expect(await lookup.find(key)).toBeNull();
    const revokedAt = (await desk.list("ten_a")).find(({ key_id }) => key_id === api_key.key_id)?.revoked_at;
    clock.advance(1_000);
    expect(await desk.revoke("ten_a", api_key.key_id)).toBe(true);
    expect(await desk.revoke("ten_a", "key_unknown")).toBe(false);
    expect((await desk.list("ten_a")).find(({ key_id }) => key_id === api_key.key_id)?.revoked_at).toBe(revokedAt);
  });

  it("are asked for once in thirty seconds, good or bad", async () => {
    const { key } = await desk.create("ten_a", "busy");
    const nobodys = makeApiKey(systemRandom);
    let queries = 0;
    const counting = new Proxy(env.DB, {
      get(db, name) {
        if (name !== "prepare") return Reflect.get(db, name, db);
        return (sql: string) => {
          queries += 1;
          return db.prepare(sql);
        };
      },
    });
    const lookup = createApiKeyLookup(counting, clock);
    for (let asked = 0; asked < 5; asked++) await lookup.find(key);
    for (let asked = 0; asked < 5; asked++) await lookup.find(nobodys);
    expect(queries).toBe(2);
  });
});
