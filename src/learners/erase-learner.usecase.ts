import type { Principal } from "../protocol/principal.ts";
import type { ContestList } from "./contests.repository.ts";
import type { LearnerObjectPort } from "./learner-object.port.ts";

export interface EraseLearnerDeps {
  readonly learners: { of(owner: Principal): Pick<LearnerObjectPort, "erase"> };
  readonly contests: Pick<ContestList, "removeAll">;
  readonly registry: {
    /** Since when the learner is known here (ISO 8601, UTC); null: not any more. */
    knownSince(owner: Principal): Promise<string | null>;
    removeLearner(owner: Principal): Promise<void>;
  };
  readonly sessions: {
    /** Some of the learner's sessions; none when there are no more. */
    list(owner: Principal): Promise<readonly { readonly session_id: string }[]>;
    erase(sessionId: string, owner: Principal): Promise<void>;
    /** Takes these off the list. */
    forget(owner: Principal, sessionIds: readonly string[]): Promise<void>;
  };
  /** Everything that they keep to teach from. */
  readonly forgetCourses: (owner: Principal) => Promise<void>;
  /** Lessons that they published. */
  readonly forgetLessons: (owner: Principal) => Promise<void>;
  /** Takes the learner's name off what was recorded of calls to models since then; what they cost stays. `since` null: of all. */
  readonly forgetCalls: (owner: Principal, since: string | null) => Promise<void>;
}

/**
 * Erases a learner: sessions first, so that none tells the learner's object anything afterwards. Whoever is cut short can begin again, finds what is left, and
 * does nothing twice that takes long. Rejects when something cannot be reached.
 */
export async function eraseLearner(
  { learners, contests, registry, sessions, forgetCalls, forgetCourses, forgetLessons }: EraseLearnerDeps,
  owner: Principal,
): Promise<void> {
  await eraseSessions(sessions, owner);
  await forgetCourses(owner);
  await forgetLessons(owner);
  await learners.of(owner).erase();
  await contests.removeAll(owner);
  const since = await registry.knownSince(owner);
  // From here on calls that are still on their way are recorded without names.
  await registry.removeLearner(owner);
  await forgetCalls(owner, since);
  // What another tab began meanwhile.
  await eraseSessions(sessions, owner);
}

/** Page by page, and each off the list as soon as its sessions are gone, however many there are. */
async function eraseSessions({ list, erase, forget }: EraseLearnerDeps["sessions"], owner: Principal): Promise<void> {
  for (;;) {
    const some = (await list(owner)).map(({ session_id }) => session_id);
    if (some.length === 0) return;
    for (const id of some) await erase(id, owner);
    await forget(owner, some);
  }
}
