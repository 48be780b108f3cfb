import { type Pack, type PackNode, type PackOutline, packOutlineSchema } from "../curriculum/pack.schema.ts";
import type { Principal } from "../protocol/principal.ts";
import { isId } from "../shared/ids.ts";
import { recordedMessageId } from "./commands.ts";
import { pendingEffect } from "./effects.ts";
import { type SessionEvent, sessionEventSchema } from "./events.schema.ts";
import { applyEvent } from "./fold.ts";
import type { PackCopy } from "./pack-copy.ts";
import { readNode, type StoredNode } from "./pack-node.store.ts";
import { type SessionState, sessionStateSchema } from "./state.schema.ts";
import { DamagedStoreError, parseRow, readRow, toRow } from "./stored-row.ts";

/**
 * A new snapshot is due after so many events, about four turns. It is the largest thing a session writes (16 KB); the events since the last one are
 * read and folded in half a millisecond.
 */
const SNAPSHOT_EVENTS = 20;

export interface StoredSession {
  readonly state: SessionState;
  readonly seq: number;
}

/** The session's log, snapshot and material in the object's own SQLite. All methods are synchronous: what is one block of code is one write. */
export interface SessionStore {
  /**
   * The state and its `seq`, always those of the whole log: the snapshot with the events since folded onto it. Null when there is no session in this
   * object. A snapshot that another version wrote is passed over.
   */
  load(): StoredSession | null;
  owner(): Principal | null;
  /** Stores the owner, the copy of the pack and the first events. */
  create(input: { owner: Principal; pack: PackCopy | null; events: readonly SessionEvent[]; state: SessionState }): void;
  /** Appends events, all or none; `state` is the one after them. Replaces the snapshot in the same transaction when one is due and nothing is pending. */
  append(events: readonly SessionEvent[], state: SessionState): void;
  eventsSince(seq: number): SessionEvent[];
  /** Up to which `seq` the learner's object has heard; 0 at first. */
  toldSeq(): number;
  markTold(seq: number): void;
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

const TOLD_TABLE = "CREATE TABLE IF NOT EXISTS told (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL)";

/** Opens the store. Tables are made with the first session, so that asking for a session that does not exist writes nothing. */
export function createSessionStore(storage: DurableObjectStorage): SessionStore {
  const { sql } = storage;
  let hasTables = [...sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'events'")].length > 0;
  const rows = <T extends Record<string, SqlStorageValue>>(query: string, ...bindings: SqlStorageValue[]): T[] =>
    hasTables ? sql.exec<T>(query, ...bindings).toArray() : [];

  /** The newest snapshot's `seq`, 0 without one; null until it is looked up. */
  let snapshotSeq: number | null = null;
  let toldSeq: number | null = null;
  /** Every recorded message id, so that a new one needs no look into the log; null until they are read. */
  let messageIds: Set<string> | null = null;

  /** One statement, so that it needs no transaction of its own. A step makes two events at the most; a statement takes 100 bindings. */
  function writeEvents(events: readonly SessionEvent[]): void {
    const values = events.map((event) => [event.seq, recordedMessageId(event), toRow(event)]);
    sql.exec(`INSERT INTO events (seq, message_id, body) VALUES ${values.map(() => "(?, ?, ?)").join(", ")}`, ...values.flat());
  }

  function writeSnapshot(seq: number, state: SessionState): void {
    sql.exec(
      "INSERT INTO snapshot (id, seq, body) VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, body = excluded.body",
      seq,
      toRow(state),
    );
  }

  function isSnapshotDue(seq: number, state: SessionState): boolean {
    if (pendingEffect(state)) return false;
    snapshotSeq ??= rows<{ seq: number }>("SELECT seq FROM snapshot")[0]?.seq ?? 0;
    return seq - snapshotSeq >= SNAPSHOT_EVENTS;
  }

  function knownIds(): Set<string> {
    messageIds ??= new Set(
      rows<{ message_id: string }>("SELECT message_id FROM events WHERE message_id IS NOT NULL").map((row) => row.message_id),
    );
    return messageIds;
  }

  return {
    load() {
      const [row] = rows<{ seq: number; body: string }>("SELECT seq, body FROM snapshot");
      const snapshot = row ? readRow(sessionStateSchema, row.body) : null;
      const start = row && snapshot?.ok ? { seq: row.seq, state: snapshot.value } : { seq: 0, state: null };
      const events = this.eventsSince(start.seq);
      const state = events.reduce<SessionState | null>(applyEvent, start.state);
      if (state) return { state, seq: events.at(-1)?.seq ?? start.seq };
      if (snapshot?.ok === false) throw new DamagedStoreError(`A stored snapshot without a log does not fit its schema: ${snapshot.error}`);
      return null;
    },
    owner() {
      const [row] = rows<{ tenant_id: string; learner_id: string }>("SELECT tenant_id, learner_id FROM origin");
      if (!row) return null;
      const { tenant_id, learner_id } = row;
      if (!isId("ten", tenant_id) || !isId("lrn", learner_id))
        throw new DamagedStoreError("The stored owner is not a learner of a tenant.");
      return { tenant_id, learner_id };
    },
    create({ owner, pack, events }) {
      storage.transactionSync(() => {
        sql.exec(TABLES);
        sql.exec(
          "INSERT INTO origin (id, tenant_id, learner_id, outline) VALUES (1, ?, ?, ?)",
          owner.tenant_id,
          owner.learner_id,
          pack?.outline ?? null,
        );
        for (const [position, { node_id, body }] of (pack?.nodes ?? []).entries()) {
          sql.exec("INSERT INTO pack_nodes (node_id, position, body) VALUES (?, ?, ?)", node_id, position, body);
        }
        writeEvents(events);
      });
      hasTables = true;
    },
    append(events, state) {
      const seq = events.at(-1)?.seq ?? 0;
      if (isSnapshotDue(seq, state)) {
        storage.transactionSync(() => {
          writeEvents(events);
          writeSnapshot(seq, state);
        });
        snapshotSeq = seq;
      } else writeEvents(events);
      for (const id of events.map(recordedMessageId)) if (id !== null) messageIds?.add(id);
    },
    eventsSince(seq) {
      return rows<{ body: string }>("SELECT body FROM events WHERE seq > ? ORDER BY seq", seq).map((row) => parseEvent(row.body));
    },
    toldSeq() {
      // Sessions of before there were learners' objects have no such table.
      toldSeq ??=
        rows("SELECT 1 FROM sqlite_master WHERE name = 'told'").length > 0
          ? (rows<{ seq: number }>("SELECT seq FROM told")[0]?.seq ?? 0)
          : 0;
      return toldSeq;
    },
    markTold(seq) {
      sql.exec(TOLD_TABLE);
      sql.exec("INSERT INTO told (id, seq) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET seq = excluded.seq", seq);
      toldSeq = seq;
    },
    findByMessageId(messageId) {
      if (!knownIds().has(messageId)) return null;
      const [row] = rows<{ body: string }>("SELECT body FROM events WHERE message_id = ?", messageId);
      return row ? parseEvent(row.body) : null;
    },
    outline() {
      const [row] = rows<{ outline: string | null }>("SELECT outline FROM origin");
      return row?.outline ? parseRow("outline", packOutlineSchema, row.outline) : null;
    },
    material(nodeId) {
      const [row] = rows<{ body: StoredNode }>("SELECT body FROM pack_nodes WHERE node_id = ?", nodeId);
      return row ? readNode(row.body) : null;
    },
    pack() {
      const outline = this.outline();
      if (!outline) return null;
      const nodes = rows<{ body: StoredNode }>("SELECT body FROM pack_nodes ORDER BY position").map(({ body }) => readNode(body));
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

function parseEvent(body: string): SessionEvent {
  return parseRow("event", sessionEventSchema, body);
}
