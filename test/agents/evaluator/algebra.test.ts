import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areEqualAlgebra, readAlgebra } from "../../../src/agents/evaluator/algebra.ts";

function areEqual(a: string, b: string): boolean | null {
  const [one, other] = [readAlgebra(a), readAlgebra(b)];
  if (!one || !other) throw new Error(`${one ? b : a} was not read`);
  return areEqualAlgebra(one, other);
}

describe("an expression that a learner writes", () => {
  it.each([
    ["2x + 6", "2(x+3)"],
    ["(x+1)^2", "x² + 2x + 1"],
    ["-x^2", "-(x*x)"],
    ["2^x^2", "2^(x^2)"],
    ["y = 3x - 1", "3x-1"],
    ["y = 3x - 1", "6x - 2y = 2"],
    ["\\frac{a}{b} + 1", "(a+b)/b"],
    ["√(x^2)·x", "sqrt(x**2) * x"],
    ["sin(x)^2 + cos(x)^2 + a", "1 + a"],
  ])("is the same in another form: %s, %s", (a, b) => {
    expect(areEqual(a, b)).toBe(true);
  });

  it.each([
    ["2x + 6", "2x + 3"],
    ["(x+1)^2", "x^2 + 1"],
    ["a/b", "b/a"],
    ["y = 3x - 1", "y = 3x + 1"],
    ["x = 2y", "x = 2z"],
    ["y = 2x", "x = 2y"],
  ])("is not the same: %s, %s", (a, b) => {
    expect(areEqual(a, b)).toBe(false);
  });

  it.each(["the leader", "x", "12/4", "a = b = c", "x;y", "2 +", "constructor(x)", "x.y", "[x]*2,3", ""])(
    "is not seen in what is none: %s",
    (text) => {
      expect(readAlgebra(text)).toBeNull();
    },
  );

  it("is read or refused whatever it is, and equal to itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."xyz0123+-*/^()=. √²{}\\"), maxLength: 40 }), (text) => {
        const read = readAlgebra(text);
        expect(read === null || areEqualAlgebra(read, read) !== false).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
