import { and, asc, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type ContestedAnswer, contestedAnswerSchema } from "../protocol/knowledge.schema.ts";
import type { Principal } from "../protocol/principal.ts";
import type { TenantId } from "../shared/ids.ts";
import { contests } from "./contests.table.ts";

/** More are not shown; the oldest come first, so that each has its turn. */
const MAX_LISTED = 200;

export interface ContestList {
  /** The tenant's contested answers that nobody has looked at, oldest first. */
  list(tenantId: TenantId): Promise<ContestedAnswer[]>;
  /** Enters one; contested again, it says the newer reason. */
  save(owner: Principal, contest: Omit<ContestedAnswer, "learner_id">): Promise<void>;
  /** A person has looked at it. */
  remove(owner: Principal, evidenceId: string): Promise<void>;
  /** Forgets everything that the learner contested. */
  removeAll(owner: Principal): Promise<void>;
}

/** Contested answers in D1. */
export function createContestList(d1: D1Database): ContestList {
  const db = drizzle(d1);
  return {
    async list(tenantId) {
      const rows = await db.select().from(contests).where(eq(contests.tenant_id, tenantId)).orderBy(asc(contests.at)).limit(MAX_LISTED);
      return rows.map(({ tenant_id: _tenant, ...row }) => contestedAnswerSchema.parse(row));
    },
    async save({ tenant_id, learner_id }, contest) {
      await db
        .insert(contests)
        .values({ ...contest, tenant_id, learner_id })
        .onConflictDoUpdate({
          target: [contests.tenant_id, contests.learner_id, contests.evidence_id],
          set: { at: contest.at, reason: contest.reason },
        });
    },
    async removeAll({ tenant_id, learner_id }) {
      await db.delete(contests).where(and(eq(contests.tenant_id, tenant_id), eq(contests.learner_id, learner_id)));
    },
    async remove({ tenant_id, learner_id }, evidenceId) {
      await db
        .delete(contests)
        .where(and(eq(contests.tenant_id, tenant_id), eq(contests.learner_id, learner_id), eq(contests.evidence_id, evidenceId)));
    },
  };
}
