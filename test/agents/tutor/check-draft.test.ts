import { describe, expect, it } from "vitest";
import type { Draft, TutorInput } from "../../../src/agents/inputs.ts";
import { checkDraft } from "../../../src/agents/tutor/check-draft.ts";
import { fixturePack } from "../../support/fixture-pack.ts";
import { evaluationOf, tutorInputOf } from "../../support/tutor-input.ts";

const [cake] = fixturePack.nodes;
const item = cake?.items[0];
if (!cake || !item) throw new Error("The fixture pack has nodes and items.");

const WRONG = evaluationOf({ quoted: "the fifth, since five is more than three" });
const afterWrong: Partial<TutorInput> = {
  reason: "remediate",
  strategy: "simpler",
  evaluation: WRONG,
  reply: "the fifth, since five is more than three",
};

const check = (draft: Partial<Draft>, changes: Partial<TutorInput> = {}): string[] => {
  const input = tutorInputOf(fixturePack, cake, item, changes);
  const sound = {
    teaching: "Guests keep arriving while the loaf stays the same, so every share has to shrink.",
    question: item.prompt,
    citations: [],
    hints: [],
  };
  return checkDraft(input, { ...sound, item_id: item.id, strategy: input.strategy, ...draft }).map(
    (finding) => `${finding.hard ? "hard" : "soft"} ${finding.check}`,
  );
};

describe("the gate before the learner", () => {
  it("lets a sound draft through", () => {
    expect(check({})).toEqual([]);
  });

  it("stops a draft that says nothing", () => {
    expect(check({ teaching: "  " })).toContain("hard not_empty");
  });

  it("stops a question inside the teaching, also in another script", () => {
    expect(check({ teaching: "What happens when guests arrive? Shares shrink." })).toContain("hard exactly_one_question");
    expect(check({ teaching: "客人来了会怎样？每份都会变小。" })).toContain("hard exactly_one_question");
  });

  it("does not take a quoted question or code for one of its own", () => {
    expect(
      check({ teaching: "You asked “is a fifth more?” and that is the thing to test. In code, `a ? b : c` chooses. Shares shrink." }),
    ).toEqual([]);
  });

  it("stops two questions, and none", () => {
    expect(check({ question: `${item.prompt} And who would eat it?` })).toContain("hard exactly_one_question");
    expect(check({ question: "A third and a fifth of one cake." })).toContain("hard exactly_one_question");
  });

  it("takes an order for the one question where the authored prompt is one", () => {
    const order = { ...item, prompt: "Say which is larger, a third or a fifth of one cake." };
    expect(check({ question: order.prompt }, { item: order })).toEqual([]);
  });

  it("stops another question than the one that was given, and allows it in other words", () => {
    expect(check({ question: "How do you feel about baking today?" })).toContain("hard item_asked");
    expect(check({ question: "Somebody offers you a third or a fifth of one cake: which is larger, and why?" })).toEqual([]);
  });

  it("stops a citation of nothing", () => {
    expect(check({ citations: ["node_cake.picture", "node_cake.invented"] })).toEqual(["hard citations_exist"]);
    expect(check({ citations: ["node_cake.picture"] })).toEqual([]);
  });

  it("stops the answer, wherever it is told", () => {
    const answer = "The third is larger, because there are fewer pieces.";
    expect(check({ teaching: answer })).toContain("hard key_not_given");
    expect(check({ question: `${answer} ${item.prompt}` })).toContain("hard key_not_given");
  });

  it("never repeats the answer in its own feedback", () => {
    const findings = checkDraft(tutorInputOf(fixturePack, cake, item), {
      teaching: item.key,
      question: item.prompt,
      citations: [],
      hints: [item.key],
      item_id: item.id,
      strategy: "introduce",
    });
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.map((finding) => finding.detail).join(" ")).not.toContain("fewer pieces");
  });

  it("lets the tutor quote what the learner wrote, and nothing that they did not write", () => {
    const reply = "the third is bigger, but I cannot say why, maybe because of fewer parts";
    const changes = { ...afterWrong, reply, evaluation: evaluationOf({ evaluation: "partial", quoted: "the third is bigger" }) };
    const quoting = (words: string): string[] =>
      check({ teaching: `Keep “${words}” while more guests arrive and every share shrinks.` }, changes);
    expect(quoting(reply)).not.toContain("hard key_not_given");
    expect(quoting("the third is bigger, since it has fewer parts")).toContain("hard key_not_given");
  });

  it("holds only the tutor's own words against the key where the passages tell it already", () => {
    const passages = [{ id: "node_cake.reading", text: `Long ago a baker wrote this down. ${item.key}` }];
    expect(check({ teaching: item.key, citations: ["node_cake.reading"] }, { passages })).toEqual([]);
    expect(check({ teaching: "So the third is bigger, with fewer parts." }, { passages })).toContain("hard key_not_given");
  });

  it("stops a hint that tells", () => {
    expect(check({ hints: ["Think of guests.", item.key] })).toContain("hard hint_leaks");
  });

  it("sends a lecture back, and leaves a solved example its steps", () => {
    const long = Array.from({ length: 140 }, (_, at) => `word${at}`).join(" ");
    expect(check({ teaching: long })).toEqual(["soft too_long"]);
    expect(check({ teaching: long }, { strategy: "worked_example" })).toEqual([]);
  });

  it("wants an answer that was not right to be taken up", () => {
    expect(check({}, afterWrong)).toEqual(["soft takes_up_words"]);
    expect(check({ teaching: "Keep “five is more” in view. More guests come to one loaf, and every share shrinks." }, afterWrong)).toEqual(
      [],
    );
  });

  it("wants nothing taken up from a question or from being stuck", () => {
    const stuck = evaluationOf({ user_intent: "stuck", evaluation: "n/a" });
    expect(check({}, { ...afterWrong, evaluation: stuck, reply: "no idea about any of this" })).toEqual([]);
  });

  it("notices another language", () => {
    const german =
      "Wenn immer mehr Gäste kommen und das Brot nicht größer wird, dann ist jeder Teil kleiner als vorher, und das ist der ganze Gedanke dabei.";
    expect(check({ teaching: german })).toContain("soft language");
    expect(check({ teaching: "Когда гостей становится больше, а хлеб остаётся тем же, каждая доля становится меньше." })).toContain(
      "soft language",
    );
    expect(
      check({ teaching: german, question: "Was ist größer, ein third oder ein fifth von dem cake, und warum?" }, { language: "de" }),
    ).not.toContain("soft language");
  });

  it.each(["You should know this by now. Shares shrink.", "That was careless. Shares shrink.", "As I already said, shares shrink."])(
    "sends blame back: %s",
    (teaching) => {
      expect(check({ teaching })).toEqual(["soft blame_or_praise"]);
    },
  );

  it.each(["Great job! Shares shrink.", "Well done. Shares shrink.", "You are so smart. Shares shrink."])(
    "sends empty praise back: %s",
    (teaching) => {
      expect(check({ teaching })).toEqual(["soft blame_or_praise"]);
    },
  );

  it.each([
    "A careless reading of a scale costs time; shares shrink.",
    "The great work of the bakers is to make shares equal.",
    "What you have right is the order.",
  ])("does not mistake the subject for a judgement: %s", (teaching) => {
    expect(check({ teaching })).toEqual([]);
  });

  it("notices several new terms at once", () => {
    expect(check({ teaching: "A **numerator**, a **denominator**, a **quotient** and a **remainder** meet here." })).toEqual([
      "soft one_idea",
    ]);
  });

  it("sends an answer back that is half told, once something was wrong", () => {
    const half = "Actually, it is the third that is larger, not the fifth: fewer pieces, more cake.";
    expect(check({ teaching: half }, afterWrong)).toContain("soft answer_told");
    expect(check({ teaching: half })).not.toContain("soft answer_told");
  });
});
