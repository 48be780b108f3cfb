import { describe, expect, it } from "vitest";
import { readEquations, readQuantities } from "../../../../src/agents/reviewer/dimensions/quantities.ts";

describe("numbers in a conversation", () => {
  it("are the same however they are written", () => {
    expect(readQuantities("$10,000 and .5").map(({ value }) => value)).toEqual([10_000, 0.5]);
  });

  it("are told as results after words that tell", () => {
    expect(readQuantities("3 crates make 42, you get $12").map(({ value, isResult }) => [value, isResult])).toEqual([
      [3, false],
      [42, true],
      [12, true],
    ]);
  });
});

describe("a sum that somebody worked out", () => {
  it("is right or wrong", () => {
    expect(readEquations("2 x 5 = 10, then 10 / 3 = 3.33 and 7 - 2 = 4").map(({ isTrue }) => isTrue)).toEqual([true, true, false]);
  });

  it("is not found where nothing follows", () => {
    expect(readEquations("What is 6 + 14?")).toEqual([]);
  });
});
