import { describe, expect, it } from "vitest";
import type { Draft, ReviewerInput } from "../../../src/agents/inputs.ts";
import { embeddedReview } from "../../../src/agents/reviewer/embedded-reviewer.ts";
import type { Principle } from "../../../src/agents/reviewer/reviewer.schema.ts";
import { fixturePack } from "../../support/fixture-pack.ts";
import { evaluationOf } from "../../support/tutor-input.ts";

const [node] = fixturePack.nodes;
const [item] = node?.items ?? [];
if (!node || !item) throw new Error("The fixture pack has nodes and items.");

const SOUND =
  "Imagine a loaf on a table and guests who keep arriving. Nobody bakes a second one, so with every new guest the shares shrink.";
const WRONG = { evaluation: evaluationOf({ quoted: "five is more than three" }), reply: "the fifth, since five is more than three" };

const review = (draft: Partial<Draft>, input: Partial<ReviewerInput> = {}) =>
  embeddedReview({
    language: "en",
    node,
    item,
    evaluation: null,
    reply: null,
    draft: { teaching: SOUND, question: item.prompt, citations: [], hints: [], item_id: item.id, strategy: "introduce", ...draft },
    ...input,
  });

describe("the embedded reviewer", () => {
  it("approves a draft that teaches one idea and asks", () => {
    expect(review({})).toMatchObject({ approved: true, feedback: "" });
  });

  it("approves help that works on the learner's own words", () => {
    const helped = review({ teaching: `Keep “five is more than three” in view. ${SOUND}`, strategy: "simpler" }, WRONG);
    expect(helped).toMatchObject({ approved: true, principles: { misconception_diagnosis: 2 } });
  });

  it("gives no credit for a diagnosis where there was nothing to diagnose", () => {
    expect(review({}).principles.misconception_diagnosis).toBe(1);
  });

  const poor: readonly [what: string, principle: Principle, draft: Partial<Draft>, input?: Partial<ReviewerInput>][] = [
    ["asks nothing", "active_learning", { question: "Shares shrink when guests arrive." }],
    ["asks for a yes", "active_learning", { question: "Does that make sense?" }],
    ["asks whether there are questions", "active_learning", { question: "So, do you have any questions so far?" }],
    ["asks two things", "active_learning", { question: `${item.prompt} And what about a half?` }],
    ["is a lecture", "cognitive_load", { teaching: `${SOUND} `.repeat(9) }],
    [
      "brings three ideas",
      "cognitive_load",
      { teaching: `${SOUND} Also, a numerator counts. Furthermore, equal fractions look different. Finally, decimals are fractions too.` },
    ],
    ["tells the answer", "scaffolding", { teaching: "The third is larger because there are fewer pieces." }],
    ["has nothing to work with after an error", "scaffolding", { teaching: "Not quite." }, WRONG],
    [
      "passes over the error",
      "misconception_diagnosis",
      { teaching: "Denominators count equal parts of a whole, as everybody learns in school sooner or later." },
      WRONG,
    ],
    [
      "praises an error on to the next problem",
      "scaffolding",
      {
        teaching: "Great job with the fifth! Let's move on to the next problem and keep practicing to enhance your skills.",
        question: "Great work!",
      },
      WRONG,
    ],
    ["scolds", "emotional_awareness", { teaching: `You should know this by now. ${SOUND}` }],
    ["says that it does not matter", "curiosity", { teaching: "Just memorise this: lower number up, share down. It does not matter why." }],
  ];
  it.each(poor)("sends back a draft that %s, and says what to change", (_what, principle, draft, input) => {
    const refused = review(draft, input);
    expect(refused.approved).toBe(false);
    expect(refused.principles[principle]).toBe(0);
    expect(refused.feedback).not.toBe("");
  });

  it("marks empty praise down without refusing it", () => {
    expect(review({ teaching: `Great job! ${SOUND}` })).toMatchObject({ approved: true, principles: { emotional_awareness: 1 } });
  });
});
