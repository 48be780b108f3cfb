import type { Principal } from "../protocol/principal.ts";
import type { ContestList } from "./contests.repository.ts";
import type { LearnerObjectPort } from "./learner-object.port.ts";

export interface EraseLearnerDeps {
  readonly learners: { of(owner: Principal): Pick<LearnerObjectPort, "erase"> };
  readonly contests: Pick<ContestList, "removeAll">;
  /** Who is known here at all. */
  readonly registry: { removeLearner(owner: Principal): Promise<void> };
  readonly sessions: {
    /** Every session of the learner's. */
    list(owner: Principal): Promise<readonly { readonly session_id: string }[]>;
    erase(sessionId: string, owner: Principal): Promise<void>;
    forget(owner: Principal): Promise<void>;
  };
  /** Everything that they keep to teach from. */
  readonly forgetCourses: (owner: Principal) => Promise<void>;
  /** Lessons that they published. */
  readonly forgetLessons: (owner: Principal) => Promise<void>;
  /** Takes the learner's name off what was recorded of calls to models; what they cost stays. */
  readonly forgetCalls: (owner: Principal) => Promise<void>;
}

/**
 * Erases a learner: sessions first, so that none tells the learner's object anything afterwards; lists last, so that whoever is cut short can begin again and
 * finds what is left. Rejects when something cannot be reached.
 */
export async function eraseLearner(
  { learners, contests, registry, sessions, forgetCalls, forgetCourses, forgetLessons }: EraseLearnerDeps,
  owner: Principal,
): Promise<void> {
  for (const { session_id } of await sessions.list(owner)) await sessions.erase(session_id, owner);
  await forgetCourses(owner);
  await forgetLessons(owner);
  await learners.of(owner).erase();
  await contests.removeAll(owner);
  // From here on calls that are still on their way are recorded without names.
  await registry.removeLearner(owner);
  await forgetCalls(owner);
  await sessions.forget(owner);
}
