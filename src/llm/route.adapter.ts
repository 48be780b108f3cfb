import type { ChatModel } from "./chat-model.port.ts";
import type { LlmConfig } from "./llm.config.ts";
import { createProviderModel } from "./providers/create-model.adapter.ts";
import { CUSTOM_PROVIDER, findProvider } from "./providers/provider-table.ts";
import type { Access, OperatorAccess } from "./routes/access.ts";
import { readEntries } from "./routes/entry.ts";
import type { MakeModel } from "./routes/resolve-route.usecase.ts";

export interface RouteOptions {
  /** "local" means that no account is behind the bindings: the AI binding exists there too, but every call to it throws. */
  readonly profile: string;
  readonly ai: Ai | undefined;
}

export interface RouteAccess {
  /** Whom the operator can ask, Workers AI included where it is bound. */
  readonly access: OperatorAccess;
  readonly makeModel: MakeModel;
}

/**
 * What the settings and bindings give access to, and how its models are made. `guardedFetch` calls addresses that tenants gave; the operator's own and those
 * of the provider table need no guard.
 */
export function createRouteAccess(config: LlmConfig, { profile, ai }: RouteOptions, guardedFetch: typeof fetch): RouteAccess {
  const bound = profile === "local" ? undefined : ai;
  const workersAi = findProvider("workers-ai");
  const access = new Map(config.access);
  if (bound !== undefined && workersAi !== null)
    access.set(workersAi.id, { provider: workersAi, base_url: null, api_key: null, owner: "operator" });
  return {
    access,
    makeModel(account, model) {
      const isGuarded = account.owner === "tenant" && account.base_url !== null;
      return createProviderModel({ ...toAccount(account, config), ai: bound, ...(isGuarded ? { fetch: guardedFetch } : {}) }, model);
    },
  };
}

function toAccount({ provider, base_url, api_key, owner }: Access, { openAiCompatible, structured, gatewayId }: LlmConfig) {
  // How the operator's server is to be asked says nothing about anybody else's.
  const isServer = provider.id === CUSTOM_PROVIDER.id && owner === "operator";
  return {
    id: provider.id,
    dialect: provider.dialect,
    base_url,
    api_key,
    stream: provider.dialect !== "workers-ai" && (!isServer || (openAiCompatible?.stream ?? true)),
    structured: owner === "tenant" ? null : (structured ?? (isServer ? "json_object" : null)),
    gateway_id: gatewayId,
  } as const;
}

/** The deployment's models for all agents, in order. The embedded entry follows whatever is here. */
export function createRoute(config: LlmConfig, options: RouteOptions): readonly ChatModel[] {
  const { access, makeModel } = createRouteAccess(config, options, fetch);
  const entries = readEntries(config.routes.default);
  if (!entries.ok) return [];
  return entries.value.flatMap(({ provider, model }) => {
    const found = access.get(provider.id);
    return found ? [makeModel(found, model)] : [];
  });
}
