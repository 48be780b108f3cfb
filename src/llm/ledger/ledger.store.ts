import type { BreakerState } from "./breakers.ts";
import { ALLOWANCE_MS, type Holder } from "./holder.ts";
import type { Budget, BudgetScope } from "./ledger.port.ts";
import type { Subject } from "./subject.ts";
import { storedAllowancesSchema, storedBreakerSchema, storedBudgetSchema, storedMarksSchema } from "./stored-ledger.schema.ts";
import { periodStart, type Tally } from "./tally.ts";

/** A stored row that no longer fits its schema: named, so that an operator can find it. */
export class DamagedLedgerError extends Error {
  override readonly name = "DamagedLedgerError";
}

/** Rows of the ledger in the object's own SQLite. All methods are synchronous; nothing is remembered here. */
export interface LedgerStore {
  budgets(): Budget[];
  /** Sets a budget; with `isFirst`, the first for courses or learners, it sums what each has spent in the day and month of `nowMs` from the holders. */
  putBudget(budget: Budget, when: { readonly nowMs: number; readonly isFirst: boolean }): void;
  removeBudget(key: Pick<Budget, "scope" | "scope_id" | "period">): void;
  holder(holderId: string): Holder | null;
  /** Those that have set money aside beyond `nowMs`. */
  openHolders(nowMs: number): Holder[];
  subject(scope: BudgetScope, subjectId: string): Subject | null;
  /** Of all that a budget is for, the one that has spent the largest part of its cap in the period of `nowMs`; null when none has spent anything. */
  nearestToCap(budget: Budget, nowMs: number): Subject | null;
  breakers(): [string, BreakerState][];
  putBreaker(route: string, state: BreakerState): void;
  /** The latest time that was ever written; 0 in an empty ledger. */
  latestMs(): number;
  /**
   * One check-in, all or none: a row for the holder and one for each subject. With `forgetBeforeMs` it also forgets holders that were last heard of before
   * then, and subjects that have spent nothing in the month of `nowMs`.
   */
  write(entry: {
    readonly holder: Holder;
    readonly subjects: readonly Subject[];
    readonly nowMs: number;
    readonly forgetBeforeMs: number | null;
  }): void;
}

/**
 * Holders are found again by the ten minutes in which they were last heard of: exactly as long as an allowance lasts, so that those who may hold one lie in
 * two such spans. An index on something that changes at every check-in would be one more row to pay for each time; this one changes once in ten minutes.
 */
const SPAN_MS = ALLOWANCE_MS;
const spanOf = (ms: number): number => Math.floor(ms / SPAN_MS);

// Without a rowid a table is its own index: one row written is one row paid for.
const TALLY_COLUMNS = `
  day_start_ms INTEGER NOT NULL, day_nanousd INTEGER NOT NULL, day_tokens INTEGER NOT NULL,
  month_start_ms INTEGER NOT NULL, month_nanousd INTEGER NOT NULL, month_tokens INTEGER NOT NULL`;
const TABLES = `
  CREATE TABLE IF NOT EXISTS budgets (scope TEXT NOT NULL, scope_id TEXT NOT NULL, period TEXT NOT NULL, cap_nanousd INTEGER, cap_tokens INTEGER,
    PRIMARY KEY (scope, scope_id, period)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS holders (holder_id TEXT PRIMARY KEY, course_id TEXT, learner_id TEXT, issued INTEGER NOT NULL, allowances TEXT NOT NULL,
    open_until_ms INTEGER NOT NULL, heard_ms INTEGER NOT NULL, ${TALLY_COLUMNS}, heard_span INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS holders_by_span ON holders (heard_span);
  CREATE TABLE IF NOT EXISTS subjects (scope TEXT NOT NULL, subject_id TEXT NOT NULL, marks TEXT NOT NULL, ${TALLY_COLUMNS},
    PRIMARY KEY (scope, subject_id)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS latest (id INTEGER PRIMARY KEY CHECK (id = 1), at_ms INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS breakers (route TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
`;
/** Brings a ledger from before there were spans up to date; all or none of it. */
const ADD_SPANS = [
  "ALTER TABLE holders ADD COLUMN heard_span INTEGER NOT NULL DEFAULT 0",
  `UPDATE holders SET heard_span = heard_ms / ${SPAN_MS}`,
  "CREATE INDEX holders_by_span ON holders (heard_span)",
];
const TALLY_NAMES = "day_start_ms, day_nanousd, day_tokens, month_start_ms, month_nanousd, month_tokens";
const TALLY_UPDATE = TALLY_NAMES.split(", ")
  .map((name) => `${name} = excluded.${name}`)
  .join(", ");

type TallyRow = {
  day_start_ms: number;
  day_nanousd: number;
  day_tokens: number;
  month_start_ms: number;
  month_nanousd: number;
  month_tokens: number;
};
type HolderRow = TallyRow & { holder_id: string; course_id: string | null; learner_id: string | null; issued: number; allowances: string };
type SubjectRow = TallyRow & { subject_id: string; marks: string };

/** Opens the store. Tables are made with the first write, so that looking at a tenant that has spent nothing writes nothing. */
export function createLedgerStore(storage: DurableObjectStorage): LedgerStore {
  const { sql } = storage;
  const known = [...sql.exec("SELECT name FROM sqlite_master WHERE name IN ('holders', 'holders_by_span')")].length;
  let hasTables = known > 0;
  if (known === 1) storage.transactionSync(() => ADD_SPANS.forEach((statement) => sql.exec(statement)));
  const rows = <T extends Record<string, SqlStorageValue>>(query: string, ...bindings: SqlStorageValue[]): T[] =>
    hasTables ? sql.exec<T>(query, ...bindings).toArray() : [];
  const makeTables = (): void => {
    if (!hasTables) sql.exec(TABLES);
    hasTables = true;
  };
  const run = (query: string, ...bindings: SqlStorageValue[]): void => {
    makeTables();
    sql.exec(query, ...bindings);
  };

  function writeHolder(holder: Holder, nowMs: number): void {
    const openUntil = Math.max(0, ...holder.allowances.filter(({ is_closed }) => !is_closed).map(({ expires_at_ms }) => expires_at_ms));
    const { holder_id, course_id, learner_id, issued, allowances, tally } = holder;
    const changing = [issued, JSON.stringify(allowances), openUntil, nowMs, ...tallyValues(tally)];
    // Naming the span would rewrite its row in the index, also where it stays the same.
    const known = sql.exec(
      `UPDATE holders SET (issued, allowances, open_until_ms, heard_ms, ${TALLY_NAMES}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       WHERE holder_id = ? AND heard_span = ? RETURNING 1`,
      ...[...changing, holder_id, spanOf(nowMs)],
    );
    if (known.toArray().length > 0) return;
    sql.exec(
      `INSERT INTO holders (holder_id, course_id, learner_id, heard_span, issued, allowances, open_until_ms, heard_ms, ${TALLY_NAMES})
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (holder_id) DO UPDATE SET heard_span = excluded.heard_span, issued = excluded.issued, allowances = excluded.allowances,
         open_until_ms = excluded.open_until_ms, heard_ms = excluded.heard_ms, ${TALLY_UPDATE}`,
      ...[holder_id, course_id, learner_id, spanOf(nowMs), ...changing],
    );
  }

  function writeSubject({ scope, subject_id, marks, tally }: Subject): void {
    run(
      `INSERT INTO subjects (scope, subject_id, marks, ${TALLY_NAMES}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (scope, subject_id) DO UPDATE SET marks = excluded.marks, ${TALLY_UPDATE}`,
      ...[scope, subject_id, JSON.stringify(marks)],
      ...tallyValues(tally),
    );
  }

  function countScope(scope: "course" | "learner", nowMs: number): void {
    const column = scope === "course" ? "course_id" : "learner_id";
    const [day, month] = [periodStart("day", nowMs), periodStart("month", nowMs)];
    const inDay = (name: string) => `SUM(CASE WHEN day_start_ms = ? THEN ${name} ELSE 0 END)`;
    run(
      `INSERT INTO subjects (scope, subject_id, marks, ${TALLY_NAMES})
       SELECT ?, ${column}, '[]', ?, ${inDay("day_nanousd")}, ${inDay("day_tokens")}, ?, SUM(month_nanousd), SUM(month_tokens)
       FROM holders WHERE ${column} IS NOT NULL AND month_start_ms = ? GROUP BY ${column}
       ON CONFLICT (scope, subject_id) DO UPDATE SET ${TALLY_UPDATE}`,
      ...[scope, day, day, day, month, month],
    );
  }

  return {
    budgets: () =>
      rows(
        `SELECT scope, scope_id, period, cap_nanousd, cap_tokens FROM budgets
         ORDER BY CASE scope WHEN 'tenant' THEN 0 WHEN 'course' THEN 1 ELSE 2 END, scope_id, period`,
      ).map((row) => {
        const parsed = storedBudgetSchema.safeParse(row);
        if (!parsed.success) throw new DamagedLedgerError("A stored budget does not fit its schema.");
        return parsed.data;
      }),
    putBudget({ scope, scope_id, period, cap_nanousd, cap_tokens }, { nowMs, isFirst }) {
      makeTables();
      storage.transactionSync(() => {
        if (isFirst && scope !== "tenant") countScope(scope, nowMs);
        run(
          `INSERT INTO budgets (scope, scope_id, period, cap_nanousd, cap_tokens) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (scope, scope_id, period) DO UPDATE SET cap_nanousd = excluded.cap_nanousd, cap_tokens = excluded.cap_tokens`,
          ...[scope, scope_id, period, cap_nanousd, cap_tokens],
        );
        run("INSERT INTO latest (id, at_ms) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at_ms = excluded.at_ms", nowMs);
      });
    },
    removeBudget({ scope, scope_id, period }) {
      if (hasTables) run("DELETE FROM budgets WHERE scope = ? AND scope_id = ? AND period = ?", scope, scope_id, period);
    },
    holder(holderId) {
      const [row] = rows<HolderRow>("SELECT * FROM holders WHERE holder_id = ?", holderId);
      return row ? toHolder(row) : null;
    },
    openHolders: (nowMs) =>
      rows<HolderRow>("SELECT * FROM holders WHERE heard_span >= ? AND open_until_ms > ?", spanOf(nowMs - ALLOWANCE_MS), nowMs).map(
        toHolder,
      ),
    subject(scope, subjectId) {
      const [row] = rows<SubjectRow>("SELECT * FROM subjects WHERE scope = ? AND subject_id = ?", scope, subjectId);
      return row ? toSubject(scope, row) : null;
    },
    nearestToCap({ scope, period, cap_nanousd, cap_tokens }, nowMs) {
      const share = (name: string) => `CASE WHEN ? IS NULL THEN 0 WHEN ? = 0 THEN 1 ELSE ${period}_${name} * 1.0 / ? END`;
      const [row] = rows<SubjectRow>(
        `SELECT * FROM subjects WHERE scope = ? AND ${period}_start_ms = ? AND (${period}_nanousd > 0 OR ${period}_tokens > 0)
         ORDER BY MAX(${share("nanousd")}, ${share("tokens")}) DESC LIMIT 1`,
        ...[scope, periodStart(period, nowMs)],
        ...[cap_nanousd, cap_nanousd, cap_nanousd, cap_tokens, cap_tokens, cap_tokens],
      );
      return row ? toSubject(scope, row) : null;
    },
    breakers: () =>
      rows<{ route: string; body: string }>("SELECT route, body FROM breakers").map(({ route, body }) => [
        route,
        readJson("breaker", storedBreakerSchema, body),
      ]),
    putBreaker: (route, state) =>
      run(
        "INSERT INTO breakers (route, body) VALUES (?, ?) ON CONFLICT (route) DO UPDATE SET body = excluded.body",
        route,
        JSON.stringify(state),
      ),
    latestMs: () =>
      rows<{ latest: number | null }>(
        `SELECT MAX(at_ms) AS latest FROM (SELECT MAX(heard_ms) AS at_ms FROM holders WHERE heard_span = (SELECT MAX(heard_span) FROM holders)
         UNION ALL SELECT at_ms FROM latest)`,
      )[0]?.latest ?? 0,
    write({ holder, subjects, nowMs, forgetBeforeMs }) {
      makeTables(); // before the transaction, which would take them back with the rest
      storage.transactionSync(() => {
        if (forgetBeforeMs !== null) {
          run("DELETE FROM holders WHERE heard_span <= ? AND heard_ms < ?", spanOf(forgetBeforeMs), forgetBeforeMs);
          run("DELETE FROM subjects WHERE month_start_ms < ?", periodStart("month", nowMs));
        }
        writeHolder(holder, nowMs);
        for (const subject of subjects) writeSubject(subject);
      });
    },
  };
}

function tallyValues({ day_start_ms, day, month_start_ms, month }: Tally): number[] {
  return [day_start_ms, day.nanousd, day.tokens, month_start_ms, month.nanousd, month.tokens];
}

function toTally(row: TallyRow): Tally {
  return {
    day_start_ms: row.day_start_ms,
    day: { nanousd: row.day_nanousd, tokens: row.day_tokens },
    month_start_ms: row.month_start_ms,
    month: { nanousd: row.month_nanousd, tokens: row.month_tokens },
  };
}

function toHolder(row: HolderRow): Holder {
  const { holder_id, course_id, learner_id, issued } = row;
  const allowances = readJson("list of allowances", storedAllowancesSchema, row.allowances);
  return { holder_id, course_id, learner_id, issued, allowances, tally: toTally(row) };
}

function toSubject(scope: BudgetScope, row: SubjectRow): Subject {
  return { scope, subject_id: row.subject_id, marks: readJson("list of marks", storedMarksSchema, row.marks), tally: toTally(row) };
}

interface Shape<T> {
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false };
}

function readJson<T>(what: string, shape: Shape<T>, body: string): T {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new DamagedLedgerError(`A stored ${what} is not JSON.`);
  }
  const parsed = shape.safeParse(value);
  if (!parsed.success) throw new DamagedLedgerError(`A stored ${what} does not fit its schema.`);
  return parsed.data;
}
