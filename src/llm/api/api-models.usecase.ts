import type { Payer } from "../account.port.ts";
import { readEntry } from "../routes/entry.ts";
import type { ResolveRoute, RouteEntry } from "../routes/route.port.ts";

export interface ApiModelsDeps {
  readonly route: ResolveRoute;
  /** Whose routes can be asked for by name: `cairn:<agent>`. */
  readonly agents: readonly string[];
}

/** Every agent that has no route of its own goes by this one. */
const DEFAULT_ROUTE = "default";
const PREFIX = "cairn:";
/** The name for whatever makes embeddings for the tenant. */
export const EMBEDDINGS_MODEL = "cairn:embeddings";

/** What may be named as `model` by a client of this tenant: whole routes, and single models that stand in one. */
export async function listApiModels(deps: ApiModelsDeps, payer: Payer): Promise<readonly string[]> {
  const names = [DEFAULT_ROUTE, ...deps.agents];
  const routes = await readRoutes(deps, payer);
  return [...names.map((name) => PREFIX + name), ...new Set(routes.flat().map(({ model }) => model.route))];
}

/** A single model by the name that it is listed by: a route may call the operator's own server `custom`, and so may a client. */
export function nameOfApiModel(name: string): string {
  const entry = name.startsWith(PREFIX) ? null : readEntry(name);
  return entry?.ok ? entry.value.route : name;
}

/** The entries to ask in turn for a model's name; null when this tenant has no such model. A route may be empty: then nobody answers. */
export async function findApiModel(deps: ApiModelsDeps, payer: Payer, name: string): Promise<readonly RouteEntry[] | null> {
  if (name.startsWith(PREFIX)) {
    const agent = name.slice(PREFIX.length);
    return agent === DEFAULT_ROUTE || deps.agents.includes(agent) ? await deps.route(agent, payer) : null;
  }
  const route = nameOfApiModel(name);
  const entry = (await readRoutes(deps, payer)).flat().find(({ model }) => model.route === route);
  return entry === undefined ? null : [entry];
}

function readRoutes(deps: ApiModelsDeps, payer: Payer): Promise<readonly (readonly RouteEntry[])[]> {
  return Promise.all([DEFAULT_ROUTE, ...deps.agents].map(async (agent) => await deps.route(agent, payer)));
}
