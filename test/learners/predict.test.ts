import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FEATURES, FRESH_LEVELS, levelIn, readFeatures, startTrace, takeAnswer } from "../../src/learners/learner-trace.ts";
import { openLog, predictAnswer, predictNext, takeNext } from "../../src/learners/predict.ts";
import { PREDICTION_WEIGHTS } from "../../src/learners/prediction-weights.ts";

const anyRow = fc.record({
  learner: fc.constantFrom("lrn_a", "lrn_b"),
  skill: fc.constantFrom("s1", "s2", "__proto__"),
  item: fc.constantFrom("i1", "i2", "i3", "constructor"),
  right: fc.boolean(),
});

describe("what is expected of the next answer", () => {
  it("is a probability, whatever came before", () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 60 }), (rows) => {
        const log = openLog();
        for (const row of rows) {
          const p = predictNext(log, row);
          expect(p).toBeGreaterThan(0);
          expect(p).toBeLessThan(1);
          takeNext(log, row, row.right);
        }
      }),
    );
  });

  it("does not know the answer, nor any that comes later", () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 30 }), fc.nat(), (rows, pick) => {
        const at = pick % rows.length;
        const predict = (some: typeof rows): number[] => {
          const log = openLog();
          return some.map((row) => {
            const p = predictNext(log, row);
            takeNext(log, row, row.right);
            return p;
          });
        };
        const otherwise = rows.map((row, index) => (index < at ? row : { ...row, right: !row.right }));
        expect(predict(otherwise).slice(0, at + 1)).toEqual(predict(rows).slice(0, at + 1));
      }),
    );
  });

  it("rises for a learner who is right, and for an item that others get right", () => {
    const log = openLog();
    const [before, other] = [
      predictNext(log, { learner: "a", skill: "s", item: "i" }),
      predictNext(log, { learner: "c", skill: "s", item: "easy" }),
    ];
    for (let n = 0; n < 12; n++) {
      takeNext(log, { learner: "a", skill: "s", item: `x${n}` }, true);
      takeNext(log, { learner: `b${n}`, skill: "s", item: "easy" }, true);
      takeNext(log, { learner: `b${n}`, skill: "s", item: "hard" }, false);
    }
    expect(predictNext(log, { learner: "a", skill: "s", item: "i" })).toBeGreaterThan(before);
    expect(predictNext(log, { learner: "c", skill: "s", item: "easy" })).toBeGreaterThan(other);
    expect(predictNext(log, { learner: "c", skill: "s", item: "hard" })).toBeLessThan(
      predictNext(log, { learner: "c", skill: "s", item: "easy" }),
    );
  });

  it("takes a learner, a skill and an item nobody has seen for usual ones", () => {
    const p = predictAnswer(startTrace(), FRESH_LEVELS, { skill: "new", item: "new" });
    expect(p).toBeGreaterThan(0.4);
    expect(p).toBeLessThan(0.8);
  });

  it("has a weight for every feature", () => {
    expect(readFeatures(startTrace(), FRESH_LEVELS, { skill: "s", item: "i" })).toHaveLength(FEATURES.length);
    expect(PREDICTION_WEIGHTS).toHaveLength(FEATURES.length);
  });

  it("moves a level less the more answers it rests on", () => {
    const trace = startTrace();
    const moves = Array.from({ length: 30 }, (_, n) => {
      const before = levelIn(trace, "s");
      takeAnswer(trace, FRESH_LEVELS, { skill: "s", item: `i${n}` }, n % 2 === 0);
      return Math.abs(levelIn(trace, "s") - before);
    });
    expect(moves[29]).toBeLessThan(0.7 * (moves[0] ?? 0));
  });
});
