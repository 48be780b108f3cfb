import { describe, expect, it } from "vitest";
import { createFsrs } from "../../src/learners/fsrs.adapter.ts";
import { openRecallLog, predictRecall, takeRecall } from "../../src/learners/recall.ts";

const fsrs = createFsrs();

describe("what is expected of a review", () => {
  it("is nothing for a card never seen, and FSRS's own word at first", () => {
    const log = openRecallLog();
    expect(predictRecall(fsrs, log, { card: "a", days: 0 })).toBeNull();
    takeRecall(fsrs, log, { card: "a", days: 0, grade: 3 });
    const plain = fsrs.recall(fsrs.next(null, 0, 3), 20);
    expect(Math.abs((predictRecall(fsrs, log, { card: "a", days: 20 }) ?? 0) - plain)).toBeLessThan(0.2);
  });

  it("falls for a learner who forgets faster than most, and rises for one who does not", () => {
    const after = (grade: 1 | 3): number => {
      const log = openRecallLog();
      for (let n = 0; n < 40; n++) {
        takeRecall(fsrs, log, { card: `c${n}`, days: 0, grade: 3 });
        takeRecall(fsrs, log, { card: `c${n}`, days: 3, grade });
      }
      takeRecall(fsrs, log, { card: "new", days: 0, grade: 3 });
      return predictRecall(fsrs, log, { card: "new", days: 3 }) ?? Number.NaN;
    };
    expect(after(1)).toBeLessThan(fsrs.recall(fsrs.next(null, 0, 3), 3));
    expect(after(3)).toBeGreaterThan(after(1));
  });

  it("stays a probability after days without number and on the same moment", () => {
    const log = openRecallLog();
    for (const days of [0, 0, 40_000, 0.0001, 1]) takeRecall(fsrs, log, { card: "a", days, grade: 2 });
    for (const days of [0, 1, 100_000]) {
      const p = predictRecall(fsrs, log, { card: "a", days }) ?? Number.NaN;
      expect(p).toBeGreaterThan(0);
      expect(p).toBeLessThan(1);
    }
  });
});
