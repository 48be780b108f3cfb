import { describe, expect, it } from "vitest";
import { minutesOf } from "../../src/curriculum/materials-minutes.ts";

const words = (count: number): string => "word ".repeat(count).trim();

describe("how long a node is said to take", () => {
  it("counts reading and answering: 400 words are two minutes, a question and a half three more", () => {
    expect(minutesOf([words(400)], [{ form: "open", prompt: "" }])).toBe(5);
  });

  it("is shorter where the learner chooses, and never nothing", () => {
    expect(minutesOf([words(100)], [{ form: "choice", prompt: "" }])).toBeLessThan(minutesOf([words(100)], [{ form: "open", prompt: "" }]));
    expect(minutesOf([], [])).toBe(1);
  });
});
