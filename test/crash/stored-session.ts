import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type SessionEvent, sessionEventSchema } from "../../src/session/events.schema.ts";
import { createSessionStore } from "../../src/session/session.store.ts";
import { storageOver } from "../support/sqlite-storage.ts";

/** What a session's object holds, read from its own file while the Worker is down. */
export interface StoredSession {
  readonly session_id: string;
  readonly events: readonly SessionEvent[];
  /** The snapshot as it lies there; null before the first one is due. */
  readonly snapshot: { readonly seq: number; readonly body: string } | null;
  /** What the session's own store would go on from, as JSON. */
  readonly loaded: string;
}

const objectsOf = (statePath: string): string => join(statePath, "do/cairn-SessionObject");

/** Every session under a state path. Objects that were asked for and never made hold nothing, and are left out. */
export function readStoredSessions(statePath: string): StoredSession[] {
  const folder = objectsOf(statePath);
  return objectFiles(folder).flatMap((file) => readObject(join(folder, file)));
}

/** What `read` finds in each database of one kind that has this table; it may be written to meanwhile. */
export function readObjects<T>(statePath: string, kind: string, table: string, read: (db: DatabaseSync) => readonly T[]): T[] {
  const folder = join(statePath, kind);
  if (!existsSync(folder)) return [];
  return objectFiles(folder).flatMap((file) => {
    const db = new DatabaseSync(join(folder, file), { readOnly: true });
    try {
      return hasTable(db, table) ? [...read(db)] : [];
    } finally {
      db.close();
    }
  });
}

/** Moves every alarm and every job of the objects to an hour ago: the machine was off for longer than the watchdog waits. */
export function makeAlarmsLate(statePath: string): void {
  const folder = objectsOf(statePath);
  const anHourAgo = Date.now() - 3_600_000;
  // Nanoseconds, which are more than a JavaScript number holds.
  const alarm = BigInt(anHourAgo) * 1_000_000n;
  for (const file of objectFiles(folder)) {
    const db = new DatabaseSync(join(folder, file));
    if (hasTable(db, "cf_agents_jobs")) {
      db.prepare("UPDATE cf_agents_jobs SET time = ?").run(anHourAgo);
      // The runtime keeps an object's alarm twice, here under key 1, and believes this one.
      db.prepare("UPDATE _cf_METADATA SET value = ? WHERE key = 1").run(alarm);
    }
    db.close();
  }
  const alarms = new DatabaseSync(join(folder, "metadata.sqlite"));
  alarms.prepare("UPDATE _cf_ALARM SET scheduled_time = ?").run(alarm);
  alarms.close();
}

function objectFiles(folder: string): string[] {
  return readdirSync(folder).filter((file) => file.endsWith(".sqlite") && file !== "metadata.sqlite");
}

function readObject(file: string): StoredSession[] {
  // A connection that may write tidies the log file up when it closes, and a Worker that writes at that moment would find the database locked.
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    if (!hasTable(db, "events")) return [];
    const events = db
      .prepare("SELECT body FROM events ORDER BY seq")
      .all()
      .map((row) => sessionEventSchema.parse(JSON.parse(String(row["body"]))));
    const snapshot = db.prepare("SELECT seq, body FROM snapshot").get();
    const [first] = events;
    if (first?.type !== "session_created") throw new Error(`${file} holds events and no session.`);
    return [
      {
        session_id: first.session_id,
        events,
        snapshot: snapshot ? { seq: Number(snapshot["seq"]), body: String(snapshot["body"]) } : null,
        loaded: JSON.stringify(createSessionStore(storageOver(db).storage).load()),
      },
    ];
  } finally {
    db.close();
  }
}

function hasTable(db: DatabaseSync, name: string): boolean {
  return db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(name) !== undefined;
}
