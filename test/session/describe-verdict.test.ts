import { describe, expect, it } from "vitest";
import { describeVerdict } from "../../src/session/describe-verdict.ts";
import { fixturePack } from "../support/fixture-pack.ts";
import { evaluationOf } from "../support/tutor-input.ts";

const material = fixturePack.nodes.find(({ misconceptions }) => misconceptions.length > 0) ?? null;
const misconception = material?.misconceptions[0];
const item = material?.items[0] ?? null;
if (!material || !misconception || !item) throw new Error("The fixture pack has a node with a misconception.");

const text = "five is more than three";
const describeWrong = (before: string | null) =>
  describeVerdict({
    evaluation: evaluationOf({ quoted: text, misconception_id: misconception.id }),
    item,
    material,
    reply: { text, instructs_evaluator: false },
    before: { misconception: before, missing_cue: null },
  });

describe("what a learner sees of a verdict", () => {
  it("is the feedback on a known error, with their own words", () => {
    expect(describeWrong(null)).toMatchObject({ quoted: text, misconception: misconception.feedback, missing_cue: null });
  });

  it("is another cue when the same feedback has just been read", () => {
    expect(describeWrong(misconception.feedback)).toMatchObject({ misconception: null, missing_cue: item.cue });
  });

  it("is the cue of the whole question when the cue for a part has just been read", () => {
    const describeMissed = (missing_cue: string | null) =>
      describeVerdict({
        evaluation: evaluationOf({ quoted: text, missing_cue: "Say how many." }),
        item,
        material,
        reply: { text, instructs_evaluator: false },
        before: { misconception: null, missing_cue },
      }).missing_cue;
    expect(describeMissed(null)).toBe("Say how many.");
    expect(describeMissed("Say how many.")).toBe(item.cue);
    expect(describeMissed(item.cue)).toBe("Say how many.");
  });

  it("is the feedback again when something else came between", () => {
    expect(describeWrong("Count the members.").misconception).toBe(misconception.feedback);
  });
});
