import type { Logger } from "../../shared/logger.ts";
import type { Payer } from "../account.port.ts";
import type { ChatModel } from "../chat-model.port.ts";
import { PESSIMISTIC_PRICE } from "../providers/model-facts.ts";
import { type Access, accessFor, type OperatorAccess } from "./access.ts";
import { type ChosenRoute, chooseRoute, type DeploymentRoutes } from "./choose-route.ts";
import { type EntryName, readEntry } from "./entry.ts";
import { factsOfEntry } from "./price-of.ts";
import type { ResolveRoute, RouteEntry } from "./route.port.ts";
import type { TenantSettings } from "./tenant-settings.usecase.ts";

/** Makes the model that an access can ask; cheap, and never called twice for the same settings. */
export type MakeModel = (access: Access, model: string) => ChatModel;

export interface ResolveRouteDeps {
  readonly routes: DeploymentRoutes;
  readonly access: OperatorAccess;
  readonly makeModel: MakeModel;
  readonly settingsOf: (tenantId: Payer["tenant_id"]) => Promise<TenantSettings> | TenantSettings;
  readonly logger: Logger;
}

/** Nobody pays: the deployment's settings alone. One object, so that what was made for it is found again. */
const NO_TENANT: TenantSettings = { routes: new Map(), access: new Map() };

/**
 * Which models to ask for an agent: see `chooseRoute` for whose route it is and `accessFor` for whose key. An entry that nobody has access to, or that no
 * provider is known for any more, is left out and named in the log once; a route of such entries alone is the embedded tutor's.
 */
export function createResolveRoute(deps: ResolveRouteDeps): ResolveRoute {
  const resolve = createResolver(deps);
  return (agent, payer) => {
    if (payer === null) return resolve(agent, NO_TENANT, null);
    const settings = deps.settingsOf(payer.tenant_id);
    // No promise where none is needed: most calls find the settings known.
    return settings instanceof Promise
      ? settings.then((loaded) => resolve(agent, loaded, payer.tenant_id))
      : resolve(agent, settings, payer.tenant_id);
  };
}

function createResolver({ routes, access, makeModel, logger }: ResolveRouteDeps) {
  const resolved = new WeakMap<TenantSettings, Map<string, readonly RouteEntry[]>>();
  const operatorEntries = new Map<string, RouteEntry>();
  const told = new Set<string>();

  const makeEntry = (text: string, settings: TenantSettings, tenantId: string | null): RouteEntry[] => {
    const name = readEntry(text);
    const found = name.ok ? accessFor(name.value.provider, access, settings.access) : name;
    if (!name.ok || !found.ok) {
      const about = `${tenantId} ${text}`;
      if (!told.has(about) && told.size < MAX_TOLD) {
        logger.warn("route_entry_left_out", { tenant_id: tenantId, route: text, reason: found.ok ? "" : found.error });
        told.add(about);
      }
      return [];
    }
    if (found.value.owner === "tenant") return [toEntry(name.value, found.value, makeModel)];
    const known = operatorEntries.get(name.value.route) ?? toEntry(name.value, found.value, makeModel);
    if (operatorEntries.size < MAX_MODELS) operatorEntries.set(name.value.route, known);
    return [known];
  };

  return (agent: string, settings: TenantSettings, tenantId: string | null): readonly RouteEntry[] => {
    const route: ChosenRoute = chooseRoute(agent, settings.routes, routes);
    const known = resolved.get(settings) ?? new Map<string, readonly RouteEntry[]>();
    resolved.set(settings, known);
    const entries = known.get(route.chosen_by) ?? route.entries.flatMap((text) => makeEntry(text, settings, tenantId));
    known.set(route.chosen_by, entries);
    return entries;
  };
}

/** Models of the operator's that are kept ready; beyond that they are made anew every 30 s. */
const MAX_MODELS = 500;
const MAX_TOLD = 1_000;

function toEntry({ provider, model }: EntryName, access: Access, makeModel: MakeModel): RouteEntry {
  const facts = factsOfEntry({ provider, model }, access.base_url);
  return {
    model: makeModel(access, model),
    price: facts.price ?? PESSIMISTIC_PRICE,
    max_output_tokens: facts.max_output_tokens,
    is_reasoning: facts.is_reasoning,
    key: access.owner,
  };
}
