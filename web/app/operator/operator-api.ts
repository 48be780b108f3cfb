import type { FieldProblem } from "../../../src/protocol/errors.ts";
import type {
  ApiKeyRow,
  BudgetBody,
  BudgetKey,
  CallsBody,
  CreatedApiKey,
  OperatorSession,
  Overview,
  ProviderKeyBody,
  ProviderKeysBody,
  Purged,
  Range,
  RoutesBody,
  TenantRow,
} from "../../../src/protocol/operator.schema.ts";
import { readProblem } from "../wire.ts";

/** The server was reached and said no; `fields` says what is wrong where. Anything else that is thrown means that it was not reached. */
export class OperatorRefused extends Error {
  readonly code: string;
  readonly fields: readonly FieldProblem[];
  constructor(body: unknown) {
    const { code, message } = readProblem(body);
    super(message);
    this.code = code;
    this.fields = isFields(body) && Array.isArray(body["fields"]) ? body["fields"].filter(isFieldProblem) : [];
  }
}

// As in wire.ts: what decides is looked at, the rest is our server's word.
type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
const isFieldProblem = (value: unknown): value is FieldProblem =>
  isFields(value) && typeof value["field"] === "string" && typeof value["message"] === "string";
const has =
  <T>(lists: readonly (keyof T & string)[], objects: readonly (keyof T & string)[] = []) =>
  (value: unknown): value is T =>
    isFields(value) && lists.every((name) => Array.isArray(value[name])) && objects.every((name) => isFields(value[name]));

const isOverview = has<Overview>(["series", "by_agent", "by_route", "breakers", "budgets", "routes"], ["totals", "estimate"]);
const isCalls = has<CallsBody>(["calls"]);
const isRoutes = has<RoutesBody>(["routes", "providers"]);
const isKeys = has<ProviderKeysBody>(["keys"]);
const isApiKeys = has<{ api_keys: ApiKeyRow[] }>(["api_keys"]);
const isTenants = has<{ tenants: TenantRow[] }>(["tenants"]);
const isCreated = (value: unknown): value is CreatedApiKey =>
  isFields(value) && typeof value["key"] === "string" && isFields(value["api_key"]);
const isSession = (value: unknown): value is OperatorSession => isFields(value) && "expires_at" in value;
const isPurged = (value: unknown): value is Purged => isFields(value) && "entries" in value;
const isNothing = (value: unknown): value is null => value === null;
const isAnything = (_value: unknown): _value is unknown => true;

interface Send {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

async function ask<T>(path: string, isRight: (body: unknown) => body is T, { method = "GET", query = {}, body }: Send = {}): Promise<T> {
  const answer = await fetch(`/v1/operator${path}?${new URLSearchParams(query)}`, {
    method,
    headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const said: unknown = answer.status === 204 ? null : await answer.json().catch(() => null);
  if (!answer.ok || !isRight(said)) throw new OperatorRefused(said);
  return said;
}

/** Everything the page asks for; each throws `OperatorRefused` when the server says no. `tenant` is a tenant's id. */
export const operatorApi = {
  session: () => ask("/session", isSession),
  login: (token: string) => ask("/login", isSession, { method: "POST", body: { token } }),
  logout: () => ask("/logout", isNothing, { method: "POST" }),
  tenants: async () => (await ask("/tenants", isTenants)).tenants,
  overview: (tenant: string, range: Range) => ask("/overview", isOverview, { query: { tenant, range } }),
  calls: (tenant: string, cursor: string | null, limit: number) =>
    ask("/calls", isCalls, { query: { tenant, limit: `${limit}`, ...(cursor === null ? {} : { cursor }) } }),
  csvAddress: (tenant: string, range: Range) => `/v1/operator/calls.csv?${new URLSearchParams({ tenant, range })}`,
  putBudget: (tenant: string, body: BudgetBody) => ask("/budgets", isNothing, { method: "PUT", query: { tenant }, body }),
  removeBudget: (tenant: string, { scope, scope_id, period }: BudgetKey) =>
    ask("/budgets", isNothing, { method: "DELETE", query: { tenant, scope, scope_id, period } }),
  routes: (tenant: string) => ask("/routes", isRoutes, { query: { tenant } }),
  putRoute: (tenant: string, agent: string, entries: readonly string[]) =>
    ask(`/routes/${encodeURIComponent(agent)}`, isNothing, { method: "PUT", query: { tenant }, body: { entries } }),
  removeRoute: (tenant: string, agent: string) =>
    ask(`/routes/${encodeURIComponent(agent)}`, isNothing, { method: "DELETE", query: { tenant } }),
  keys: (tenant: string) => ask("/keys", isKeys, { query: { tenant } }),
  putKey: (tenant: string, provider: string, body: ProviderKeyBody) =>
    ask(`/keys/${encodeURIComponent(provider)}`, isAnything, { method: "PUT", query: { tenant }, body }),
  removeKey: (tenant: string, provider: string) =>
    ask(`/keys/${encodeURIComponent(provider)}`, isNothing, { method: "DELETE", query: { tenant } }),
  apiKeys: async (tenant: string) => (await ask("/api-keys", isApiKeys, { query: { tenant } })).api_keys,
  createApiKey: (tenant: string, label: string) => ask("/api-keys", isCreated, { method: "POST", query: { tenant }, body: { label } }),
  revokeApiKey: (tenant: string, keyId: string) =>
    ask(`/api-keys/${encodeURIComponent(keyId)}`, isNothing, { method: "DELETE", query: { tenant } }),
  purge: (tenant: string) => ask("/cache/purge", isPurged, { method: "POST", query: { tenant } }),
};
