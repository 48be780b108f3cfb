import { describe, expect, it } from "vitest";
import { commonRuns } from "../../../../src/agents/evaluator/grader/letters.ts";

describe("comparing two lines by runs of letters", () => {
  it("finds a line wholly in itself, and nothing of one that shares no letters", () => {
    expect(commonRuns("it floats", "it floats", 3)).toEqual({ recall: 1, precision: 1, dice: 1 });
    expect(commonRuns("abc", "xyz", 3)).toEqual({ recall: 0, precision: 0, dice: 0 });
  });

  it("counts a run no more often than the other line has it", () => {
    // " ab ab " has six runs of two letters, " ab " three of them.
    expect(commonRuns("ab", "ab ab", 2)).toMatchObject({ recall: 1, precision: 0.5 });
    expect(commonRuns("ab ab", "ab", 2)).toMatchObject({ recall: 0.5, precision: 1 });
  });

  it("is nearer to a learner's misspelling than to another word", () => {
    const near = (said: string) => commonRuns("evaporation", said, 3).dice;
    expect(near("evaperation")).toBeGreaterThan(near("condensation"));
  });

  it("says nothing of an empty line, which has not been found in anything", () => {
    for (const length of [2, 6]) expect(commonRuns("", "water", length)).toEqual({ recall: 0, precision: 0, dice: 0 });
    expect(commonRuns("water", "", 3)).toEqual({ recall: 0, precision: 0, dice: 0 });
  });

  it("has nothing to compare in a line shorter than a run", () => {
    expect(commonRuns("a", "b", 6)).toEqual({ recall: 0, precision: 0, dice: 0 });
  });
});
