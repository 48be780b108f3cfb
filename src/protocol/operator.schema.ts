import { z } from "zod";

// What the operator's page and the operator's own programs send and get under /v1/operator. Every route takes `?tenant=ten_…` (absent: the public
// tenant). Money is in nano-dollars (10⁻⁹ USD), time in milliseconds, instants are ISO 8601 in UTC, shares are 0 to 1.

const count = z.number().int().min(0);
const ms = count.nullable();
export const tenantIdSchema = z.templateLiteral(["ten_", z.string().regex(/^[A-Za-z0-9_-]{1,60}$/)], {
  error: "A tenant's id: ten_ and 1 to 60 letters, digits, _ or -. GET /v1/operator/tenants lists them.",
});
const routeName = z.string().trim().min(3).max(160);

/** How far back the figures go, from now. */
export const rangeSchema = z.enum(["hour", "day", "week", "month"]);
export type Range = z.output<typeof rangeSchema>;

/** Strict: a name that is misspelt must not turn a question about one tenant into a change at another. */
export const tenantQuerySchema = z.strictObject({ tenant: tenantIdSchema.default("ten_public") });
export const overviewQuerySchema = tenantQuerySchema.extend({ range: rangeSchema.default("day") });

/** POST /v1/operator/login: the token of the deployment for a cookie. */
export const operatorLoginBodySchema = z.strictObject({ token: z.string().min(1).max(4_096) });
/** POST /v1/operator/login and GET /v1/operator/session: until when the sign-in holds; null for a bearer token, which has no end. */
export const operatorSessionSchema = z.object({ expires_at: z.iso.datetime().nullable() });
export type OperatorSession = z.output<typeof operatorSessionSchema>;

/** PUT /v1/operator/tenants/:tenant_id. */
export const tenantBodySchema = z.strictObject({ name: z.string().trim().min(1, "Say whose it is.").max(80) });
/** GET /v1/operator/tenants. */
export const tenantsBodySchema = z.object({ tenants: z.array(z.object({ tenant_id: z.string(), name: z.string() })) });
export type TenantRow = z.output<typeof tenantsBodySchema>["tenants"][number];

/** Sums over calls. A call is a request to a model; an answer from a cache is a hit and no call. */
export const figuresSchema = z.object({
  calls: count,
  /** Calls that gave no usable answer; those that were called off because nobody needed them any more are none. */
  errors: count,
  /** Calls that were made because an earlier entry of the route had not answered. */
  fallbacks: count,
  /** Answers that cost nothing because they had been paid for before, drafts written ahead included. */
  cache_hits: count,
  input_tokens: count,
  output_tokens: count,
  spend_nanousd: count,
  /** What the hits had cost when they were made. */
  saved_nanousd: count,
  /** Part of the spend: drafts written ahead. */
  speculation_nanousd: count,
  /** Part of that: drafts that nobody was shown. */
  speculation_waste_nanousd: count,
});
export type Figures = z.output<typeof figuresSchema>;

/** Nearest-rank percentiles of calls that gave an answer; null where there was none. */
export const latencySchema = z.object({ total_p50_ms: ms, total_p95_ms: ms, first_token_p50_ms: ms, first_token_p95_ms: ms });
export type Latency = z.output<typeof latencySchema>;

/** One row of a table: an agent's name or a route's `<provider>:<model>`. */
export const figureRowSchema = figuresSchema.extend(latencySchema.shape).extend({ name: z.string() });
export type FigureRow = z.output<typeof figureRowSchema>;

/** One step of the series; steps in which nothing happened are there too, with zeros. */
export const seriesPointSchema = figuresSchema.extend({ at: z.iso.datetime(), total_p50_ms: ms, total_p95_ms: ms });
export type SeriesPoint = z.output<typeof seriesPointSchema>;

export const breakerSchema = z.object({
  route: z.string(),
  state: z.enum(["closed", "open", "half_open"]),
  /** When a probe may be sent; null unless open. */
  until: z.iso.datetime().nullable(),
});
export type BreakerRow = z.output<typeof breakerSchema>;

const cap = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable();
const budgetFields = {
  scope: z.enum(["tenant", "course", "learner"]),
  scope_id: z.string().trim().max(64),
  period: z.enum(["day", "month"]),
};

/** Whom a budget of each scope may be for: one that names nobody would never hold anybody back. */
const SUBJECTS = { tenant: /^$/, course: /^(?:\*|les_[A-Za-z0-9_-]+)$/, learner: /^(?:\*|lrn_[A-Za-z0-9_-]+)$/ };

/** PUT /v1/operator/budgets. `scope_id` is empty for the tenant, otherwise a lesson's or learner's id or `*` for each of them. */
export const budgetBodySchema = z
  .strictObject({ ...budgetFields, cap_nanousd: cap, cap_tokens: cap })
  .refine((budget) => budget.cap_nanousd !== null || budget.cap_tokens !== null, {
    path: ["cap_nanousd"],
    message: "Give a cap in money, in tokens, or both.",
  })
  .refine(({ scope, scope_id }) => SUBJECTS[scope].test(scope_id), {
    path: ["scope_id"],
    message: "Empty for the tenant; for a course its lesson's id (les_…), for a learner theirs (lrn_…), or * for each of them.",
  });
export type BudgetBody = z.output<typeof budgetBodySchema>;
/** DELETE /v1/operator/budgets?scope=&scope_id=&period=. */
export const budgetKeySchema = tenantQuerySchema.extend({ ...budgetFields, scope_id: budgetFields.scope_id.default("") });
export type BudgetKey = Pick<BudgetBody, "scope" | "scope_id" | "period">;

/** One budget and how it stands in its current day or month. */
export const budgetStatusSchema = z.object({
  ...budgetFields,
  cap_nanousd: cap,
  cap_tokens: cap,
  /** Whose figures these are: for `*` the one nearest to its cap; null while nobody has spent anything. */
  subject_id: z.string().nullable(),
  spent_nanousd: count,
  spent_tokens: count,
  /** Set aside for calls under way; not spent yet. */
  reserved_nanousd: count,
  reserved_tokens: count,
  tier: z.enum(["full", "tight", "spent"]),
  /** Marks that were passed, and when. */
  alerts: z.array(z.object({ percent: z.union([z.literal(50), z.literal(80), z.literal(100)]), at: z.iso.datetime() })),
  /** When the period ends and the spend begins at nothing. */
  resets_at: z.iso.datetime(),
});
export type BudgetStatus = z.output<typeof budgetStatusSchema>;
export const budgetsBodySchema = z.object({ budgets: z.array(budgetStatusSchema) });

/** One entry of a route. The price is the list price a million tokens; null: nobody has looked it up, and budgets go by a high guess. */
export const routeEntrySchema = z.object({
  route: z.string(),
  price: z.object({ input_nanousd: count, output_nanousd: count }).nullable(),
});
/** The models that an agent asks, in order; the embedded tutor after the last is implied. */
export const agentRouteSchema = z.object({
  agent: z.string(),
  entries: z.array(routeEntrySchema),
  /** Who set it: the tenant for this agent, the tenant for all agents (`default`), or the deployment. */
  source: z.enum(["tenant", "tenant_default", "deployment"]),
});
export type AgentRoute = z.output<typeof agentRouteSchema>;
/** PUT /v1/operator/routes/:agent. `agent` is an agent's name or `default`. */
export const routeBodySchema = z.strictObject({ entries: z.array(routeName).max(8) });
export const routesBodySchema = z.object({
  routes: z.array(agentRouteSchema),
  /** What may be named in a route: `<provider>:<model>`, the models being those with a known price. */
  providers: z.array(z.object({ id: z.string(), name: z.string(), models: z.array(z.string()), takes_key: z.boolean() })),
});
export type RoutesBody = z.output<typeof routesBodySchema>;

/** What 1,000 turns cost at list prices by the first entry of each route in force. */
export const estimateSchema = z.object({
  nanousd_per_1000_turns: count,
  /** `measured`: tokens of this tenant's own calls in the last month; `assumed`: of the lessons that come with Cairn. */
  basis: z.enum(["measured", "assumed"]),
  agents: z.array(
    z.object({
      agent: z.string(),
      /** Null: no model is asked, the embedded tutor answers for nothing. */
      route: z.string().nullable(),
      is_price_known: z.boolean(),
      calls_per_turn: z.number().min(0),
      input_tokens: count,
      output_tokens: count,
      nanousd_per_1000_turns: count,
    }),
  ),
});
export type Estimate = z.output<typeof estimateSchema>;

/** GET /v1/operator/overview?tenant=&range=. */
export const overviewBodySchema = z.object({
  tenant_id: z.string(),
  range: rangeSchema,
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  totals: figuresSchema.extend(latencySchema.shape),
  series: z.array(seriesPointSchema),
  by_agent: z.array(figureRowSchema),
  by_route: z.array(figureRowSchema),
  breakers: z.array(breakerSchema),
  budgets: z.array(budgetStatusSchema),
  routes: z.array(agentRouteSchema),
  estimate: estimateSchema,
});
export type Overview = z.output<typeof overviewBodySchema>;

/** GET /v1/operator/calls: one row a call or cache hit; the fields are those of the call's record. */
export const operatorCallSchema = z.object({
  call_id: z.string(),
  at: z.iso.datetime(),
  agent: z.string(),
  purpose: z.enum(["turn", "speculation", "api"]),
  route: z.string(),
  key: z.enum(["operator", "tenant"]),
  outcome: z.string(),
  cache: z.enum(["none", "exact", "semantic", "speculation"]),
  fallback_reason: z.string().nullable(),
  course_id: z.string().nullable(),
  learner_id: z.string().nullable(),
  session_id: z.string().nullable(),
  turn_id: z.string().nullable(),
  input_tokens: count,
  output_tokens: count,
  cached_input_tokens: count,
  reasoning_tokens: count,
  is_estimated: z.boolean(),
  cost_nanousd: count,
  saved_nanousd: count,
  first_token_ms: ms,
  total_ms: count,
  prompt_hash: z.string().nullable(),
});
export type OperatorCall = z.output<typeof operatorCallSchema>;
/** Newest first. `cursor` is the `next` of the page before. GET /v1/operator/calls.csv takes `tenant` and `range` and has the same columns. */
export const callsQuerySchema = tenantQuerySchema.extend({
  cursor: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z~cal_\S{1,100}$/, "is the `next` of the page before, unchanged")
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(25),
});
export const callsBodySchema = z.object({ calls: z.array(operatorCallSchema), next: z.string().nullable() });
export type CallsBody = z.output<typeof callsBodySchema>;

/** PUT /v1/operator/keys/:provider. `base_url` null: the provider's own address. */
export const providerKeyBodySchema = z.strictObject({
  key: z.string().trim().min(8, "A key has at least 8 characters.").max(512),
  base_url: z
    .url({ protocol: /^https$/, error: "An https address, or leave it empty." })
    .max(400)
    .nullable()
    .default(null),
});
export type ProviderKeyBody = z.output<typeof providerKeyBodySchema>;
export const providerKeySchema = z.object({
  provider: z.string(),
  base_url: z.string().nullable(),
  /** The only part of a key that is ever shown. */
  last_four: z.string(),
  created_at: z.iso.datetime(),
});
export type ProviderKeyRow = z.output<typeof providerKeySchema>;
/** `can_store`: whether KEY_ENCRYPTION_KEY is set, without which no key is taken. */
export const providerKeysBodySchema = z.object({ keys: z.array(providerKeySchema), can_store: z.boolean() });
export type ProviderKeysBody = z.output<typeof providerKeysBodySchema>;

/** POST /v1/operator/api-keys. */
export const apiKeyBodySchema = z.strictObject({ label: z.string().trim().min(1, "Say what it is for.").max(80) });
export const apiKeySchema = z.object({
  key_id: z.string(),
  label: z.string(),
  last_four: z.string(),
  created_at: z.iso.datetime(),
  revoked_at: z.iso.datetime().nullable(),
});
export type ApiKeyRow = z.output<typeof apiKeySchema>;
export const apiKeysBodySchema = z.object({ api_keys: z.array(apiKeySchema) });
/** The answer to POST: `key` is shown this once. */
export const createdApiKeySchema = z.object({ api_key: apiKeySchema, key: z.string() });
export type CreatedApiKey = z.output<typeof createdApiKeySchema>;

/** POST /v1/operator/cache/purge: how many answers were forgotten; null where they were made unreachable without being counted. */
export const purgedBodySchema = z.object({ entries: count.nullable() });
export type Purged = z.output<typeof purgedBodySchema>;
