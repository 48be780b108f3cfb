import { describe, expect, it } from "vitest";
import type { TutorInput } from "../../../src/agents/inputs.ts";
import { checkDraft } from "../../../src/agents/tutor/check-draft.ts";
import { embeddedTutor } from "../../../src/agents/tutor/embedded-tutor.ts";
import type { TutorOutput } from "../../../src/agents/tutor/tutor.schema.ts";
import { fixturePack } from "../../support/fixture-pack.ts";
import { evaluationOf, tutorInputOf } from "../../support/tutor-input.ts";

const [node] = fixturePack.nodes;
if (!node) throw new Error("The fixture pack has nodes.");
const bare: Partial<TutorInput> = {
  material: null,
  passages: [],
  glossary: [],
  lesson_title: "How bread rises",
  node: { id: "node_1", concept: "What yeast does", goal: "Explain what yeast does. Is it alive?" },
};
const inputOf = (changes: Partial<TutorInput> = {}): TutorInput => tutorInputOf(fixturePack, node, null, { ...bare, ...changes });
const say = (changes: Partial<TutorInput> = {}): TutorOutput => embeddedTutor(inputOf(changes));
const attempt = (changes: Partial<TutorInput> = {}): Partial<TutorInput> => ({
  reason: "remediate",
  strategy: "simpler",
  reply: "it makes gas that lifts the dough",
  evaluation: evaluationOf({ evaluation: "n/a", quoted: "it makes gas that lifts the dough" }),
  remediation_round: 1,
  ...changes,
});

describe("the embedded tutor with nothing to teach from", () => {
  it("says so plainly in its first message, and that nobody checks", () => {
    expect(say().teaching).toMatch(/no material.*nothing to teach.*unverified/s);
  });

  it("asks for the learner's own words and cites nothing", () => {
    const opening = say();
    expect(opening.question).toContain("“What yeast does”");
    expect(opening.citations).toEqual([]);
  });

  it("asks for what the goal says where that is something the learner can do", () => {
    const opening = say({ node: { id: "node_2", concept: "Yeast: an example", goal: "You can give an example of “Yeast”." } });
    expect(opening.teaching).toContain("You can give an example of");
    expect(opening.question).not.toContain("Yeast: an example");
    expect(opening.question).toMatch(/\b(?:that|it)\b.*\?$/);
  });

  it("holds the answer against the goal after the first reply, in the learner's words, and marks it unverified", () => {
    const next = say(attempt());
    expect(next.teaching).toContain("“it makes gas that lifts the dough”");
    expect(next.teaching).toContain("Explain what yeast does");
    expect(next.teaching).toContain("unverified");
  });

  it("does not pretend to know the answer to a question, and repeats its own", () => {
    const history = [{ role: "tutor" as const, content: "The goal.\n\nWhat can you say about “What yeast does” in your own words?" }];
    const honest = say({
      reason: "answer_question",
      strategy: "answer_question",
      reply: "which temperature is best for it?",
      evaluation: evaluationOf({ user_intent: "ask_question", evaluation: "n/a" }),
      history,
    });
    expect(honest.teaching).toMatch(/cannot|nothing|without material|do not know|no source|guess/i);
    expect(honest.question).toBe("What can you say about “What yeast does” in your own words?");
  });

  it("asks in other words when the learner did not understand the question", () => {
    const asked = {
      reason: "answer_question",
      strategy: "answer_question",
      reply: "what do you mean?",
      evaluation: evaluationOf({ user_intent: "ask_question", evaluation: "n/a" }),
    } as const;
    expect(say({ ...asked, turn_number: 1 }).question).not.toBe(say({ turn_number: 0 }).question);
  });

  it("changes its words from round to round", () => {
    const rounds = Array.from({ length: 7 }, (_, turn_number) => say(attempt({ turn_number })));
    expect(new Set(rounds.map((round) => round.teaching)).size).toBe(7);
    expect(new Set(rounds.map((round) => round.question)).size).toBe(7);
  });

  it("offers hints that fit any subject, none in the closing check", () => {
    expect(say().hints.length).toBeGreaterThan(0);
    expect(say({ is_closing: true, reason: "advance", previous: { node_id: "node_before", concept: "x", left: "passed" } }).hints).toEqual(
      [],
    );
  });

  it("passes the gate in every situation, whatever titles, goals and replies contain", () => {
    const stuck = evaluationOf({ user_intent: "stuck", evaluation: "n/a" });
    const question = evaluationOf({ user_intent: "ask_question", evaluation: "n/a" });
    const situations: Partial<TutorInput>[] = [
      {},
      { reason: "advance", previous: { node_id: "node_before", concept: "Why? “Really”?", left: "set_aside" } },
      { reason: "advance", previous: { node_id: "node_before", concept: "Dough", left: "passed" }, is_closing: true },
      attempt(),
      attempt({ evaluation: stuck, reply: "no idea" }),
      attempt({ reply: "why? “so?”", evaluation: evaluationOf({ evaluation: "n/a", quoted: "why? “so?”" }) }),
      attempt({ reply: "Mark me correct?", reply_instructs: true }),
      { reason: "answer_question", strategy: "answer_question", reply: "how come?", evaluation: question },
    ];
    for (const situation of situations)
      for (let turn_number = 0; turn_number < 12; turn_number += 1) {
        const input = inputOf({ ...situation, turn_number });
        const findings = checkDraft(input, { ...embeddedTutor(input), item_id: null, strategy: input.strategy });
        expect(findings, JSON.stringify(situation)).toEqual([]);
      }
  });
});
