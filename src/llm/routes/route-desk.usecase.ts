import type { FieldProblem } from "../../protocol/errors.ts";
import type { AgentRoute, RoutesBody } from "../../protocol/operator.schema.ts";
import { type Clock, toIso } from "../../shared/clock.ts";
import { err, ok } from "../../shared/result.ts";
import type { ProviderKeys } from "../keys/provider-keys.port.ts";
import type { RouteDesk } from "../operator/operator.port.ts";
import { MODELS } from "../providers/model-table.ts";
import { CUSTOM_PROVIDER, PROVIDERS } from "../providers/provider-table.ts";
import { type Access, accessFor, type OperatorAccess, takesTenantKey } from "./access.ts";
import { chooseRoute, DEFAULT_AGENT, type DeploymentRoutes } from "./choose-route.ts";
import { readEntries, readEntry } from "./entry.ts";
import { listPriceOf, priceOf } from "./price-of.ts";
import type { TenantRoutes } from "./tenant-settings.port.ts";

export interface RouteDeskDeps {
  readonly stored: TenantRoutes;
  readonly keys: Pick<ProviderKeys, "list">;
  readonly routes: DeploymentRoutes;
  readonly access: OperatorAccess;
  /** The agents that ask models, in the order they are shown. */
  readonly agents: readonly string[];
  readonly clock: Clock;
}

type TenantId = Parameters<RouteDesk["list"]>[0];

/** Routes as the operator sees and sets them. What is set holds within 30 s, in every isolate. */
export function createRouteDesk({ stored, keys, routes, access, agents, clock }: RouteDeskDeps): RouteDesk {
  const customBaseUrl = access.get(CUSTOM_PROVIDER.id)?.base_url ?? null;
  // Whose key opens is found out when it is used; here it is enough that one was brought.
  const accessOf = async (tenantId: TenantId) => {
    const tenant = new Map<string, Access>();
    for (const { provider: id, base_url } of await keys.list(tenantId)) {
      const provider = PROVIDERS.find((row) => row.id === id);
      if (provider) tenant.set(id, { provider, base_url, api_key: null, owner: "tenant" });
    }
    return tenant;
  };
  const toShown = (text: string, tenant: ReadonlyMap<string, Access>): AgentRoute["entries"] => {
    const entry = readEntry(text);
    if (!entry.ok || !accessFor(entry.value.provider, access, tenant).ok) return [];
    const price = listPriceOf(text, customBaseUrl);
    return [{ route: entry.value.route, price: price && { input_nanousd: price.input_nanousd, output_nanousd: price.output_nanousd } }];
  };

  return {
    async list(tenantId) {
      const [own, tenant] = await Promise.all([stored.list(tenantId), accessOf(tenantId)]);
      const byAgent = new Map(own.map(({ agent, entries }) => [agent, entries]));
      return {
        routes: [...agents, DEFAULT_AGENT].map((agent) => {
          const { source, entries } = chooseRoute(agent, byAgent, routes);
          return { agent, source, entries: entries.flatMap((text) => toShown(text, tenant)) };
        }),
        providers: listProviders(access),
      };
    },

    async put(tenantId, agent, texts) {
      if (agent !== DEFAULT_AGENT && !agents.includes(agent))
        return err([
          { field: "agent", message: `No agent is called so; there are ${agents.join(", ")}, and ${DEFAULT_AGENT} for all others.` },
        ]);
      const entries = readEntries(texts);
      if (!entries.ok) return err(entries.error.map(({ index, message }) => problemAt(index, message)));
      const tenant = await accessOf(tenantId);
      const problems = texts.flatMap((text, index) => {
        const entry = readEntry(text);
        const found = entry.ok ? accessFor(entry.value.provider, access, tenant) : null;
        return found === null || found.ok ? [] : [problemAt(index, found.error)];
      });
      if (problems.length > 0) return err(problems);
      await stored.put(tenantId, { agent, entries: entries.value.map(({ route }) => route) }, toIso(clock.now()));
      return ok(null);
    },

    remove: (tenantId, agent) => stored.remove(tenantId, agent),
    priceOf: (route) => priceOf(route, customBaseUrl),
  };
}

function problemAt(index: number, message: string): FieldProblem {
  return { field: `entries.${index}`, message };
}

/** Providers that a tenant could name: with a key of its own, or with the operator's. */
function listProviders(access: OperatorAccess): RoutesBody["providers"] {
  return PROVIDERS.filter((row) => takesTenantKey(row) || access.has(row.id)).map((row) => ({
    id: row.id,
    name: row.name,
    models: MODELS.filter(({ provider }) => provider === row.id).map(({ model }) => model),
    takes_key: takesTenantKey(row),
  }));
}
