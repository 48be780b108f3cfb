import { and, desc, eq, lte } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type SessionCard, sessionCardSchema } from "../protocol/http.schema.ts";
import { isId, type LearnerId, type SessionId, type TenantId } from "../shared/ids.ts";
import { sessions } from "./session-registry.table.ts";

/** A session as it enters the registry. */
export interface NewSession {
  readonly session_id: SessionId;
  readonly tenant_id: TenantId;
  readonly learner_id: LearnerId;
  readonly lesson_id: string;
  readonly title: string;
  readonly node_count: number;
  /** ISO 8601, UTC. */
  readonly created_at: string;
}

/** Where a session stands now; `updated_at` (ISO 8601, UTC) orders reports that arrive late or twice. */
export interface SessionProgress {
  readonly status: SessionCard["status"];
  readonly current_index: number;
  readonly node_count: number;
  readonly updated_at: string;
}

export interface SessionRegistry {
  /** Adds a session; adding it again changes nothing. */
  addSession(session: NewSession): Promise<void>;
  /** The learner's own sessions, the last one worked on first; at most `limit`. */
  listSessions(tenantId: TenantId, learnerId: LearnerId, limit: number): Promise<SessionCard[]>;
  /** Records progress; an older report than the stored one is dropped. */
  updateSession(tenantId: TenantId, sessionId: SessionId, progress: SessionProgress): Promise<void>;
  /** Whose session this is; null when the tenant has no such session. */
  findOwner(tenantId: TenantId, sessionId: SessionId): Promise<LearnerId | null>;
}

/** The registry of sessions in D1. */
export function createSessionRegistry(d1: D1Database): SessionRegistry {
  const db = drizzle(d1);

  return {
    async addSession(session) {
      await db
        .insert(sessions)
        .values({ ...session, status: "open", current_index: 0, updated_at: session.created_at })
        .onConflictDoNothing();
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

    async updateSession(tenantId, sessionId, progress) {
      await db
        .update(sessions)
        .set(progress)
        .where(and(eq(sessions.tenant_id, tenantId), eq(sessions.session_id, sessionId), lte(sessions.updated_at, progress.updated_at)));
    },

    async findOwner(tenantId, sessionId) {
      const [row] = await db
        .select({ learner_id: sessions.learner_id })
        .from(sessions)
        .where(and(eq(sessions.tenant_id, tenantId), eq(sessions.session_id, sessionId)));
      return row && isId("lrn", row.learner_id) ? row.learner_id : null;
    },
  };
}
