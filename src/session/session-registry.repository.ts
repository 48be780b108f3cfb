import { and, asc, desc, eq, gt, inArray, lte, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type SessionCard, sessionCardSchema } from "../protocol/http.schema.ts";
import type { Principal } from "../protocol/principal.ts";
import type { LearnerId, SessionId, TenantId } from "../shared/ids.ts";
import { sessions } from "./session-registry.table.ts";

/** A session as the registry knows it: whose it is and where it stands. `updated_at` (ISO 8601, UTC) orders reports that arrive late or twice. */
export interface SessionRecord extends SessionCard, Principal {
  readonly session_id: SessionId;
}

/** D1 binds at most 100 values in a statement. */
export const PAGE_OF_SESSIONS = 50;

export interface SessionRegistry {
  /**
   * Enters a session, or what is new about one. Every report is whole, so none depends on an earlier one having arrived. A report that is older than
   * what is stored, or in another owner's name, changes nothing.
   */
  saveSession(record: SessionRecord): Promise<void>;
  /** The learner's own sessions, the last one worked on first; at most `limit`. */
  listSessions(tenantId: TenantId, learnerId: LearnerId, limit: number): Promise<SessionCard[]>;
  /** The learner's own sessions after this id, by id, so that none is missed while they change; "" for the first, at most `PAGE_OF_SESSIONS`. */
  pageSessions(owner: Principal, after: string): Promise<SessionCard[]>;
  /** Forgets these sessions of the learner's, as many as a page has. */
  removeSessions(owner: Principal, sessionIds: readonly string[]): Promise<void>;
}

/** The registry of sessions in D1. */
export function createSessionRegistry(d1: D1Database): SessionRegistry {
  const db = drizzle(d1);

  return {
    async saveSession(record) {
      const { tenant_id, learner_id, status, current_index, node_count, updated_at } = record;
      await db
        .insert(sessions)
        .values({ ...record, created_at: updated_at })
        .onConflictDoUpdate({
          target: sessions.session_id,
          set: { status, current_index, node_count, updated_at },
          setWhere: sql`${and(eq(sessions.tenant_id, tenant_id), eq(sessions.learner_id, learner_id), lte(sessions.updated_at, updated_at))}`,
        });
    },

    async listSessions(tenantId, learnerId, limit) {
      const rows = await db
        .select()
        .from(sessions)
        .where(and(eq(sessions.tenant_id, tenantId), eq(sessions.learner_id, learnerId)))
        .orderBy(desc(sessions.updated_at), desc(sessions.session_id))
        .limit(limit);
      return rows.map((row) => sessionCardSchema.parse(row));
    },

    async pageSessions({ tenant_id, learner_id }, after) {
      const rows = await db
        .select()
        .from(sessions)
        .where(and(eq(sessions.tenant_id, tenant_id), eq(sessions.learner_id, learner_id), gt(sessions.session_id, after)))
        .orderBy(asc(sessions.session_id))
        .limit(PAGE_OF_SESSIONS);
      return rows.map((row) => sessionCardSchema.parse(row));
    },

    async removeSessions({ tenant_id, learner_id }, sessionIds) {
      const theirs = and(eq(sessions.tenant_id, tenant_id), eq(sessions.learner_id, learner_id));
      await db.delete(sessions).where(and(theirs, inArray(sessions.session_id, [...sessionIds])));
    },
  };
}
