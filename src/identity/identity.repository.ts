import { and, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { Principal } from "../protocol/principal.ts";
import { learners } from "./identity.table.ts";

export interface LearnerRegistry {
  /** Records a learner; recording one again changes nothing. `createdAt` is ISO 8601 in UTC. */
  addLearner(principal: Principal, createdAt: string): Promise<void>;
  /** When a learner was recorded (ISO 8601, UTC); null for one who is not there. */
  knownSince(principal: Principal): Promise<string | null>;
  /** Forgets a learner. */
  removeLearner(principal: Principal): Promise<void>;
}

/** Who learns, in D1. */
export function createLearnerRegistry(d1: D1Database): LearnerRegistry {
  const db = drizzle(d1);
  return {
    async addLearner(principal, createdAt) {
      await db
        .insert(learners)
        .values({ ...principal, created_at: createdAt })
        .onConflictDoNothing();
    },
    async knownSince({ tenant_id, learner_id }) {
      const [row] = await db
        .select({ created_at: learners.created_at })
        .from(learners)
        .where(and(eq(learners.tenant_id, tenant_id), eq(learners.learner_id, learner_id)));
      return row?.created_at ?? null;
    },
    async removeLearner({ tenant_id, learner_id }) {
      await db.delete(learners).where(and(eq(learners.tenant_id, tenant_id), eq(learners.learner_id, learner_id)));
    },
  };
}
