import { describe, expect, it } from "vitest";
import { createFsrs } from "../../src/learners/fsrs.adapter.ts";
import { follow, readLog } from "../../scripts/lib/learner-log.ts";
import { followPlain, followReviews, followSm2, readReviews } from "../../scripts/lib/review-log.ts";

const rowsOf = (values: readonly Readonly<Record<string, unknown>>[]) => values.map((value, at) => ({ line: at + 2, value }));
const row = { id: "0", user_id: "a", item_id: "1", skill_id: "2", correct: "1" };
const review = { id: "0", card_id: "7", rating: "3", t: "1000", elapsed_days: "-1", eval: "0" };

describe("a stranger's learner log", () => {
  it("is read with skills and items that nobody knows, and every usable row is predicted", () => {
    const { log, unused } = readLog(
      rowsOf([row, { ...row, id: "1", item_id: "π", correct: 0 }, { ...row, id: "2", skill_id: "", correct: "true" }]),
    );
    expect(unused).toEqual([]);
    expect(follow(log).map(({ id }) => id)).toEqual(["0", "1", "2"]);
  });

  it("has the rows named that cannot be used, and why", () => {
    const { log, unused } = readLog(
      rowsOf([
        row,
        row,
        { ...row, id: "1", correct: "maybe" },
        { ...row, id: "2", user_id: "" },
        { ...row, id: "3", item_id: "", skill_id: null },
        {},
      ]),
    );
    expect(log).toHaveLength(1);
    expect(unused).toEqual([
      "line 3: the id 0 stood before",
      "line 4: correct is “maybe”, neither 0 nor 1",
      "line 5: no user_id",
      "line 6: neither item_id nor skill_id",
      "line 7: no user_id",
    ]);
  });
});

describe("a stranger's review log", () => {
  it("is predicted where a card comes back after a day, with or without the column that says so", () => {
    const days = (elapsed_days: string, id: string, marked?: string) => ({ ...review, id, elapsed_days, t: "", eval: marked ?? "" });
    const { log, unused } = readReviews(
      rowsOf([days("-1", "0"), days("0.1", "1"), days("3", "2"), days("4", "3", "1"), days("5", "4", "0")]),
    );
    expect(unused).toEqual([]);
    for (const predictions of [followReviews(createFsrs(), log), followPlain(createFsrs(), log), followSm2(log)])
      expect(predictions.map((p) => typeof p === "number")).toEqual([false, false, true, true, false]);
  });

  it("has the rows named that cannot be used, and a clock that went backwards", () => {
    const { log, unused } = readReviews(
      rowsOf([
        review,
        { ...review, id: "1", elapsed_days: "", t: "900" },
        { ...review, id: "2", rating: "5" },
        { ...review, id: "3", card_id: "" },
        { ...review, id: "4", elapsed_days: "soon", t: "never" },
      ]),
    );
    expect(log.map(({ id, days }) => [id, days])).toEqual([
      ["0", 0],
      ["1", 0],
    ]);
    expect(unused).toEqual([
      "line 3: t goes backwards; taken as the same moment",
      "line 4: rating is “5”, not 1 to 4",
      "line 5: no card_id",
      "line 6: neither elapsed_days nor t says when",
    ]);
  });
});
