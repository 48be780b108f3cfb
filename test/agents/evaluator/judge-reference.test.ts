import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { embeddedEvaluate } from "../../../src/agents/evaluator/embedded-evaluator.ts";
import { evaluator } from "../../../src/agents/evaluator/evaluator.agent.ts";
import { judgeByReference, SURE_ENOUGH } from "../../../src/agents/evaluator/judge-reference.ts";
import type { EvaluatorInput } from "../../../src/agents/inputs.ts";
import type { OpenItem } from "../../../src/curriculum/pack.schema.ts";

const QUESTION = "Why does ice float on water?";
const KEY = "Ice is less dense than liquid water, because water expands when it freezes.";

function itemWith(key: string, { prompt = QUESTION, also_right = [] as string[] } = {}): OpenItem {
  return {
    id: "itm_given",
    role: "main",
    form: "open",
    prompt,
    key,
    cue: "Think of the same amount of both.",
    confirm: "Yes.",
    hints: ["Think of a full bottle in the freezer."],
    key_points: [{ id: "point_1", text: key.slice(0, 400), cue: "What happens on freezing?", match: [] }],
    also_right,
  };
}

function inputWith(reply: string, item: OpenItem, remediation_round = 0): EvaluatorInput {
  return {
    language: "en",
    node: { id: "node_given", concept: "A question", goal: "You can answer it." },
    question: item.prompt,
    item,
    misconceptions: [],
    reply,
    recent: [],
    remediation_round,
    points_met: [],
  };
}

const said = (reply: string, item = itemWith(KEY)) =>
  evaluator.check(inputWith(reply, item), embeddedEvaluate(inputWith(reply, item))).output;

describe("an answer to a question that has a reference and no patterns", () => {
  it("is correct when it says the reference, whatever its case and punctuation", () => {
    expect(said(KEY.toUpperCase())).toMatchObject({ evaluation: "correct", should_advance: true, key_points_met: ["point_1"] });
  });

  it("is correct when it says any one of several references", () => {
    const item = itemWith(KEY, { also_right: ["Frozen water takes up more room, so it weighs less for its size."] });
    expect(said("Frozen water takes up more room, so it weighs less for its size.", item).evaluation).toBe("correct");
  });

  it("is not correct when it says the reference and denies it", () => {
    expect(said("It is not true that ice is less dense than liquid water, because water expands when it freezes.").evaluation).not.toBe(
      "correct",
    );
  });

  it("is not correct when it answers something else", () => {
    expect(said("The leader sends a message to all of the other servers and waits for a majority.").evaluation).not.toBe("correct");
  });

  it("is quoted verbatim and never advances on a verdict other than correct", () => {
    for (const reply of ["It is lighter for its size", "because ice is cold", "Water shrinks when it freezes so it sinks"]) {
      const { quoted, evaluation, should_advance } = said(reply);
      expect(reply).toContain(quoted);
      expect(should_advance && evaluation !== "correct").toBe(false);
    }
  });

  it.each(["l", "sfsf", "because", "i did", "whatever"])("is neither right nor wrong when it says nothing: %s", (reply) => {
    expect(said(reply).evaluation).toBe("n/a");
  });

  it("is called a guess where it could go either way: the tutor is to ask again, and one question later it counts", () => {
    const item = itemWith(KEY);
    const guesses = [
      "Ice is lighter",
      "water expands",
      "It has air and is less heavy than the liquid",
      "freezing makes the water bigger",
      "less dense",
    ]
      .map((reply) => inputWith(reply, item))
      .filter((input) => judgeByReference({ reply: input.reply, item }).is_guess === true);
    expect(guesses.length).toBeGreaterThan(0);
    for (const input of guesses) {
      const { confidence, should_advance, guidance_for_tutor, evaluation } = embeddedEvaluate(input);
      expect(confidence).toBeLessThan(SURE_ENOUGH);
      expect(should_advance).toBe(false);
      expect(guidance_for_tutor).toMatch(/sharper/);
      expect(embeddedEvaluate({ ...input, remediation_round: 1 }).should_advance).toBe(evaluation === "correct");
    }
  });

  it("is judged whatever it is, with a confidence", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), fc.string({ maxLength: 80 }), (reply, key) => {
        const { confidence } = embeddedEvaluate(inputWith(reply, itemWith(key === "" ? "x" : key)));
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }),
      { numRuns: 30 },
    );
  });
});

describe("a question that asks for a number", () => {
  const item = itemWith("He spent $2 because 40 x .05 = 2\nHe bought 4 pounds because 6 / 1.5 = 4\n 4", {
    prompt: "How many pounds did he buy?",
  });

  it("accepts the number however it was come by", () => {
    expect(said("6 divided by 1.5 is 4, so he bought 4 pounds.", item).evaluation).toBe("correct");
    expect(said("First I get 10 - 4 = 6\nThen 6 / 1.5\n 4", item).evaluation).toBe("correct");
  });

  it.each(["He bought 2 pounds.\n 2", "He spent $2 because 40 x .05 = 2\nHe bought 5 pounds because 6 / 1.5 = 4\n 5", "4 or 5"])(
    "never accepts another: %s",
    (reply) => {
      expect(said(reply, item).evaluation).not.toBe("correct");
    },
  );
});

describe("a question whose reference is an expression", () => {
  const item = itemWith("y = 2(x + 3)", { prompt: "Write the rule of the table." });

  it("accepts it in any form, and no other", () => {
    expect(said("2x + 6", item).evaluation).toBe("correct");
    expect(said("The rule is: y = 6 + 2x", item).evaluation).toBe("correct");
    expect(said("y = 2x + 3", item).evaluation).toBe("wrong");
  });
});
