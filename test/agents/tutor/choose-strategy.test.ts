import { describe, expect, it } from "vitest";
import { chooseStrategy } from "../../../src/agents/tutor/choose-strategy.ts";

describe("choosing how to teach", () => {
  it("introduces a node, and answers a question whatever the round", () => {
    expect([chooseStrategy("first", 0), chooseStrategy("advance", 0), chooseStrategy("answer_question", 7)]).toEqual([
      "introduce",
      "introduce",
      "answer_question",
    ]);
  });

  it("gives a learner who does not get on more help every round, and never the same twice in a row", () => {
    const rounds = Array.from({ length: 12 }, (_, at) => chooseStrategy("remediate", at + 1));
    expect(rounds.slice(0, 4)).toEqual(["simpler", "other_approach", "worked_example", "smaller_step"]);
    expect(rounds.slice(1).every((strategy, at) => strategy !== rounds[at])).toBe(true);
    expect(new Set(rounds.slice(4))).toEqual(new Set(["other_approach", "worked_example", "smaller_step"]));
  });

  it("takes a round that cannot be for the first", () => {
    expect(chooseStrategy("remediate", 0)).toBe("simpler");
  });
});
