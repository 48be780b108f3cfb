import { and, desc, eq, gte, lt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { z } from "zod";
import {
  figureRowSchema,
  figuresSchema,
  latencySchema,
  type Overview,
  operatorCallSchema,
  type SeriesPoint,
} from "../../protocol/operator.schema.ts";
import type { Principal } from "../../protocol/principal.ts";
import { toIso } from "../../shared/clock.ts";
import type { TenantId } from "../../shared/ids.ts";
import type { CallReports, Window } from "../operator/operator.port.ts";
import type { CallStore } from "./call-store.port.ts";
import { modelCalls } from "./model-calls.table.ts";
import { splitRecords } from "./split-records.ts";
import { splitTime } from "./split-time.ts";

/** A bound text may have 2 MB in D1; half of that is some 1,500 records, which is more than a batch of messages usually brings. */
const MAX_PARAMETER_BYTES = 1_000_000;

const COLUMNS = Object.keys(modelCalls).filter((name) => name in operatorCallSchema.shape || name === "tenant_id");

/** What says for whom and where a call was made. */
const NAMES: ReadonlySet<string> = new Set(["learner_id", "session_id", "turn_id"]);
// A record may wait for hours in the queue, and its learner be erased meanwhile: whoever is not in the registry any more is not named.
const IS_KNOWN = "(value ->> '$.learner_id' IS NULL OR EXISTS (SELECT 1 FROM learners WHERE learner_id = value ->> '$.learner_id'))";
const valueOf = (name: string): string => (NAMES.has(name) ? `iif(${IS_KNOWN}, value ->> '$.${name}', NULL)` : `value ->> '$.${name}'`);

// A row has 24 values and a statement may bind 100, so rows come as one JSON text instead: one statement for a whole batch. The `WHERE` keeps SQLite from
// reading `ON CONFLICT` as part of a join.
const INSERT = `INSERT INTO model_calls (${COLUMNS.map((name) => `"${name}"`).join(", ")})
  SELECT ${COLUMNS.map(valueOf).join(", ")} FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING`;

// There is no index by time alone: this leaps from tenant to tenant along the key and takes the oldest rows of each.
const DELETE = `DELETE FROM model_calls WHERE (tenant_id, at, call_id) IN (
  WITH RECURSIVE tenant (id) AS (
    SELECT min(tenant_id) FROM model_calls
    UNION ALL
    SELECT (SELECT min(tenant_id) FROM model_calls WHERE tenant_id > tenant.id) FROM tenant WHERE tenant.id IS NOT NULL
  )
  SELECT model_calls.tenant_id, model_calls.at, model_calls.call_id FROM tenant CROSS JOIN model_calls ON model_calls.tenant_id = tenant.id AND model_calls.at < ?1 LIMIT ?2)`;

/** Between the parts of a cursor; in neither of them. */
const MARK = "~";

const FIGURES = Object.keys(figuresSchema.shape);

/** By what the calls are put together, as SQL. Fixed texts: nothing that anybody sends gets in here. */
const GROUPS = {
  totals: "0",
  step: "(unixepoch(at) * 1000 + CAST(substr(at, 21, 3) AS INTEGER) - CAST(?4 AS INTEGER)) / CAST(?5 AS INTEGER)",
  agent: "agent",
  route: "route",
} as const;

/** A draft is known by who asked what for whom. Null where one of them is, and so equal to none. */
const DRAFT = "session_id || ' ' || agent || ' ' || prompt_hash";

/**
 * Figures and percentiles of one kind of group, along the key of a tenant's window; the Worker gets one row a group. A draft written ahead counts as used
 * when its session noted that it used an answer of that agent to that very prompt. A nearest-rank percentile is the smallest value that at least so large a
 * share does not exceed; a share is one division, rounded as the constant is, so the comparison is exact.
 */
function summaryOf(group: keyof typeof GROUPS): string {
  const window = "tenant_id = ?1 AND at >= ?2 AND at < ?3";
  return `
WITH used AS (
  SELECT ${DRAFT} AS draft FROM model_calls WHERE ${window} AND cache = 'speculation' AND ${DRAFT} IS NOT NULL
), marked AS (
  SELECT ${GROUPS[group]} AS name, outcome, fallback_reason, input_tokens, output_tokens, cost_nanousd, saved_nanousd, total_ms, first_token_ms,
    cache = 'none' AS is_call, cache = 'none' AND outcome = 'ok' AS is_answer, purpose = 'speculation' AS is_ahead,
    purpose = 'speculation' AND ${DRAFT} IN (SELECT draft FROM used) AS is_used
  FROM model_calls WHERE ${window}
), ranked AS (
  SELECT *,
    CUME_DIST() OVER (PARTITION BY name, is_answer ORDER BY total_ms) AS total_share,
    CUME_DIST() OVER (PARTITION BY name, is_answer, first_token_ms IS NULL ORDER BY first_token_ms) AS first_share
  FROM marked
)
SELECT name,
  SUM(is_call) AS calls,
  SUM(is_call AND outcome NOT IN ('ok', 'cancelled')) AS errors,
  SUM(is_call AND fallback_reason IS NOT NULL) AS fallbacks,
  SUM(NOT is_call) AS cache_hits,
  SUM(input_tokens) AS input_tokens,
  SUM(output_tokens) AS output_tokens,
  SUM(cost_nanousd) AS spend_nanousd,
  SUM(saved_nanousd) AS saved_nanousd,
  SUM(iif(is_ahead, cost_nanousd, 0)) AS speculation_nanousd,
  SUM(iif(is_ahead AND is_used IS NOT 1, cost_nanousd, 0)) AS speculation_waste_nanousd,
  MIN(CASE WHEN is_answer AND total_share >= 0.5 THEN total_ms END) AS total_p50_ms,
  MIN(CASE WHEN is_answer AND total_share >= 0.95 THEN total_ms END) AS total_p95_ms,
  MIN(CASE WHEN is_answer AND first_share >= 0.5 THEN first_token_ms END) AS first_token_p50_ms,
  MIN(CASE WHEN is_answer AND first_share >= 0.95 THEN first_token_ms END) AS first_token_p95_ms
FROM ranked GROUP BY name ORDER BY calls DESC, name`;
}

const SUMMARIES = { totals: summaryOf("totals"), step: summaryOf("step"), agent: summaryOf("agent"), route: summaryOf("route") };

const totalsSchema = figuresSchema.extend(latencySchema.shape);
const stepSchema = totalsSchema.extend({ name: z.number().int().min(0) });

const NOTHING = { ...Object.fromEntries(FIGURES.map((figure) => [figure, 0])), total_p50_ms: null, total_p95_ms: null };
const NO_TOTALS = totalsSchema.parse({ ...NOTHING, first_token_p50_ms: null, first_token_p95_ms: null });

export interface ForgetLearner {
  /**
   * What the calls cost stays; for whom and in which session they were made does not.
   * @param since when the learner was first known, null: nobody knows; `now` in ms since the epoch
   */
  forgetLearner(owner: Principal, since: string | null, now: number): Promise<void>;
}

/** Records of calls in D1, and what they say. */
export function createCallRepository(d1: D1Database): CallStore & CallReports & ForgetLearner {
  const db = drizzle(d1);
  return {
    async save(records) {
      for (const run of splitRecords(records, MAX_PARAMETER_BYTES)) await d1.prepare(INSERT).bind(JSON.stringify(run)).run();
    },

    async deleteBefore(at, limit) {
      const { meta } = await d1.prepare(DELETE).bind(at, limit).run();
      return meta.changes;
    },

    /** The key is the only index, so all that a tenant has from that time is read: a few days in each statement, however busy the tenant is. */
    async forgetLearner({ tenant_id, learner_id }, since, now) {
      for (const { from, to } of splitTime(since, now))
        await db
          .update(modelCalls)
          .set({ learner_id: null, session_id: null, turn_id: null })
          .where(
            and(
              eq(modelCalls.tenant_id, tenant_id),
              from === null ? undefined : gte(modelCalls.at, from),
              to === null ? undefined : lt(modelCalls.at, to),
              eq(modelCalls.learner_id, learner_id),
            ),
          );
    },

    summarise: (tenantId, window) => summariseCalls(d1, tenantId, window),

    /** A cursor is only ever compared with keys of the same tenant, so one that somebody made up shows nothing that is not theirs. */
    async list(tenantId, { cursor, limit }) {
      const [at = "", callId = ""] = cursor?.split(MARK, 2) ?? [];
      const isOlder = cursor === null ? undefined : sql`(${modelCalls.at}, ${modelCalls.call_id}) < (${at}, ${callId})`;
      const rows = await db
        .select()
        .from(modelCalls)
        .where(and(eq(modelCalls.tenant_id, tenantId), isOlder))
        .orderBy(desc(modelCalls.at), desc(modelCalls.call_id))
        .limit(limit + 1);
      const calls = rows.slice(0, limit).map((row) => operatorCallSchema.parse(row));
      const last = calls.at(-1);
      return { calls, next: last && rows.length > limit ? `${last.at}${MARK}${last.call_id}` : null };
    },
  };
}

/** What a tenant's records say about a window, in one round trip. Steps in which nothing happened are there too. */
async function summariseCalls(
  d1: D1Database,
  tenantId: TenantId,
  { from_ms, to_ms, step_ms }: Window,
): Promise<Pick<Overview, "totals" | "series" | "by_agent" | "by_route">> {
  const bounds = [tenantId, toIso(from_ms), toIso(to_ms)];
  const [totals, steps, agents, routes] = await d1.batch([
    d1.prepare(SUMMARIES.totals).bind(...bounds),
    d1.prepare(SUMMARIES.step).bind(...bounds, from_ms, step_ms),
    d1.prepare(SUMMARIES.agent).bind(...bounds),
    d1.prepare(SUMMARIES.route).bind(...bounds),
  ]);
  const stepRows = new Map(
    z
      .array(stepSchema)
      .parse(steps?.results)
      .map(({ name, ...row }) => [name, row]),
  );
  const series = Array.from({ length: Math.ceil((to_ms - from_ms) / step_ms) }, (_, index): SeriesPoint => {
    const { first_token_p50_ms: _p50, first_token_p95_ms: _p95, ...row } = stepRows.get(index) ?? NO_TOTALS;
    return { at: toIso(from_ms + index * step_ms), ...row };
  });
  return {
    totals: z.array(totalsSchema).parse(totals?.results)[0] ?? NO_TOTALS,
    series,
    by_agent: z.array(figureRowSchema).parse(agents?.results),
    by_route: z.array(figureRowSchema).parse(routes?.results),
  };
}
