import { describe, expect, it } from "vitest";
import { rationalKey, readNumber } from "../../src/curriculum/rational.ts";

const key = (text: string): string | null => {
  const read = readNumber(text);
  return read && rationalKey(read.value);
};

describe("numbers as learners write them", () => {
  it.each([
    ["7/12", "7/12"],
    ["14/24", "7/12"],
    ["1 1/2", "3/2"],
    ["-1 1/2", "-3/2"],
    ["0.25", "1/4"],
    [".5", "1/2"],
    ["0,5", "1/2"],
    ["1,250", "1250"],
    ["−3", "-3"],
    ["3.0", "3"],
    ["0.1", "1/10"],
  ])("%s is exactly %s", (text, value) => expect(key(text)).toBe(value));

  it.each(["", "-", "1/0", "x", "1/2/3", "1.2.3", "9".repeat(50)])("“%s” is no number", (text) => expect(key(text)).toBeNull());

  it("says whether a fraction could be reduced", () => {
    expect(readNumber("14/24")?.lowest_terms).toBe(false);
    expect(readNumber("7/12")?.lowest_terms).toBe(true);
    expect(readNumber("0.50")?.lowest_terms).toBe(true);
  });
});
