import { rememberFor } from "../../shared/remember.ts";
import type { CallRecord } from "../calls/call-record.schema.ts";
import { type PurseState, purseStateSchema, recordsSchema } from "./purse-state.schema.ts";

/** Where a purse outlives its process. All methods are synchronous: what one call writes is written together or not at all. */
export interface PurseStore {
  /** Null: there is none yet. `damaged`: what is there does not fit, and nothing can be learnt from it. */
  load(): PurseState | null | "damaged";
  /** Replaces the state. `page`: records that leave it for a page of their own, so that a backlog does not make every later write large. */
  save(state: PurseState, page?: readonly CallRecord[]): void;
  /** The oldest page of the backlog; null when there is none. */
  firstPage(): { readonly id: number; readonly records: readonly CallRecord[] | "damaged" } | null;
  dropPage(id: number): void;
}

/** One row holds the state: an update is one row written, whatever it changes. */
const TABLES = `
  CREATE TABLE IF NOT EXISTS purse (id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS purse_backlog (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
`;

/** Opens the store in a session's own SQLite. Its tables are made with the first reservation, so that lessons without models write nothing. */
export function createPurseStore(storage: Pick<DurableObjectStorage, "sql" | "transactionSync">): PurseStore {
  const { sql } = storage;
  let hasTables: boolean | null = null;
  /** Whether there may be pages; null until it is looked up. Most purses never have one. */
  let hasPages: boolean | null = null;
  const isThere = (): boolean => {
    hasTables ??= sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'purse_backlog'").toArray().length > 0;
    return hasTables;
  };

  function makeTables(): void {
    if (isThere()) return;
    sql.exec(TABLES);
    hasTables = true;
  }

  function write(state: PurseState): void {
    sql.exec("INSERT INTO purse (id, body) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body", textOf(state));
  }

  return {
    load() {
      if (!isThere()) return null;
      const [row] = sql.exec<{ body: string }>("SELECT body FROM purse").toArray();
      return row ? (read(row.body, (value) => purseStateSchema.safeParse(value).data) ?? "damaged") : null;
    },
    save(state, page) {
      makeTables();
      if (!page) return write(state);
      hasPages = true;
      storage.transactionSync(() => {
        sql.exec("INSERT INTO purse_backlog (body) VALUES (?)", JSON.stringify(page));
        write(state);
      });
    },
    firstPage() {
      if (hasPages === false || !isThere()) return null;
      const [row] = sql.exec<{ id: number; body: string }>("SELECT id, body FROM purse_backlog ORDER BY id LIMIT 1").toArray();
      hasPages = row !== undefined;
      return row ? { id: row.id, records: read(row.body, (value) => recordsSchema.safeParse(value).data) ?? "damaged" } : null;
    },
    dropPage(id) {
      sql.exec("DELETE FROM purse_backlog WHERE id = ?", id);
    },
  };
}

/** A record never changes and is written again with every state that holds it: it is put into words once. */
const recordText = rememberFor((record: CallRecord): string => JSON.stringify(record));

function textOf({ outbox, ...rest }: PurseState): string {
  return `${JSON.stringify(rest).slice(0, -1)},"outbox":[${outbox.map(recordText).join(",")}]}`;
}

function read<T>(body: string, parse: (value: unknown) => T | undefined): T | undefined {
  try {
    return parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}
