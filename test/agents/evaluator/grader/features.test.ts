import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { featuresOf } from "../../../../src/agents/evaluator/grader/features.ts";

const STORY = "Kim put a bulb, a cell and a switch in a row. She closed the switch. Nothing happened. What was wrong? Explain why.";
const REFERENCE = "The switch was not connected to the cell.";

const of = (answer: string, question = STORY, references = [REFERENCE]) => featuresOf({ question, references, answer });

describe("what the grader sees of an answer", () => {
  it("tells a learner who names something of the story from one who repeats the question's end", () => {
    const named = of("The switch and the cell");
    expect(named).toMatchObject({ echoed: 1, last_echoed: 0, last_p_fresh: 1 });
    expect(of("What was wrong is wrong")).toMatchObject({ echoed: 1, last_echoed: 1 });
  });

  it("takes the question's form from its end and not from its story", () => {
    expect(of("It was broken", "Why is salt white? It just is. Name two uses of salt. List them.")).toMatchObject({
      asks_why: 0,
      asks_several: 1,
    });
  });

  it("sees a whole question that has no story", () => {
    const { r_fresh, last_r_fresh, p_fresh, last_p_fresh } = of("It was not connected", "What was wrong?");
    expect([last_r_fresh, last_p_fresh]).toEqual([r_fresh, p_fresh]);
  });

  it("finds the reference wholly in itself", () => {
    expect(of(REFERENCE)).toMatchObject({ r_all: 1, p_all: 1, f_letters_4: 1, last_letters_fresh_3: 1, last_missed_count: 0 });
  });

  it("takes the nearest of several references", () => {
    const both = of("The bulb is broken", STORY, [REFERENCE, "The bulb is broken."]);
    expect(both).toMatchObject({ r_all: 1, most_r_all: 1, references: 2 });
    expect(both["mean_f_all"]).toBeLessThan(1);
  });

  it("is numbers of the same names in the same order, whatever was written", () => {
    const names = Object.keys(of("The switch"));
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 60 }), fc.string({ maxLength: 60 }), (a, b, c) => {
        const features = featuresOf({ question: a, references: [b], answer: c });
        expect(Object.keys(features)).toEqual(names);
        expect(Object.values(features).every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });
});
