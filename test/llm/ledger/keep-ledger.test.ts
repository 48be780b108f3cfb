import { describe, expect, it } from "vitest";
import { ALLOWANCE_MS, KEEP_HOLDER_MS, MAX_LIVE_ALLOWANCES } from "../../../src/llm/ledger/holder.ts";
import { budgetOf, checkIn, DAY_MS, type Desk, HOUR_MS, MINUTE_MS, NOON, openDesk, told, usd } from "./desk.ts";

const want = (nanousd: number, tokens = 0) => ({ want: usd(nanousd, tokens) });
const spentOf = (desk: Desk) => desk.ledger.list().map(({ spent_nanousd, reserved_nanousd }) => [spent_nanousd, reserved_nanousd]);

describe("money that is set aside", () => {
  it("is taken from every budget that holds, and less is given where less is left", () => {
    const desk = openDesk([
      budgetOf(100),
      budgetOf(500, { period: "month" }),
      budgetOf(60, { scope: "learner", scope_id: "*" }),
      budgetOf(80, { scope: "course", scope_id: "les_raft" }),
    ]);
    expect(desk.ledger.checkIn(checkIn("ada", want(70)))).toMatchObject({ allowance: { amount: usd(60) }, tier: "tight" });
    expect(desk.ledger.checkIn(checkIn("ben", want(30)))).toMatchObject({ allowance: { amount: usd(20) } });
    expect(desk.ledger.checkIn(checkIn("cyd", { course_id: "les_loops", ...want(15) }))).toMatchObject({
      allowance: { amount: usd(15) },
      tier: "full",
    });
    expect(desk.ledger.checkIn(checkIn("dan", { course_id: null, learner_id: null, ...want(15) }))).toMatchObject({
      allowance: { amount: usd(5) },
    });
    expect(desk.ledger.checkIn(checkIn("eve", want(1)))).toMatchObject({ allowance: null, tier: "spent" });
  });

  it("comes back when it is closed, and when it expires, and not before", () => {
    const desk = openDesk([budgetOf(100)]);
    const ada = desk.ledger.checkIn(checkIn("ada", want(60))).allowance;
    desk.ledger.checkIn(checkIn("ben", want(40)));
    desk.ledger.checkIn(checkIn("ada", told(ada, 25, { is_closed: true })));
    expect(spentOf(desk)).toEqual([[25, 40]]);
    desk.clock.advance(ALLOWANCE_MS - 1);
    expect(spentOf(desk)).toEqual([[25, 40]]);
    desk.clock.advance(1);
    expect(spentOf(desk)).toEqual([[25, 0]]);
  });

  it("comes back one allowance after the other where a session holds several", () => {
    const desk = openDesk([budgetOf(100)]);
    desk.ledger.checkIn(checkIn("ada", want(30)));
    desk.clock.advance(ALLOWANCE_MS / 2);
    desk.ledger.checkIn(checkIn("ada", want(20)));
    const reserved = [0, ALLOWANCE_MS / 2, ALLOWANCE_MS / 2].map((ms) => {
      desk.clock.advance(ms);
      return spentOf(desk)[0]?.[1];
    });
    expect(reserved).toEqual([50, 20, 0]);
  });

  it("does not come back twice when a session tells of it after it has expired", () => {
    for (const is_closed of [true, false]) {
      const desk = openDesk([budgetOf(100)]);
      const { allowance } = desk.ledger.checkIn(checkIn("ada", want(60)));
      desk.clock.advance(ALLOWANCE_MS);
      desk.ledger.checkIn(checkIn("ben", want(80)));
      expect(desk.ledger.checkIn(checkIn("ada", { ...told(allowance, 30, { is_closed }), ...want(10) })).allowance).toBeNull();
      expect(spentOf(desk)).toEqual([[30, 80]]);
    }
  });

  it("is counted in tokens as well as in money, and both must be left", () => {
    const desk = openDesk([budgetOf(1_000, { cap_tokens: 50 })]);
    expect(desk.ledger.checkIn(checkIn("ada", want(10, 40)))).toMatchObject({ allowance: { amount: usd(10, 40) } });
    expect(desk.ledger.checkIn(checkIn("ben", want(10, 40)))).toMatchObject({ allowance: { amount: usd(10, 10) }, tier: "tight" });
    expect(desk.ledger.checkIn(checkIn("cyd", want(10, 40)))).toMatchObject({ allowance: null, tier: "spent" });
  });

  it("is more than was wanted where nothing caps it, so that a lesson asks rarely", () => {
    expect(openDesk().ledger.checkIn(checkIn("ada", want(10, 20)))).toMatchObject({ allowance: { amount: usd(40, 80) }, tier: "full" });
  });

  it("is not set aside without end for a session that forgets it over and over", () => {
    const desk = openDesk([budgetOf(1_000)]);
    const given = Array.from({ length: MAX_LIVE_ALLOWANCES + 2 }, () => desk.ledger.checkIn(checkIn("ada", want(10))).allowance);
    expect(given.filter((allowance) => allowance !== null)).toHaveLength(MAX_LIVE_ALLOWANCES);
    expect(new Set(given.map((allowance) => allowance?.allowance_id)).size).toBe(MAX_LIVE_ALLOWANCES + 1);
    desk.clock.advance(ALLOWANCE_MS);
    expect(desk.ledger.checkIn(checkIn("ada", want(10))).allowance).not.toBeNull();
  });
});

describe("money that is spent", () => {
  it("is booked once, however often and in whatever order it is told", () => {
    const desk = openDesk([budgetOf(100)]);
    const { allowance } = desk.ledger.checkIn(checkIn("ada", want(60)));
    desk.ledger.checkIn(checkIn("ada", told(allowance, 5, { tokens: 9 })));
    for (const nanousd of [10, 30, 30, 10, 20]) desk.ledger.checkIn(checkIn("ada", told(allowance, nanousd)));
    expect(spentOf(desk)).toEqual([[30, 30]]);
    desk.ledger.checkIn(checkIn("ada", told(allowance, 40, { is_closed: true })));
    desk.ledger.checkIn(checkIn("ada", told(allowance, 35)));
    expect(spentOf(desk)).toEqual([[40, 0]]);
  });

  it("is booked when it is told after the allowance has expired, and the money does not come back to life", () => {
    const desk = openDesk([budgetOf(100)]);
    const { allowance } = desk.ledger.checkIn(checkIn("ada", want(60)));
    desk.clock.advance(ALLOWANCE_MS);
    desk.ledger.checkIn(checkIn("ben", want(100)));
    desk.ledger.checkIn(checkIn("ada", told(allowance, 60)));
    expect(spentOf(desk)).toEqual([[60, 100]]);
    desk.clock.set(NOON);
    expect(desk.ledger.checkIn(checkIn("ada", { ...told(allowance, 60), ...want(10) }))).toMatchObject({ allowance: null, tier: "spent" });
  });

  it("is booked from an allowance that the ledger has never seen, once", () => {
    const desk = openDesk([budgetOf(100)]);
    const spent = { allowance_id: "als_of_a_lost_ledger", amount: usd(7), is_closed: true };
    for (let n = 0; n < 3; n++) desk.ledger.checkIn(checkIn("ada", { spent }));
    expect(spentOf(desk)).toEqual([[7, 0]]);
  });

  it("holds back what was set aside by a ledger that was written before it kept the spans of its sessions", () => {
    const desk = openDesk([budgetOf(100)]);
    desk.ledger.checkIn(checkIn("ada", want(60)));
    desk.test.storage.sql.exec("DROP INDEX holders_by_span; ALTER TABLE holders DROP COLUMN heard_span;");
    desk.crash();
    expect(spentOf(desk)).toEqual([[0, 60]]);
    desk.clock.advance(-HOUR_MS);
    desk.crash();
    expect(spentOf(desk)).toEqual([[0, 60]]);
  });

  it("is not booked again when a session wakes after the ledger has forgotten it", () => {
    const desk = openDesk([budgetOf(100)]);
    const { allowance } = desk.ledger.checkIn(checkIn("ada", want(60)));
    desk.ledger.checkIn(checkIn("ada", told(allowance, 30)));
    desk.clock.advance(KEEP_HOLDER_MS + DAY_MS);
    const ben = desk.ledger.checkIn(checkIn("ben", want(60)));
    desk.ledger.checkIn(checkIn("ben", told(ben.allowance, 5)));
    expect(desk.test.rows("SELECT holder_id FROM holders")).toEqual([{ holder_id: "ben" }]);
    desk.crash();
    desk.ledger.checkIn(checkIn("ada", told(allowance, 30)));
    expect(spentOf(desk)).toEqual([[5, 55]]);
    expect(desk.lines.at(-1)?.event).toBe("ledger_allowance_forgotten");
  });

  it("counts for the day on which the ledger hears of it, and begins at nothing the next day", () => {
    const desk = openDesk([budgetOf(100), budgetOf(100, { period: "month" })]);
    const { allowance } = desk.ledger.checkIn(checkIn("ada", want(60)));
    desk.ledger.checkIn(checkIn("ada", told(allowance, 10)));
    desk.clock.advance(12 * HOUR_MS);
    desk.ledger.checkIn(checkIn("ada", told(allowance, 25)));
    expect(spentOf(desk).map(([spent]) => spent)).toEqual([15, 25]);
    expect(desk.ledger.list().map(({ resets_at }) => resets_at)).toEqual(["2026-11-22T00:00:00.000Z", "2026-12-01T00:00:00.000Z"]);
  });

  it("is known when a budget for learners is set in the middle of the month", () => {
    const desk = openDesk();
    for (const [holder_id, learner_id] of [
      ["first", "lrn_ada"],
      ["second", "lrn_ada"],
      ["third", "lrn_ben"],
    ] as const) {
      const { allowance } = desk.ledger.checkIn(checkIn(holder_id, { learner_id, ...want(50) }));
      desk.ledger.checkIn(checkIn(holder_id, { learner_id, ...told(allowance, 40) }));
    }
    desk.ledger.put(budgetOf(100, { scope: "learner", scope_id: "*", period: "month" }));
    expect(desk.ledger.list()).toMatchObject([{ subject_id: "lrn_ada", spent_nanousd: 80, tier: "tight", alerts: [] }]);
    expect(desk.ledger.checkIn(checkIn("third", { learner_id: "lrn_ben" })).tier).toBe("full");
  });

  it("is the same after a crash at any time", () => {
    const desk = openDesk([budgetOf(100)]);
    const { allowance } = desk.ledger.checkIn(checkIn("ada", want(60)));
    desk.crash();
    expect(spentOf(desk)).toEqual([[0, 60]]);
    desk.ledger.checkIn(checkIn("ada", told(allowance, 20)));
    desk.crash();
    expect(spentOf(desk)).toEqual([[20, 40]]);
  });

  it("is still known when the disk was full while the month before was swept out, and the clock went back", () => {
    const desk = openDesk([budgetOf(100)]);
    const { allowance } = desk.ledger.checkIn(checkIn("ada", want(60)));
    desk.ledger.checkIn(checkIn("ada", told(allowance, 20)));
    desk.clock.advance(31 * DAY_MS);
    desk.test.failWrite(3);
    expect(() => desk.ledger.checkIn(checkIn("ada", told(allowance, 30)))).toThrow("SQLITE_FULL");
    desk.clock.set(NOON);
    expect(spentOf(desk)).toEqual([[20, 40]]);
  });

  it("is neither lost nor half booked when the disk is full in the middle of a check-in", () => {
    for (const failing of [1, 2, 3]) {
      const desk = openDesk([budgetOf(100), budgetOf(50, { scope: "learner", scope_id: "*" })]);
      const { allowance } = desk.ledger.checkIn(checkIn("ada", want(40)));
      const again = checkIn("ada", { ...told(allowance, 30, { is_closed: true }), ...want(10) });
      desk.test.failWrite(failing);
      expect(() => desk.ledger.checkIn(again)).toThrow("SQLITE_FULL");
      expect(spentOf(desk)).toEqual([
        [0, 40],
        [0, 0],
      ]);
      expect(desk.ledger.checkIn(again)).toMatchObject({ allowance: { amount: usd(10) } });
      expect(spentOf(desk)).toEqual([
        [30, 10],
        [30, 10],
      ]);
    }
  });
});

describe("how a budget stands", () => {
  it("is full, tight from four fifths on, and spent at the cap, by what is spent and not by what is set aside", () => {
    const desk = openDesk([budgetOf(100)]);
    const { allowance } = desk.ledger.checkIn(checkIn("ada", want(100)));
    const tiers = [0, 79, 80, 99, 100, 120].map((nanousd) => desk.ledger.checkIn(checkIn("ada", told(allowance, nanousd))).tier);
    expect(tiers).toEqual(["full", "full", "tight", "tight", "spent", "spent"]);
  });

  it("is spent at once where the cap is nothing", () => {
    const desk = openDesk([budgetOf(0)]);
    expect(desk.ledger.checkIn(checkIn("ada", want(1)))).toMatchObject({ allowance: null, tier: "spent" });
  });

  it("leaves a learner what the lesson still holds when the rest is set aside for others", () => {
    const desk = openDesk([budgetOf(100)]);
    const { allowance } = desk.ledger.checkIn(checkIn("ada", want(60)));
    desk.ledger.checkIn(checkIn("ben", want(40)));
    expect(desk.ledger.checkIn(checkIn("ada", { ...told(allowance, 10), ...want(60) }))).toMatchObject({ allowance: null, tier: "tight" });
    expect(desk.ledger.checkIn(checkIn("cyd", want(1)))).toMatchObject({ allowance: null, tier: "spent" });
  });

  it("changes with the budget, and a budget that is taken back holds nobody", () => {
    const desk = openDesk([budgetOf(100)]);
    const { allowance } = desk.ledger.checkIn(checkIn("ada", want(60)));
    desk.ledger.checkIn(checkIn("ada", told(allowance, 60)));
    desk.ledger.put(budgetOf(50));
    expect(desk.ledger.checkIn(checkIn("ada", want(1)))).toMatchObject({ allowance: null, tier: "spent" });
    desk.ledger.remove({ scope: "tenant", scope_id: "", period: "day" });
    expect(desk.ledger.checkIn(checkIn("ada", want(1)))).toMatchObject({ tier: "full" });
    expect(desk.ledger.list()).toEqual([]);
  });

  it("tells the operator once at 50, 80 and 100 percent, with the time, and again in the next period", () => {
    const desk = openDesk([budgetOf(100), budgetOf(100, { scope: "learner", scope_id: "*" })]);
    const spend = () => {
      const { allowance } = desk.ledger.checkIn(checkIn("ada", want(100)));
      for (const nanousd of [49, 50, 51, 95, 95, 100]) {
        desk.clock.advance(MINUTE_MS);
        desk.ledger.checkIn(checkIn("ada", told(allowance, nanousd)));
        desk.crash();
      }
    };
    spend();
    expect(desk.alerts().map(({ scope, subject_id, percent }) => [scope, subject_id, percent])).toEqual([
      ["tenant", "", 50],
      ["learner", "lrn_ada", 50],
      ["tenant", "", 80],
      ["learner", "lrn_ada", 80],
      ["tenant", "", 100],
      ["learner", "lrn_ada", 100],
    ]);
    expect(desk.ledger.list()[1]?.alerts).toEqual([
      { percent: 50, at: "2026-11-20T12:02:00.000Z" },
      { percent: 80, at: "2026-11-20T12:04:00.000Z" },
      { percent: 100, at: "2026-11-20T12:06:00.000Z" },
    ]);
    desk.clock.advance(DAY_MS);
    expect(desk.ledger.list()[1]?.alerts).toEqual([]);
    spend();
    expect(desk.alerts()).toHaveLength(12);
  });

  it("tells of a learner who may spend nothing once a month, also after others have begun the month", () => {
    const desk = openDesk([budgetOf(0, { scope: "learner", scope_id: "lrn_ada", period: "month" })]);
    const ben = () => {
      const { allowance } = desk.ledger.checkIn(checkIn("ben", want(10)));
      desk.ledger.checkIn(checkIn("ben", told(allowance, 10)));
    };
    ben();
    desk.clock.advance(15 * DAY_MS);
    desk.ledger.checkIn(checkIn("ada"));
    ben();
    desk.ledger.checkIn(checkIn("ada"));
    expect(desk.alerts().map(({ percent }) => percent)).toEqual([50, 80, 100]);
  });
});

describe("a clock that is wrong", () => {
  it("does not hide what learners have spent from a budget that is set while it is ahead", () => {
    const desk = openDesk();
    const { allowance } = desk.ledger.checkIn(checkIn("ada", want(60)));
    desk.ledger.checkIn(checkIn("ada", told(allowance, 20)));
    desk.clock.advance(40 * DAY_MS);
    desk.ledger.put(budgetOf(100, { scope: "learner", scope_id: "lrn_ada" }));
    desk.clock.set(NOON);
    desk.crash();
    desk.ledger.checkIn(checkIn("ada", told(allowance, 30)));
    expect(desk.ledger.list()).toMatchObject([{ spent_nanousd: 10, resets_at: "2026-12-31T00:00:00.000Z" }]);
  });

  it("makes no money by going back: what has expired stays so, and so does a day that is over", () => {
    const desk = openDesk([budgetOf(100)]);
    const { allowance } = desk.ledger.checkIn(checkIn("ada", want(100)));
    desk.ledger.checkIn(checkIn("ada", told(allowance, 100, { is_closed: true })));
    for (const ms of [-HOUR_MS, -DAY_MS, -60 * DAY_MS]) {
      desk.clock.set(NOON + ms);
      for (const crash of [() => undefined, () => desk.crash()]) {
        crash();
        expect(desk.ledger.checkIn(checkIn("ada", want(10)))).toMatchObject({ allowance: null, tier: "spent" });
      }
    }
    expect(desk.lines.map(({ event }) => event)).toContain("ledger_clock_behind");
  });

  it("gives one day's money once when it leaps ahead and returns", () => {
    const desk = openDesk([budgetOf(100)]);
    let spent = 0;
    for (const ms of [0, 400 * DAY_MS, 0, DAY_MS, 400 * DAY_MS]) {
      desk.clock.set(NOON + ms);
      const { allowance } = desk.ledger.checkIn(checkIn("ada", want(100)));
      if (!allowance) continue;
      spent += allowance.amount.nanousd;
      desk.ledger.checkIn(checkIn("ada", told(allowance, allowance.amount.nanousd, { is_closed: true })));
    }
    expect(spent).toBe(200);
  });
});

describe("breakers that sessions share", () => {
  const fail = (count: number, ok = false) => ({
    observations: Array.from({ length: count }, () => ({ route: "openai:gpt-4.1-mini", ok, total_ms: 900, at_ms: NOON + HOUR_MS })),
  });

  it("open by what different learners saw, let one lesson probe, and close for all when it is answered", () => {
    const desk = openDesk();
    for (const holder of ["ada", "ben"]) desk.ledger.checkIn(checkIn(holder, fail(1)));
    const told = [{ route: "openai:gpt-4.1-mini", until_ms: NOON + 10_000 }];
    expect(desk.ledger.checkIn(checkIn("cyd", fail(1))).resting).toEqual(told);
    desk.crash();
    expect(desk.ledger.checkIn(checkIn("dan", want(1))).resting).toEqual(told);
    expect(desk.ledger.breakers()).toEqual([{ route: "openai:gpt-4.1-mini", state: "open", until: "2026-11-20T12:00:10.000Z" }]);
    desk.clock.advance(10_000);
    expect(desk.ledger.checkIn(checkIn("ada")).resting).toEqual([]);
    expect(desk.ledger.checkIn(checkIn("ada", want(1))).resting).toEqual([]);
    expect(desk.ledger.checkIn(checkIn("ben", want(1))).resting).toHaveLength(1);
    desk.ledger.checkIn(checkIn("ada", fail(1, true)));
    expect(desk.ledger.checkIn(checkIn("ben", want(1))).resting).toEqual([]);
    expect(desk.ledger.breakers()).toEqual([{ route: "openai:gpt-4.1-mini", state: "closed", until: null }]);
  });
});

describe("what a check-in writes", () => {
  const written = (desk: Desk, work: () => void): number => {
    const total = () => Number(desk.test.rows("SELECT total_changes() AS n")[0]?.["n"]);
    const before = total();
    work();
    return total() - before;
  };

  it.each([
    ["without a budget", [], 2],
    ["with one for the tenant", [budgetOf(1_000), budgetOf(9_000, { period: "month" as const })], 2],
    ["with one for each learner as well", [budgetOf(1_000), budgetOf(500, { scope: "learner" as const, scope_id: "*" })], 3],
    [
      "with one for each learner and course",
      [budgetOf(900, { scope: "course" as const, scope_id: "*" }), budgetOf(500, { scope: "learner" as const, scope_id: "*" })],
      4,
    ],
  ])("%s is a few rows, and nothing when nothing was spent", (_, budgets, rows) => {
    const desk = openDesk(budgets);
    const { allowance } = desk.ledger.checkIn(checkIn("ada", want(100)));
    expect(
      written(desk, () => void desk.ledger.checkIn(checkIn("ada", { ...told(allowance, 10, { is_closed: true }), ...want(100) }))),
    ).toBe(rows);
    expect(written(desk, () => void desk.ledger.checkIn(checkIn("ada", told(allowance, 10))))).toBe(0);
  });

  it("is nothing for an operator who looks at a tenant that has spent nothing", () => {
    const desk = openDesk();
    expect([desk.ledger.list(), desk.ledger.breakers()]).toEqual([[], []]);
    expect(desk.test.rows("SELECT name FROM sqlite_master")).toEqual([]);
  });
});
