import { describe, expect, it } from "vitest";
import { eraseLearner, type EraseLearnerDeps } from "../../src/learners/erase-learner.usecase.ts";
import { exportLearner } from "../../src/learners/export-learner.ts";
import type { SessionCard } from "../../src/protocol/http.schema.ts";

const ADA = { tenant_id: "ten_public", learner_id: "lrn_ada" } as const;
const PAGE = 3;
const idsOf = (count: number) => Array.from({ length: count }, (_, at) => `ses_${String(at).padStart(3, "0")}`);

/** A learner with so many sessions, of which a page is listed at a time. `failAt`: the erasing of a session that cannot be reached, counted from 1. */
function open(count: number, failAt = Number.POSITIVE_INFINITY) {
  const listed = new Set(idsOf(count));
  const erased: string[] = [];
  const done: string[] = [];
  const state = { failAt, since: "2026-11-01T00:00:00.000Z" as string | null };
  const deps: EraseLearnerDeps = {
    learners: { of: () => ({ erase: async () => void done.push("learner") }) },
    contests: { removeAll: async () => {} },
    registry: {
      knownSince: async () => state.since,
      removeLearner: async () => void (state.since = null),
    },
    sessions: {
      list: async () => [...listed].slice(0, PAGE).map((session_id) => ({ session_id })),
      async erase(id) {
        if (erased.length + 1 === state.failAt) throw new Error("This session cannot be reached.");
        erased.push(id);
      },
      forget: async (_owner, ids) => ids.forEach((id) => void listed.delete(id)),
    },
    forgetCourses: async () => {},
    forgetLessons: async () => {},
    forgetCalls: async (_owner, since) => void done.push(`calls since ${since}`),
  };
  return { deps, listed, erased, done, state };
}

describe("a learner with more sessions than one look at the list shows", () => {
  it("is erased with all of them", async () => {
    const { deps, listed, erased, done } = open(20);
    await eraseLearner(deps, ADA);
    expect([erased, [...listed]]).toEqual([idsOf(20), []]);
    expect(done).toEqual(["learner", "calls since 2026-11-01T00:00:00.000Z"]);
  });

  it("who was cut short goes on from there, and does not begin anew", async () => {
    const { deps, erased, done, state } = open(20, 11);
    await expect(eraseLearner(deps, ADA)).rejects.toThrow("cannot be reached");
    expect([erased.length, done]).toEqual([10, []]);
    state.failAt = Number.POSITIVE_INFINITY;
    await eraseLearner(deps, ADA);
    // Those of the page that broke off are erased once more, which does no harm.
    expect([new Set(erased).size, erased.length]).toEqual([20, 21]);
  });

  it("takes all of them along", async () => {
    const cards = idsOf(8).map(
      (session_id): SessionCard => ({
        ...{ session_id, lesson_id: "les_a", title: "A", status: "open" },
        ...{ current_index: 0, node_count: 1, updated_at: "2026-11-28T12:00:00.000Z" },
      }),
    );
    const stream = exportLearner(
      { learner_id: "lrn_ada" },
      {
        pageSessions: async (after) => cards.filter(({ session_id }) => session_id > after).slice(0, PAGE),
        readPage: async () => ({ evidence: [], next: null }),
        readTranscript: async () => [],
      },
    );
    const body = await new Response(stream).json();
    expect(body).toEqual({
      learner_id: "lrn_ada",
      sessions: cards,
      evidence: [],
      transcripts: cards.map(({ session_id }) => ({ session_id, events: [] })),
    });
  });
});
