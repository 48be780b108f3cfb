import type { ApiKeyDesk, TenantList } from "../../src/identity/operator.port.ts";
import type { OperatorRoutesDeps } from "../../src/llm/operator/operator.routes.ts";
import type { FieldProblem } from "../../src/protocol/errors.ts";
import type {
  AgentRoute,
  ApiKeyRow,
  BreakerRow,
  BudgetStatus,
  FigureRow,
  Figures,
  OperatorCall,
  Overview,
  ProviderKeyRow,
} from "../../src/protocol/operator.schema.ts";
import { err, ok } from "../../src/shared/result.ts";

/** When it is on the desks. */
export const DESK_NOW = Date.parse("2026-11-24T12:34:56Z");
/** What cursors of these lists begin with: the form of the real ones. */
const CURSOR = `${new Date(DESK_NOW).toISOString()}~cal_`;

export const NO_FIGURES: Figures = {
  calls: 0,
  errors: 0,
  fallbacks: 0,
  cache_hits: 0,
  input_tokens: 0,
  output_tokens: 0,
  spend_nanousd: 0,
  saved_nanousd: 0,
  speculation_nanousd: 0,
  speculation_waste_nanousd: 0,
};
export const NO_LATENCY = { total_p50_ms: null, total_p95_ms: null, first_token_p50_ms: null, first_token_p95_ms: null };

export const CALL: OperatorCall = {
  call_id: "cal_1",
  at: "2026-11-24T12:30:00.000Z",
  agent: "tutor",
  purpose: "turn",
  route: "openai:gpt-4.1-mini",
  key: "operator",
  outcome: "ok",
  cache: "none",
  fallback_reason: null,
  course_id: "les_raft-etcd",
  learner_id: "lrn_ada",
  session_id: "ses_1",
  turn_id: "ses_1:5",
  input_tokens: 1_900,
  output_tokens: 210,
  cached_input_tokens: 0,
  reasoning_tokens: 0,
  is_estimated: false,
  cost_nanousd: 1_096_000,
  saved_nanousd: 0,
  first_token_ms: 310,
  total_ms: 1_840,
  prompt_hash: null,
};

/** What the desks hold. Tests change it as an operator or lessons would. */
export interface DeskState {
  budgets: BudgetStatus[];
  breakers: BreakerRow[];
  routes: AgentRoute[];
  keys: ProviderKeyRow[];
  can_store: boolean;
  api_keys: ApiKeyRow[];
  calls: OperatorCall[];
  by_agent: FigureRow[];
  by_route: FigureRow[];
  totals: Overview["totals"];
  series: Overview["series"];
  tenants: { tenant_id: string; name: string }[];
  /** What was asked of the desks, in order: `<desk>.<method> <tenant>`. */
  readonly asked: string[];
}

export function emptyDesks(): DeskState {
  return {
    budgets: [],
    breakers: [],
    routes: ["evaluator", "tutor", "reviewer", "path_generator"].map((agent) => ({ agent, entries: [], source: "deployment" })),
    keys: [],
    can_store: true,
    api_keys: [],
    calls: [],
    by_agent: [],
    by_route: [],
    totals: { ...NO_FIGURES, ...NO_LATENCY },
    series: [],
    tenants: [{ tenant_id: "ten_public", name: "Everyone" }],
    asked: [],
  };
}

const PROVIDERS = [
  { id: "openai", name: "OpenAI", models: ["gpt-4.1-mini", "gpt-4.1"], takes_key: true },
  { id: "anthropic", name: "Anthropic", models: ["claude-haiku-4-5"], takes_key: true },
];

/** The rooms behind the operator's routes, in memory. */
export function operatorDesks(state: DeskState): Pick<OperatorRoutesDeps, "clock" | "desks" | "api_keys" | "tenant_list"> {
  const note = (what: string) => void state.asked.push(what);
  const api_keys: ApiKeyDesk = {
    async list(tenantId) {
      note(`api_keys.list ${tenantId}`);
      return state.api_keys;
    },
    async create(tenantId, label) {
      note(`api_keys.create ${tenantId}`);
      const api_key = { key_id: `key_${state.api_keys.length}`, label, last_four: "wxyz", created_at: CALL.at, revoked_at: null };
      state.api_keys = [api_key, ...state.api_keys];
      return { api_key, key: "cairn_0123456789bcdfghjkmnpqrstvwxyz" };
    },
    async revoke(tenantId, keyId) {
      note(`api_keys.revoke ${tenantId}`);
      state.api_keys = state.api_keys.map((key) => (key.key_id === keyId ? { ...key, revoked_at: CALL.at } : key));
      return state.api_keys.some((key) => key.key_id === keyId);
    },
  };
  const tenant_list: TenantList = {
    listTenants: async () => state.tenants,
    hasTenant: async (tenantId) => state.tenants.some(({ tenant_id }) => tenant_id === tenantId),
    async saveTenant(tenant) {
      state.tenants = [...state.tenants.filter(({ tenant_id }) => tenant_id !== tenant.tenant_id), tenant];
    },
  };
  return {
    clock: { now: () => DESK_NOW },
    api_keys,
    tenant_list,
    desks: {
      clock: { now: () => DESK_NOW },
      calls: {
        async summarise(tenantId) {
          note(`calls.summarise ${tenantId}`);
          const { totals, series, by_agent, by_route } = state;
          return { totals, series, by_agent, by_route };
        },
        async list(tenantId, { cursor, limit }) {
          note(`calls.list ${tenantId}`);
          const from = cursor === null ? 0 : Number(cursor.slice(CURSOR.length));
          const next = from + limit < state.calls.length ? `${CURSOR}${from + limit}` : null;
          return { calls: state.calls.slice(from, from + limit), next };
        },
      },
      budgets: {
        async list(tenantId) {
          note(`budgets.list ${tenantId}`);
          return state.budgets;
        },
        async put(tenantId, budget) {
          note(`budgets.put ${tenantId}`);
          const others = state.budgets.filter((one) => keyOf(one) !== keyOf(budget));
          state.budgets = [...others, { ...UNSPENT, ...budget }];
        },
        async remove(tenantId, key) {
          note(`budgets.remove ${tenantId}`);
          state.budgets = state.budgets.filter((one) => keyOf(one) !== keyOf(key));
        },
        async breakers(tenantId) {
          note(`budgets.breakers ${tenantId}`);
          return state.breakers;
        },
      },
      routes: {
        async list(tenantId) {
          note(`routes.list ${tenantId}`);
          return { routes: state.routes, providers: PROVIDERS };
        },
        async put(tenantId, agent, entries) {
          note(`routes.put ${tenantId}`);
          const wrong: FieldProblem[] = entries.flatMap((entry, index) =>
            /^(openai|anthropic):./.test(entry)
              ? []
              : [{ field: `entries.${index}`, message: `No provider is called "${entry.split(":")[0]}".` }],
          );
          if (wrong.length > 0) return err(wrong);
          state.routes = state.routes.map((route) =>
            route.agent === agent
              ? {
                  agent,
                  source: "tenant",
                  entries: entries.map((entry) => ({ route: entry, price: { input_nanousd: 400, output_nanousd: 1_600 } })),
                }
              : route,
          );
          return ok(null);
        },
        async remove(tenantId, agent) {
          note(`routes.remove ${tenantId}`);
          state.routes = state.routes.map((route) => (route.agent === agent ? { agent, entries: [], source: "deployment" } : route));
        },
        priceOf: () => ({ input_nanousd: 400, cached_input_nanousd: 100, output_nanousd: 1_600 }),
      },
      keys: {
        async list(tenantId) {
          note(`keys.list ${tenantId}`);
          return { keys: state.keys, can_store: state.can_store };
        },
        async put(tenantId, provider, { key, base_url }) {
          note(`keys.put ${tenantId}`);
          if (base_url?.includes("169.254.")) return err([{ field: "base_url", message: "This address is inside a private network." }]);
          const row = { provider, base_url, last_four: key.slice(-4), created_at: CALL.at };
          state.keys = [...state.keys.filter((one) => one.provider !== provider), row];
          return ok(row);
        },
        async remove(tenantId, provider) {
          note(`keys.remove ${tenantId}`);
          state.keys = state.keys.filter((one) => one.provider !== provider);
        },
      },
      cache: {
        async purge(tenantId) {
          note(`cache.purge ${tenantId}`);
          return { entries: 3 };
        },
      },
    },
  };
}

export const UNSPENT: BudgetStatus = {
  scope: "tenant",
  scope_id: "",
  period: "day",
  cap_nanousd: null,
  cap_tokens: null,
  subject_id: null,
  spent_nanousd: 0,
  spent_tokens: 0,
  reserved_nanousd: 0,
  reserved_tokens: 0,
  tier: "full",
  alerts: [],
  resets_at: "2026-11-25T00:00:00.000Z",
};

const keyOf = ({ scope, scope_id, period }: { scope: string; scope_id: string; period: string }) => `${scope} ${scope_id} ${period}`;
