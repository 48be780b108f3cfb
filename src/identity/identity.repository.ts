import { and, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { Principal } from "../protocol/principal.ts";
import { learners } from "./identity.table.ts";

export interface LearnerRegistry {
  /** Records a learner; recording one again changes nothing. `createdAt` is ISO 8601 in UTC. */
  addLearner(principal: Principal, createdAt: string): Promise<void>;
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
    async removeLearner({ tenant_id, learner_id }) {
      await db.delete(learners).where(and(eq(learners.tenant_id, tenant_id), eq(learners.learner_id, learner_id)));
    },
  };
}
