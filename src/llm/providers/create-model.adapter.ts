import type { ChatModel, Structured } from "../chat-model.port.ts";
import { lasting, ModelError } from "../model-failure.ts";
import { ANTHROPIC_DIALECT } from "./anthropic-dialect.ts";
import type { Dialect } from "./dialect.port.ts";
import { GOOGLE_DIALECT } from "./google-dialect.ts";
import { createHttpModel } from "./http-chat.adapter.ts";
import { factsOf } from "./model-facts.ts";
import { OPENAI_DIALECT } from "./openai-dialect.ts";
import { CUSTOM_PROVIDER, type DialectName, providerOf } from "./provider-table.ts";
import { createWorkersAiModel } from "./workers-ai.adapter.ts";

/** Somebody's access to a provider: the operator's or a tenant's. */
export interface ProviderAccount {
  /** A row of the provider table; any other id is a server of its own name. */
  readonly id: string;
  readonly dialect: DialectName;
  /** Null: the address in the table. */
  readonly base_url: string | null;
  readonly api_key: string | null;
  /** False for a server that cannot stream; silence is then not noticed before the deadline. */
  readonly stream: boolean;
  /** Null: by the model table. */
  readonly structured: Structured | null;
  /** The AI Gateway in front of Workers AI. */
  readonly gateway_id?: string | null;
  readonly ai?: Ai | undefined;
  /** In place of the runtime's own, for addresses that somebody else gave: looks at each before it is called. */
  readonly fetch?: typeof fetch;
}

const HTTP_DIALECTS: Readonly<Record<Exclude<DialectName, "workers-ai">, Dialect>> = {
  openai: OPENAI_DIALECT,
  anthropic: ANTHROPIC_DIALECT,
  google: GOOGLE_DIALECT,
};

/** `<provider>:<model>`; a server given by its address alone is called `openai-compatible`. */
export function routeOf(providerId: string, model: string): string {
  return `${providerId === CUSTOM_PROVIDER.id ? "openai-compatible" : providerId}:${model}`;
}

/** The one place that knows which adapter speaks to which provider. An account that cannot be used gives a model that says so when it is asked. */
export function createProviderModel(account: ProviderAccount, model: string): ChatModel {
  const route = routeOf(account.id, model);
  const provider = providerOf(account.id, account.base_url);
  const facts = factsOf(provider, model);
  const structured = account.structured ?? facts.structured;
  if (account.dialect === "workers-ai") {
    if (account.ai === undefined) return createUnusable(route, "there is no AI binding");
    return createWorkersAiModel({ binding: account.ai, model, structured, gateway_id: account.gateway_id ?? null });
  }
  const baseUrl = account.base_url ?? provider.base_url;
  if (baseUrl === null) return createUnusable(route, `${provider.name} needs a base URL`);
  const dialect = HTTP_DIALECTS[account.dialect];
  const { stream } = account;
  return createHttpModel({
    route,
    base_url: baseUrl,
    api_key: account.api_key,
    dialect,
    stream,
    build: (request) => dialect.request({ provider, model, facts, structured, stream, request }),
    // Called without a receiver: workerd refuses its own fetch as a method of anything else.
    fetch: account.fetch ?? ((input, init) => fetch(input, init)),
  });
}

function createUnusable(route: string, detail: string): ChatModel {
  const next = () => Promise.reject(new ModelError(lasting("unavailable", detail)));
  return { route, streams: false, complete: () => ({ [Symbol.asyncIterator]: () => ({ next }) }) };
}
