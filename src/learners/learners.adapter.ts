import type { Principal } from "../protocol/principal.ts";
import type { LearnerObjectPort } from "./learner-object.port.ts";

/** The namespace of learners' objects, as far as it is needed: one object a learner, by tenant and learner. */
export interface LearnerNamespace {
  getByName(name: string): LearnerObjectPort;
}

/** Reaches the objects of all learners. What an object rejects with is passed on. A stub that has failed stays broken, so each call takes a new one. */
export function createLearners(namespace: LearnerNamespace): { of(owner: Principal): LearnerObjectPort } {
  return { of: ({ tenant_id, learner_id }) => namespace.getByName(`${tenant_id}/${learner_id}`) };
}
