import { describe, expect, it } from "vitest";
import { knowingStrictness } from "../../scripts/lib/grade-ceiling.ts";

const answers = (group: string, chances: readonly number[], passed: (chance: number) => boolean) =>
  chances.map((chance) => ({ group, chance, correct: passed(chance) }));
const CHANCES = [0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9];

describe("what knowing how strictly a question was graded would win", () => {
  it("makes good of a strict and of a lenient teacher who rank answers as the grader does", () => {
    const both = [...answers("strict", CHANCES, (chance) => chance > 0.75), ...answers("lenient", CHANCES, (chance) => chance > 0.25)];
    expect(knowingStrictness(both)).toBe(1);
  });

  it("makes nothing good where the answers of a question are ranked the wrong way round", () => {
    expect(knowingStrictness(answers("odd", CHANCES, (chance) => chance < 0.5))).toBeLessThan(0.5);
  });
});
