import type { z } from "zod";
import { type SkillState, skillStateSchema } from "./skill-state.schema.ts";
import { type Evidence, evidenceSchema } from "./evidence.schema.ts";
import { type Seen, seenSchema, type StoredEvidence } from "./told-answer.schema.ts";

/** A stored row that no longer fits its schema: named, so that an operator can find it. */
export class DamagedLearnerError extends Error {
  override readonly name = "DamagedLearnerError";
}

export interface Contest {
  readonly evidence_id: string;
  readonly at: string;
  readonly reason: string;
}

/** A calendar day in UTC and how many skills were practised on it. */
export interface DayDone {
  readonly day: string;
  readonly done: number;
}

/** The session in which the due reviews are asked now. */
export interface OpenReview {
  readonly session_id: string;
  readonly at: string;
}

/** What a record writes, all or none. */
export interface LearnerWrite {
  readonly evidence: readonly StoredEvidence[];
  readonly skills: readonly SkillState[];
  readonly days: readonly DayDone[];
}

/** A learner's log and what is folded from it, in the object's own SQLite. All methods are synchronous; nothing is remembered here. */
export interface LearnerStore {
  find(evidenceId: string): Evidence | null;
  /** What was seen of these answers, by id; at most 100. */
  seen(evidenceIds: readonly string[]): ReadonlyMap<string, Seen>;
  /** The instant of the newest event; null in an empty log. */
  lastAt(): string | null;
  skill(skill: string): SkillState | null;
  skills(): SkillState[];
  /** The events about one skill, oldest first. */
  eventsOf(skill: string): Evidence[];
  /** Events of the whole log after place `after` (0: from the beginning), oldest first; `place` is where the next page begins. As JSON, just as it is stored: what cannot be read any more belongs to its learner all the same. */
  page(after: number, limit: number): { readonly place: number; readonly evidence: string[] };
  contests(skill: string): Contest[];
  allContests(): Contest[];
  days(): DayDone[];
  openReview(): OpenReview | null;
  write(input: LearnerWrite): void;
  writeContest(contest: Contest, skill: string): void;
  writeOpenReview(open: OpenReview): void;
  /** Nobody has the reviews any more, if this session had them. */
  removeOpenReview(sessionId: string): void;
  /** Skills whose state was folded otherwise. */
  staleSkills(): string[];
  isStale(skill: string): boolean;
}

const TABLES = `
  CREATE TABLE IF NOT EXISTS evidence (place INTEGER PRIMARY KEY, id TEXT NOT NULL, skill TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL, seen TEXT);
  CREATE UNIQUE INDEX IF NOT EXISTS evidence_id ON evidence (id);
  CREATE INDEX IF NOT EXISTS evidence_skill ON evidence (skill, place);
  CREATE TABLE IF NOT EXISTS skills (skill TEXT PRIMARY KEY, fold TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS days (day TEXT PRIMARY KEY, done INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS contests (evidence_id TEXT PRIMARY KEY, skill TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS open_review (id INTEGER PRIMARY KEY CHECK (id = 1), session_id TEXT NOT NULL, at TEXT NOT NULL);
`;

/** Opens the store; `fold` names how states are folded: one that was folded otherwise is not shown. Tables are made with the first write, so that looking at a learner who has answered nothing writes nothing. */
export function createLearnerStore(storage: DurableObjectStorage, fold: string): LearnerStore {
  const { sql } = storage;
  let hasTables = [...sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'evidence'")].length > 0;
  const rows = <T extends Record<string, SqlStorageValue>>(query: string, ...bindings: SqlStorageValue[]): T[] =>
    hasTables ? sql.exec<T>(query, ...bindings).toArray() : [];
  const events = (query: string, ...bindings: SqlStorageValue[]): Evidence[] =>
    rows<{ body: string }>(query, ...bindings).map(({ body }) => readJson("event", evidenceSchema, body));
  const write = (work: () => void): void => {
    if (!hasTables) sql.exec(TABLES);
    hasTables = true;
    storage.transactionSync(work);
  };

  return {
    find: (evidenceId) => events("SELECT body FROM evidence WHERE id = ?", evidenceId)[0] ?? null,
    seen: (evidenceIds) =>
      new Map(
        rows<{ id: string; seen: string }>(
          `SELECT id, seen FROM evidence WHERE seen IS NOT NULL AND id IN (${evidenceIds.map(() => "?").join(", ")})`,
          ...evidenceIds,
        ).map(({ id, seen }) => [id, readJson("question", seenSchema, seen)]),
      ),
    lastAt: () => rows<{ at: string }>("SELECT at FROM evidence ORDER BY place DESC LIMIT 1")[0]?.at ?? null,
    skill: (skill) =>
      rows<{ body: string }>("SELECT body FROM skills WHERE skill = ? AND fold = ?", skill, fold).map(({ body }) =>
        readJson("skill", skillStateSchema, body),
      )[0] ?? null,
    skills: () =>
      rows<{ body: string }>("SELECT body FROM skills WHERE fold = ? ORDER BY skill", fold).map(({ body }) =>
        readJson("skill", skillStateSchema, body),
      ),
    eventsOf: (skill) => events("SELECT body FROM evidence WHERE skill = ? ORDER BY place", skill),
    page(after, limit) {
      const found = rows<{ place: number; body: string; seen: string | null }>(
        "SELECT place, body, seen FROM evidence WHERE place > ? ORDER BY place LIMIT ?",
        after,
        limit,
      );
      return {
        place: found.at(-1)?.place ?? after,
        evidence: found.map(({ body, seen }) => `{"event":${body},"seen":${seen ?? "null"}}`),
      };
    },
    contests: (skill) =>
      rows<{ evidence_id: string; at: string; reason: string }>("SELECT evidence_id, at, reason FROM contests WHERE skill = ?", skill),
    allContests: () =>
      rows<{ evidence_id: string; at: string; reason: string }>("SELECT evidence_id, at, reason FROM contests ORDER BY at"),
    days: () => rows<{ day: string; done: number }>("SELECT day, done FROM days ORDER BY day"),
    openReview: () => rows<{ session_id: string; at: string }>("SELECT session_id, at FROM open_review")[0] ?? null,
    write({ evidence, skills, days }) {
      write(() => {
        for (const { event, seen } of evidence)
          sql.exec(
            "INSERT INTO evidence (id, skill, at, body, seen) VALUES (?, ?, ?, ?, ?)",
            ...[event.id, event.skill, event.at, JSON.stringify(event), seen && JSON.stringify(seen)],
          );
        for (const state of skills)
          sql.exec(
            "INSERT INTO skills (skill, fold, body) VALUES (?, ?, ?) ON CONFLICT (skill) DO UPDATE SET fold = excluded.fold, body = excluded.body",
            ...[state.mastery.skill, fold, JSON.stringify(state)],
          );
        for (const { day, done } of days)
          sql.exec("INSERT INTO days (day, done) VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET done = excluded.done", day, done);
      });
    },
    writeContest({ evidence_id, at, reason }, skill) {
      write(() => {
        sql.exec(
          `INSERT INTO contests (evidence_id, skill, at, reason) VALUES (?, ?, ?, ?)
           ON CONFLICT (evidence_id) DO UPDATE SET at = excluded.at, reason = excluded.reason`,
          ...[evidence_id, skill, at, reason],
        );
      });
    },
    writeOpenReview({ session_id, at }) {
      write(() => {
        sql.exec(
          "INSERT INTO open_review (id, session_id, at) VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET session_id = excluded.session_id, at = excluded.at",
          ...[session_id, at],
        );
      });
    },
    removeOpenReview(sessionId) {
      write(() => void sql.exec("DELETE FROM open_review WHERE session_id = ?", sessionId));
    },
    isStale: (skill) => rows("SELECT 1 FROM skills WHERE skill = ? AND fold <> ?", skill, fold).length > 0,
    staleSkills: () => rows<{ skill: string }>("SELECT skill FROM skills WHERE fold <> ?", fold).map(({ skill }) => skill),
  };
}

function readJson<T>(what: string, schema: z.ZodType<T>, body: string): T {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new DamagedLearnerError(`A stored ${what} is not JSON.`);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new DamagedLearnerError(`A stored ${what} does not fit its schema.`);
  return parsed.data;
}
