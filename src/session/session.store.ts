import type { z } from "zod";
import { type Pack, type PackNode, type PackOutline, packNodeSchema, packOutlineSchema } from "../curriculum/pack.schema.ts";
import type { Principal } from "../protocol/principal.ts";
import { isId } from "../shared/ids.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { exceedsBytes } from "../shared/utf8.ts";
import { recordedMessageId } from "./commands.ts";
import { type SessionEvent, sessionEventSchema } from "./events.schema.ts";
import { fold } from "./fold.ts";
import { type SessionState, sessionStateSchema } from "./state.schema.ts";

/** A value above this is refused by the platform in production and nowhere else, so we refuse it here: 2 MB a row or value, with room to spare. */
const MAX_ROW_BYTES = 1_900_000;

/** A stored row that no longer fits its schema: named, so that an operator can find it. */
export class DamagedStoreError extends Error {
  override readonly name = "DamagedStoreError";
}

export interface StoredSession {
  readonly state: SessionState;
  readonly seq: number;
}

/** The session's log, snapshot and material in the object's own SQLite. All methods are synchronous: what is one block of code is one write. */
export interface SessionStore {
  /** The state and its `seq`; null when there is no session in this object. A snapshot that another version wrote is folded again from the log. */
  load(): StoredSession | null;
  owner(): Principal | null;
  /** Stores the owner, the pack split by node, and the first events. */
  create(input: { owner: Principal; pack: Pack | null; events: readonly SessionEvent[]; state: SessionState }): void;
  /** Appends events and replaces the snapshot in one transaction; a failure leaves both as they were. */
  append(events: readonly SessionEvent[], state: SessionState): void;
  eventsSince(seq: number): SessionEvent[];
  findByMessageId(messageId: string): SessionEvent | null;
  outline(): PackOutline | null;
  material(nodeId: string): PackNode | null;
  pack(): Pack | null;
  /** Marks a ticket as used; false when it was used before. Forgets tickets that have expired. */
  useTicket(jti: string, expiresAtMs: number, nowMs: number): boolean;
}

const TABLES = `
  CREATE TABLE IF NOT EXISTS events (seq INTEGER PRIMARY KEY, message_id TEXT, body TEXT NOT NULL);
  CREATE UNIQUE INDEX IF NOT EXISTS events_message_id ON events (message_id) WHERE message_id IS NOT NULL;
  CREATE TABLE IF NOT EXISTS snapshot (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL, body TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS origin (id INTEGER PRIMARY KEY CHECK (id = 1), tenant_id TEXT NOT NULL, learner_id TEXT NOT NULL, outline TEXT);
  CREATE TABLE IF NOT EXISTS pack_nodes (node_id TEXT PRIMARY KEY, position INTEGER NOT NULL, body TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS used_tickets (jti TEXT PRIMARY KEY, expires_at INTEGER NOT NULL);
`;

/** Opens the store. Tables are made with the first session, so that asking for a session that does not exist writes nothing. */
export function createSessionStore(storage: DurableObjectStorage): SessionStore {
  const { sql } = storage;
  let hasTables = [...sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'events'")].length > 0;
  const rows = <T extends Record<string, SqlStorageValue>>(query: string, ...bindings: SqlStorageValue[]): T[] =>
    hasTables ? sql.exec<T>(query, ...bindings).toArray() : [];

  function writeEvents(events: readonly SessionEvent[], state: SessionState): void {
    for (const event of events) {
      sql.exec("INSERT INTO events (seq, message_id, body) VALUES (?, ?, ?)", event.seq, recordedMessageId(event), toRow(event));
    }
    const seq = events.at(-1)?.seq ?? 0;
    sql.exec(
      "INSERT INTO snapshot (id, seq, body) VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, body = excluded.body",
      seq,
      toRow(state),
    );
  }

  return {
    load() {
      const [row] = rows<{ seq: number; body: string }>("SELECT seq, body FROM snapshot");
      if (!row) return null;
      const snapshot = readRow(sessionStateSchema, row.body);
      if (snapshot.ok) return { seq: row.seq, state: snapshot.value };
      const events = this.eventsSince(0);
      const state = fold(events);
      if (!state) throw new DamagedStoreError(`A stored snapshot without a log does not fit its schema: ${snapshot.error}`);
      return { seq: events.length, state };
    },
    owner() {
      const [row] = rows<{ tenant_id: string; learner_id: string }>("SELECT tenant_id, learner_id FROM origin");
      if (!row) return null;
      const { tenant_id, learner_id } = row;
      if (!isId("ten", tenant_id) || !isId("lrn", learner_id))
        throw new DamagedStoreError("The stored owner is not a learner of a tenant.");
      return { tenant_id, learner_id };
    },
    create({ owner, pack, events, state }) {
      storage.transactionSync(() => {
        sql.exec(TABLES);
        const { nodes, ...outline } = pack ?? { nodes: [] };
        sql.exec(
          "INSERT INTO origin (id, tenant_id, learner_id, outline) VALUES (1, ?, ?, ?)",
          owner.tenant_id,
          owner.learner_id,
          pack ? toRow(outline) : null,
        );
        for (const [position, node] of nodes.entries()) {
          sql.exec("INSERT INTO pack_nodes (node_id, position, body) VALUES (?, ?, ?)", node.id, position, toRow(node));
        }
        writeEvents(events, state);
      });
      hasTables = true;
    },
    append(events, state) {
      storage.transactionSync(() => writeEvents(events, state));
    },
    eventsSince(seq) {
      return rows<{ body: string }>("SELECT body FROM events WHERE seq > ? ORDER BY seq", seq).map((row) => parseEvent(row.body));
    },
    findByMessageId(messageId) {
      const [row] = rows<{ body: string }>("SELECT body FROM events WHERE message_id = ?", messageId);
      return row ? parseEvent(row.body) : null;
    },
    outline() {
      const [row] = rows<{ outline: string | null }>("SELECT outline FROM origin");
      return row?.outline ? parseRow("outline", packOutlineSchema, row.outline) : null;
    },
    material(nodeId) {
      const [row] = rows<{ body: string }>("SELECT body FROM pack_nodes WHERE node_id = ?", nodeId);
      return row ? parseRow("pack node", packNodeSchema, row.body) : null;
    },
    pack() {
      const outline = this.outline();
      if (!outline) return null;
      const nodes = rows<{ body: string }>("SELECT body FROM pack_nodes ORDER BY position").map((row) =>
        parseRow("pack node", packNodeSchema, row.body),
      );
      return { ...outline, nodes };
    },
    useTicket(jti, expiresAtMs, nowMs) {
      return storage.transactionSync(() => {
        sql.exec("DELETE FROM used_tickets WHERE expires_at < ?", nowMs);
        return (
          sql
            .exec("INSERT INTO used_tickets (jti, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING jti", jti, expiresAtMs)
            .toArray().length === 1
        );
      });
    },
  };
}

function toRow(value: unknown): string {
  const body = JSON.stringify(value);
  if (exceedsBytes(body, MAX_ROW_BYTES)) throw new RangeError(`A row of ${body.length} characters is larger than the store takes.`);
  return body;
}

function parseEvent(body: string): SessionEvent {
  return parseRow("event", sessionEventSchema, body);
}

function parseRow<T>(what: string, schema: z.ZodType<T>, body: string): T {
  const row = readRow(schema, body);
  if (!row.ok) throw new DamagedStoreError(`A stored ${what} does not fit its schema: ${row.error}`);
  return row.value;
}

/** A stored row, or why it no longer fits its schema. What was written is returned as it was written, so that replaying gives the same bytes. */
function readRow<T>(schema: z.ZodType<T>, body: string): Result<T, string> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    // The parser's own words quote the text, which may be a learner's.
    return err("it is not JSON");
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? ok(value as T) : err(parsed.error.message);
}
