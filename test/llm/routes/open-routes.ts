import type { Payer } from "../../../src/llm/account.port.ts";
import type { StoredKey } from "../../../src/llm/keys/provider-keys.port.ts";
import { readLlmConfig } from "../../../src/llm/llm.config.ts";
import { routeOf } from "../../../src/llm/providers/create-model.adapter.ts";
import { findProvider } from "../../../src/llm/providers/provider-table.ts";
import type { Access } from "../../../src/llm/routes/access.ts";
import { createResolveRoute } from "../../../src/llm/routes/resolve-route.usecase.ts";
import { createTenantSettings } from "../../../src/llm/routes/tenant-settings.usecase.ts";
import type { StoredRoute } from "../../../src/llm/routes/tenant-settings.port.ts";
import type { LogFields } from "../../../src/shared/logger.ts";
import { createManualTimer } from "../../support/manual-timer.ts";

export const ADA: Payer = { tenant_id: "ten_ada", course_id: null, learner_id: null, session_id: null };
export const EVE: Payer = { ...ADA, tenant_id: "ten_eve" };

/** What a registry holds, and whether it answers. */
export interface Registry {
  routes: (StoredRoute & { readonly tenant_id: string })[];
  keys: (Pick<StoredKey, "provider" | "base_url"> & { readonly tenant_id: string; readonly key: string | null })[];
  /** With a number it answers after so many ms. */
  state: "up" | "down" | "hanging" | number;
}

/** A deployment with these settings, Workers AI bound, and a registry in memory that tests fill and break. */
export function openRoutes(vars: Record<string, string>, { hasWorkersAi = true } = {}) {
  const config = readLlmConfig(vars);
  if (!config.ok) throw new Error(config.error.join(" "));
  const timer = createManualTimer();
  const registry: Registry = { routes: [], keys: [], state: "up" };
  const made: { route: string; owner: string; api_key: string | null; base_url: string | null }[] = [];
  const logged: { event: string; fields: LogFields | undefined }[] = [];
  const note = (event: string, fields?: LogFields) => void logged.push({ event, fields });
  const logger = { info: note, warn: note, error: note };
  let lookups = 0;
  const answer = async <T>(rows: () => T): Promise<T> => {
    if (registry.state === "down") throw new Error("D1_ERROR");
    if (registry.state === "hanging") return await new Promise<never>(() => {});
    const { state } = registry;
    if (typeof state === "number") await new Promise<void>((resolve) => timer.after(state, resolve));
    return rows();
  };
  const settingsOf = createTenantSettings({
    routes: {
      list(tenantId) {
        lookups += 1;
        return answer(() => registry.routes.filter((row) => row.tenant_id === tenantId));
      },
    },
    keys: {
      list: (tenantId) =>
        answer(() =>
          registry.keys
            .filter((row) => row.tenant_id === tenantId)
            .map(({ provider, base_url, key }) => ({
              provider,
              base_url,
              key_version: "1",
              sealed: key ?? "",
              last_four: "wxyz",
              created_at: "2026-11-20T00:00:00.000Z",
            })),
        ),
    },
    cipher: { open: async (_context, { sealed }) => sealed || null },
    clock: timer,
    timer,
    logger,
  });
  const access = new Map(config.value.access);
  const workersAi = findProvider("workers-ai");
  if (hasWorkersAi && workersAi) access.set("workers-ai", { provider: workersAi, base_url: null, api_key: null, owner: "operator" });
  const route = createResolveRoute({
    routes: config.value.routes,
    access,
    settingsOf,
    logger,
    makeModel({ provider, owner, api_key, base_url }: Access, model) {
      made.push({ route: routeOf(provider.id, model), owner, api_key, base_url });
      return { route: routeOf(provider.id, model), streams: true, complete: () => ({ [Symbol.asyncIterator]: () => neverAsked() }) };
    },
  });
  return {
    config: config.value,
    access,
    registry,
    timer,
    made,
    logged,
    route,
    lookups: () => lookups,
    /** `<route> (<whose key>)` of each entry. */
    async namesOf(agent: string, payer: Payer | null = ADA) {
      return (await route(agent, payer)).map(({ model, key }) => `${model.route} (${key})`);
    },
  };
}

function neverAsked(): never {
  throw new Error("no model is asked here");
}
