import type { LearnerObjectPort } from "../learners/learner-object.port.ts";
import type { Principal } from "../protocol/principal.ts";
import type { Logger } from "../shared/logger.ts";
import { evidenceOf } from "./evidence-of.ts";
import type { SessionStore } from "./session.store.ts";

/** Reaches a learner's object. */
export interface Learners {
  of(owner: Principal): LearnerObjectPort;
}

export interface TellLearnerDeps {
  readonly learners: Learners;
  readonly logger: Logger;
  readonly store: Pick<SessionStore, "owner" | "eventsSince" | "material" | "toldSeq" | "markTold">;
}

/**
 * The outbox: tells the learner's object what the session's log says about them since it last heard. At least once; its ids make it count once. What is told is
 * derived from the log, so nothing can be forgotten, and one row a telling remembers how far it went. Rejects when the object cannot be reached: try again.
 */
export async function tellLearner({ learners, logger, store }: TellLearnerDeps): Promise<void> {
  const owner = store.owner();
  const since = store.toldSeq();
  const fresh = owner ? store.eventsSince(since) : [];
  const seq = fresh.at(-1)?.seq ?? since;
  // The whole log is read only where something was judged: help and time are in what went before.
  if (!owner || !fresh.some(({ type }) => type === "reply_evaluated")) return;
  const told = evidenceOf(since === 0 ? fresh : store.eventsSince(0), store.material, since);
  if (told.length > 0) {
    for (const { id, outcome } of await learners.of(owner).record(told))
      if (outcome === "refused" || outcome === "answered_elsewhere") logger.warn("evidence_not_counted", { evidence_id: id, outcome });
  }
  store.markTold(seq);
}
