import { describe, expect, it } from "vitest";
import { askLinear, standardise } from "../../../../src/agents/evaluator/grader/linear.ts";

const MODEL = { offset: -0.5, means: [2, 0], deviations: [2, 1], weights: [0.25, -1] };

describe("a linear model", () => {
  it("gives an average row its offset", () => {
    expect(askLinear(MODEL, [2, 0])).toBe(-0.5);
  });

  it("adds the weight of each feature once a standard deviation", () => {
    expect(askLinear(MODEL, [6, 1])).toBe(-0.5 + 2 * 0.25 - 1);
  });

  it("does not extrapolate beyond three standard deviations", () => {
    expect(standardise([1_000, -1_000], MODEL)).toEqual([3, -3]);
    expect(askLinear(MODEL, [1_000, 0])).toBe(askLinear(MODEL, [8, 0]));
  });
});
