import { type PurseState, purseStateSchema, recordsSchema } from "../../src/llm/account/purse-state.schema.ts";
import { ALLOWANCE_MS } from "../../src/llm/ledger/holder.ts";
import { storedAllowancesSchema } from "../../src/llm/ledger/stored-ledger.schema.ts";
import type { Outage } from "./crashable-worker.ts";
import { readObjects } from "./stored-session.ts";

/** Longer than the watchdog (60 s) and a retry of a check-in (30 s) take together. */
const EVEN_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 500;

/** What everybody who keeps money has on disk. */
export interface StoredMoney {
  readonly purses: ReadonlyMap<string, { readonly state: PurseState; readonly backlog: number }>;
  readonly holders: readonly {
    readonly holder_id: string;
    readonly spent_nanousd: number;
    readonly allowances: ReturnType<typeof storedAllowancesSchema.parse>;
  }[];
  readonly tenant_nanousd: number;
  readonly calls: readonly { readonly call_id: string; readonly session_id: string; readonly cost_nanousd: number }[];
}

/**
 * Money adds up after any number of kills: what the ledger has booked for a session is what its records in the registry come to, nothing is left that
 * somebody was not told, and nothing is set aside that nobody holds. Waits for the check-ins; returns what does not add up as sentences.
 */
export async function checkMoney(statePath: string, outages: readonly Outage[]): Promise<string[]> {
  const until = Date.now() + EVEN_WITHIN_MS;
  for (;;) {
    const violations = compareMoney(readMoney(statePath), outages, Date.now());
    if (violations.length === 0 || Date.now() > until) return violations;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

export function compareMoney({ purses, holders, tenant_nanousd, calls }: StoredMoney, outages: readonly Outage[], nowMs: number): string[] {
  const violations: string[] = [];
  const recorded = new Map<string, number>();
  const prices = new Map<string, number>();
  for (const { call_id, session_id, cost_nanousd } of calls) {
    const known = prices.get(call_id);
    if (known !== undefined && known !== cost_nanousd) violations.push(`${call_id}: is on record at ${known} and at ${cost_nanousd}`);
    // Found twice, it is still one call.
    if (known === undefined) recorded.set(session_id, (recorded.get(session_id) ?? 0) + cost_nanousd);
    prices.set(call_id, cost_nanousd);
  }

  for (const [id, { state, backlog }] of purses) {
    const untold = state.allowances.filter(({ spent, told }) => spent.nanousd !== told.nanousd || spent.tokens !== told.tokens).length;
    if (state.open.length > 0) violations.push(`${id}: ${state.open.length} requests are set aside that nobody makes any more`);
    if (untold > 0) violations.push(`${id}: the ledger was never told what was spent of ${untold} allowances`);
    if (state.outbox.length + backlog > 0) violations.push(`${id}: ${state.outbox.length + backlog} records never left the session`);
  }
  for (const { holder_id, spent_nanousd, allowances } of holders) {
    const cost = recorded.get(holder_id) ?? 0;
    if (spent_nanousd !== cost) violations.push(`${holder_id}: the ledger has booked ${spent_nanousd}, its records come to ${cost}`);
    const held = purses.get(holder_id)?.state.allowances ?? [];
    for (const { allowance_id, expires_at_ms, is_closed } of allowances) {
      if (is_closed || expires_at_ms <= nowMs || held.some((one) => one.allowance_id === allowance_id)) continue;
      // Given, and the session died before it was written down: that comes back when it expires, and has no other reason.
      const isCut = outages.some(({ killed_at }) => killed_at >= expires_at_ms - ALLOWANCE_MS);
      if (!isCut) violations.push(`${holder_id}: ${allowance_id} is set aside and nobody holds it`);
      if (expires_at_ms > nowMs + ALLOWANCE_MS) violations.push(`${holder_id}: ${allowance_id} is set aside for longer than ten minutes`);
    }
  }
  const total = [...recorded.values()].reduce((sum, cost) => sum + cost, 0);
  if (total !== tenant_nanousd) violations.push(`the tenant is booked ${tenant_nanousd}, all records come to ${total}`);
  for (const id of recorded.keys())
    if (!holders.some(({ holder_id }) => holder_id === id) && (recorded.get(id) ?? 0) > 0)
      violations.push(`${id}: there are records of money that the ledger has never heard of`);
  return violations;
}

/** Reads the files of a Worker that may be running: to ask it would wake its objects, and whether they see to it by themselves is the question. */
export function readMoney(statePath: string): StoredMoney {
  const purses = readObjects(statePath, "do/cairn-SessionObject", "purse", (db) => {
    const id = db.prepare("SELECT json_extract(body, '$.session_id') AS id FROM events WHERE seq = 1").get()?.["id"];
    const row = db.prepare("SELECT body FROM purse").get();
    const pages = db.prepare("SELECT body FROM purse_backlog").all();
    const backlog = pages.reduce((sum, { body }) => sum + recordsSchema.parse(JSON.parse(String(body))).length, 0);
    return row ? [[String(id), { state: purseStateSchema.parse(JSON.parse(String(row["body"]))), backlog }] as const] : [];
  });
  const holders = readObjects(statePath, "do/cairn-LedgerObject", "holders", (db) =>
    db
      .prepare("SELECT holder_id, allowances, month_nanousd FROM holders")
      .all()
      .map(({ holder_id, allowances, month_nanousd }) => ({
        holder_id: String(holder_id),
        spent_nanousd: Number(month_nanousd),
        allowances: storedAllowancesSchema.parse(JSON.parse(String(allowances))),
      })),
  );
  const tenants = readObjects(statePath, "do/cairn-LedgerObject", "subjects", (db) =>
    db
      .prepare("SELECT month_nanousd FROM subjects WHERE scope = 'tenant'")
      .all()
      .map(({ month_nanousd }) => Number(month_nanousd)),
  );
  const calls = readObjects(statePath, "d1/miniflare-D1DatabaseObject", "model_calls", (db) =>
    db
      .prepare("SELECT call_id, session_id, cost_nanousd FROM model_calls")
      .all()
      .map(({ call_id, session_id, cost_nanousd }) => ({
        call_id: String(call_id),
        session_id: String(session_id),
        cost_nanousd: Number(cost_nanousd),
      })),
  );
  return { purses: new Map(purses), holders, tenant_nanousd: tenants.reduce((sum, one) => sum + one, 0), calls };
}
