import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { createKeyCipher } from "../../../src/llm/keys/key-cipher.adapter.ts";
import { createKeyDesk } from "../../../src/llm/keys/key-desk.usecase.ts";
import { createProviderKeys } from "../../../src/llm/keys/provider-keys.repository.ts";
import { readLlmConfig } from "../../../src/llm/llm.config.ts";
import { createRouteAccess } from "../../../src/llm/route.adapter.ts";
import { createResolveRoute } from "../../../src/llm/routes/resolve-route.usecase.ts";
import { createRouteDesk } from "../../../src/llm/routes/route-desk.usecase.ts";
import { createTenantRoutes } from "../../../src/llm/routes/tenant-routes.repository.ts";
import { createTenantSettings } from "../../../src/llm/routes/tenant-settings.usecase.ts";
import { systemTimer } from "../../../src/llm/timer.adapter.ts";
import { ok } from "../../../src/shared/result.ts";
import { systemClock } from "../../../src/shared/system-clock.adapter.ts";
import { systemRandom } from "../../../src/shared/system-random.adapter.ts";

const SECRET = "sk-tenant-secret-wxyz";
const PAYER = { tenant_id: "ten_ada", course_id: null, learner_id: null, session_id: null } as const;

/** Desk, resolver and real D1, as the composition root puts them together. */
function openDeployment(encryption: { current: number; previous: number | null }) {
  const config = readLlmConfig({ GROQ_API_KEY: "gsk-operator", LLM_ROUTE: "groq:llama-3.1-8b-instant" });
  if (!config.ok) throw new Error(config.error.join(" "));
  const stored = createTenantRoutes(env.DB);
  const keys = createProviderKeys(env.DB);
  const cipher = createKeyCipher({
    current: new Uint8Array(32).fill(encryption.current),
    previous: encryption.previous === null ? null : new Uint8Array(32).fill(encryption.previous),
    random: systemRandom,
  });
  const { access, makeModel } = createRouteAccess(config.value, { profile: "local", ai: env.AI }, fetch);
  const { routes } = config.value;
  const quiet = { info: () => {}, warn: () => {}, error: () => {} };
  const settingsOf = createTenantSettings({ routes: stored, keys, cipher, clock: systemClock, timer: systemTimer, logger: quiet });
  const route = createResolveRoute({ routes, access, makeModel, settingsOf, logger: quiet });
  return {
    routeDesk: createRouteDesk({ stored, keys, routes, access, agents: ["tutor"], clock: systemClock }),
    keyDesk: createKeyDesk({ keys, cipher, checkAddress: async (url) => ok(url), clock: systemClock }),
    namesOf: async () => (await route("tutor", PAYER)).map(({ model, key }) => `${model.route} (${key})`),
  };
}

describe("a tenant's routes and keys in the registry", () => {
  it("hold from the moment an isolate looks them up, belong to the tenant alone, and go when they are taken back", async () => {
    const { routeDesk, keyDesk } = openDeployment({ current: 1, previous: null });
    expect(await keyDesk.put("ten_ada", "openai", { key: SECRET, base_url: null })).toMatchObject({
      ok: true,
      value: { last_four: "wxyz" },
    });
    expect(await routeDesk.put("ten_ada", "tutor", ["openai:gpt-4.1-nano"])).toEqual(ok(null));
    expect(await routeDesk.put("ten_ada", "tutor", ["openai:gpt-4.1-mini", "groq:llama-3.1-8b-instant"])).toEqual(ok(null));
    const own = ["openai:gpt-4.1-mini (tenant)", "groq:llama-3.1-8b-instant (operator)"];
    expect(await openDeployment({ current: 1, previous: null }).namesOf()).toEqual(own);
    expect((await keyDesk.list("ten_eve")).keys).toEqual([]);
    expect((await routeDesk.list("ten_eve")).routes[0]).toMatchObject({ source: "deployment" });
    const rows = await env.DB.prepare("SELECT * FROM provider_keys").all();
    expect(JSON.stringify(rows.results)).not.toContain("secret");

    // The encryption key is changed; the next key that is stored renews the seals of all.
    expect(await openDeployment({ current: 2, previous: 1 }).namesOf()).toEqual(own);
    expect(await openDeployment({ current: 2, previous: null }).namesOf()).toEqual(own.slice(1));
    await openDeployment({ current: 2, previous: 1 }).keyDesk.put("ten_ada", "mistral", { key: "another-key", base_url: null });
    expect(await openDeployment({ current: 2, previous: null }).namesOf()).toEqual(own);

    await keyDesk.remove("ten_ada", "openai");
    expect(await openDeployment({ current: 2, previous: null }).namesOf()).toEqual(own.slice(1));
    await routeDesk.remove("ten_ada", "tutor");
    expect((await routeDesk.list("ten_ada")).routes[0]).toMatchObject({ source: "deployment" });
    expect((await keyDesk.list("ten_ada")).keys.map(({ provider }) => provider)).toEqual(["mistral"]);
  });

  it("are not guessed when a row is damaged: whom the tenant chose is not known, so the lesson goes on without a model", async () => {
    await env.DB.prepare("INSERT INTO tenant_routes VALUES ('ten_ada', 'tutor', 'not json', '2026-11-20T00:00:00.000Z')").run();
    expect(await openDeployment({ current: 1, previous: null }).namesOf()).toEqual([]);
  });
});
