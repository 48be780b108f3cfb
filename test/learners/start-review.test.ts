import { describe, expect, it } from "vitest";
import type { Pack } from "../../src/curriculum/pack.schema.ts";
import { createFsrs } from "../../src/learners/fsrs.adapter.ts";
import { createLearnerModel } from "../../src/learners/keep-knowledge.usecase.ts";
import { createLearnerStore } from "../../src/learners/learner.store.ts";
import { nameOfFold } from "../../src/learners/skill-state.ts";
import { startReview, type StartReviewDeps } from "../../src/learners/start-review.usecase.ts";
import { systemRandom } from "../../src/shared/system-random.adapter.ts";
import { createTestClock } from "../support/clock.ts";
import { fixturePack } from "../support/fixture-pack.ts";
import { createTestStorage } from "../support/sqlite-storage.ts";
import { DAY_MS, NOON, toldAnswer } from "./told-answers.ts";

const ADA = { tenant_id: "ten_public", learner_id: "lrn_ada" } as const;
const fsrs = createFsrs();
const logger = { info() {}, warn() {}, error() {} };

/** A learner with one skill due. `pack` is what its material is now; `start` what comes of beginning a session. */
function open(pack: Pack | null, start: StartReviewDeps["sessions"]["start"]) {
  const model = createLearnerModel({
    store: createLearnerStore(createTestStorage().storage, nameOfFold(fsrs)),
    fsrs,
    logger,
    name: "ten_public/lrn_ada",
  });
  model.record([toldAnswer(1)]);
  const now = createTestClock(NOON + 30 * DAY_MS);
  const learner = {
    takeReviews: async (input: Parameters<typeof model.takeReviews>[0]) => model.takeReviews(input),
    releaseReviews: async (sessionId: string) => model.releaseReviews(sessionId),
    skill: async (skill: string) => model.skill(skill),
  };
  const deps: StartReviewDeps = {
    learners: { of: () => learner },
    sessions: {
      start,
      read: async () => ({ ok: false, error: { code: "session_not_found", detail: "" } }),
      readNode: async () => ({ ok: true, value: null }),
    },
    curriculum: { findLesson: async () => null, loadPack: async () => pack },
    clock: now,
    random: systemRandom,
    logger,
  };
  return { now, again: () => startReview(deps, ADA) };
}

describe("a review that cannot begin", () => {
  it("is refused in the same words when it is asked for again at once: its material has gone", async () => {
    const { now, again } = open(null, () => Promise.reject(new Error("Nothing is started.")));
    for (const _time of [1, 2, 3]) {
      expect(await again()).toMatchObject({ ok: false, error: { code: "nothing_due" } });
      now.advance(1_000);
    }
  });

  it("is begun by who tries again at once, when its session could not be reached", async () => {
    let tries = 0;
    const { again } = open(fixturePack, async ({ session_id }) => {
      tries += 1;
      if (tries === 1) throw new Error("The object is out of reach.");
      return { session: { session_id }, seq: 1 } as never;
    });
    await expect(again()).rejects.toThrow("out of reach");
    expect(await again()).toMatchObject({ ok: true, value: { is_new: true } });
  });
});
