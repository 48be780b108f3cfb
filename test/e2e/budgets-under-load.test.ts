import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Learner, newToken } from "../../bench/lib/learner.ts";
import { openRealStage, setCap, SMALL, type Stage } from "./real-day.ts";

// The deployed bundle in a real runtime: 200 lessons at once against one ledger, one database and one queue.

const SESSIONS = 200;
const TURNS = 2;
/** What a turn of such a lesson costs at this model's list price, measured without a budget; the cap is half of what all would spend. */
const TURN_NANOUSD = 4_500_000;
const CAP_NANOUSD = (SESSIONS * TURNS * TURN_NANOUSD) / 2;
/** What a learner waits for a turn at the most (session.md). */
const TURN_DEADLINE_MS = 45_000;

let stage: Stage;
beforeAll(async () => {
  stage = await openRealStage(SMALL, true);
});
afterAll(() => stage?.stop());

describe("two hundred lessons on a budget for half of them", () => {
  it("all get an answer to every reply, and nobody spends more than the cap", async () => {
    await setCap(stage, "month", CAP_NANOUSD);
    const token = await newToken(stage.worker.url);
    const begunAt = performance.now();
    const lessons = await Promise.all(
      Array.from({ length: SESSIONS }, async () => {
        const learner = await Learner.start(stage.worker.url, stage.pack, token);
        const turns: { readonly ms: number; readonly was_embedded: boolean }[] = [];
        while (turns.length < TURNS && !learner.isAtEnd) {
          const { turn_ms, was_embedded } = await learner.turn("anyone");
          turns.push({ ms: turn_ms, was_embedded });
        }
        learner.close();
        return turns;
      }),
    );
    const seconds = (performance.now() - begunAt) / 1_000;
    const spent = await stage.settle();
    const turns = lessons.flat();
    const slowest = Math.max(...turns.map(({ ms }) => ms));
    const embedded = turns.filter(({ was_embedded }) => was_embedded).length;
    const [budget] = await stage.budgets();
    const [stored] = stage.worker.select(
      "SELECT count(*) AS calls, sum(cost_nanousd) AS spent, max(cost_nanousd) AS largest FROM model_calls WHERE cache = 'none'",
    );
    process.stdout.write(
      `${SESSIONS} lessons, ${turns.length} turns in ${seconds.toFixed(1)} s, slowest ${(slowest / 1_000).toFixed(1)} s, ${embedded} with a part of the embedded tutor; ` +
        `cap $${CAP_NANOUSD / 1e9}, spent $${spent / 1e9}, set aside $${(budget?.reserved_nanousd ?? 0) / 1e9}, records $${Number(stored?.["spent"]) / 1e9} in ${Number(stored?.["calls"])} calls, ` +
        `largest $${Number(stored?.["largest"]) / 1e9}; alerts ${budget?.alerts.map(({ percent }) => percent).join(", ")}\n`,
    );
    expect(turns).toHaveLength(SESSIONS * TURNS);
    expect(slowest).toBeLessThan(TURN_DEADLINE_MS);
    expect(stored?.["spent"]).toBe(spent);
    expect(budget?.spent_nanousd).toBe(spent);
    expect(spent).toBeLessThanOrEqual(CAP_NANOUSD);
    expect(spent + (budget?.reserved_nanousd ?? 0)).toBeLessThanOrEqual(CAP_NANOUSD);
    // It did run short for some, and others were taught by the model.
    expect(embedded).toBeGreaterThan(0);
    expect(embedded).toBeLessThan(turns.length);
  });
});
