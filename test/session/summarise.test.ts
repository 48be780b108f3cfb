import { describe, expect, it } from "vitest";
import { createFsrs } from "../../src/learners/fsrs.adapter.ts";
import type { SessionState } from "../../src/session/state.schema.ts";
import { REVISIT_DAYS, summarise } from "../../src/session/summarise.ts";
import { createTestClock } from "../support/clock.ts";
import { EMBEDDED_ONLY } from "../support/embedded-only.ts";
import { createFixtureSession, openEngine } from "../support/open-engine.ts";
import { createTestStorage } from "../support/sqlite-storage.ts";

/** A session whose steps were left in these ways, with so many failures each. */
async function leftWith(ways: readonly (readonly [SessionState["outcomes"][number]["outcome"], number])[]): Promise<SessionState> {
  const { engine } = openEngine({ models: EMBEDDED_ONLY, clock: createTestClock(), storage: createTestStorage() });
  createFixtureSession(engine);
  await engine.goOn();
  const state = engine.current()?.state;
  if (!state) throw new Error("no session");
  const outcomes = ways.map(([outcome, failures], at) => ({ node_id: `node_${at}`, outcome, failures, hints_used: 0 }));
  return { ...state, outcomes };
}

describe("what to come back to after a lesson", () => {
  it("is due when its skill would be if this lesson were all that is known of it", () => {
    const fsrs = createFsrs();
    const firstDays = (grade: 1 | 2 | 3) => fsrs.intervalDays(fsrs.next(null, 0, grade));
    expect(REVISIT_DAYS).toEqual({ set_aside: firstDays(1), with_help: firstDays(2), unverified: firstDays(3) });
  });

  it("names the weakest first, and leaves out what was shown without help", async () => {
    const state = await leftWith([
      ["with_help", 1],
      ["unassisted", 0],
      ["unverified", 0],
      ["with_help", 3],
      ["placed", 0],
      ["set_aside", 0],
    ]);
    const { revisit } = summarise(state, Date.parse("2026-11-28T23:30:00Z"));
    expect(revisit.map(({ node_id, due }) => `${node_id} ${due}`)).toEqual([
      "node_5 2026-11-29",
      "node_3 2026-11-29",
      "node_0 2026-11-29",
      "node_2 2026-11-30",
    ]);
  });
});
