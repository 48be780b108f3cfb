import { describe, expect, it } from "vitest";
import { embeddedTutor } from "../../../src/agents/tutor/embedded-tutor.ts";
import { findAnswers } from "../../../src/agents/tutor/find-answer.ts";
import { findElsewhere } from "../../../src/agents/tutor/find-elsewhere.ts";
import { sentencesOf } from "../../../src/agents/tutor/sentences.ts";
import type { Pack } from "../../../src/curriculum/pack.schema.ts";
import { leaks } from "../../../src/curriculum/leak.ts";
import { otherSteps } from "../../../src/session/build-inputs.ts";
import { starterPacks } from "../../support/starter-packs.ts";
import { evaluationOf, tutorInputOf } from "../../support/tutor-input.ts";

/** The first path of a starter pack, at the step of that number, with its first question on the table. */
function at(packId: string, index: number) {
  const pack = starterPacks.find(({ id }) => id === packId);
  const sequence = pack?.paths[0]?.sequence ?? [];
  const node = pack?.nodes.find(({ id }) => id === sequence[index]);
  const item = node?.items[0];
  if (!pack || !node || !item) throw new Error(`There is no step ${index} in ${packId}.`);
  return { pack, node, item, other_steps: stepsOf(pack, index) };
}

function stepsOf(pack: Pack, current_index: number) {
  const teaching_path = (pack.paths[0]?.sequence ?? []).map((id) => ({ id, concept: "", goal: "" }));
  return otherSteps({ teaching_path, current_index }, pack);
}

function ask(packId: string, index: number, reply: string) {
  const { pack, node, item, other_steps } = at(packId, index);
  return embeddedTutor(
    tutorInputOf(pack, node, item, {
      reason: "answer_question",
      strategy: "answer_question",
      evaluation: evaluationOf({ user_intent: "ask_question", evaluation: "n/a" }),
      reply,
      other_steps,
    }),
  );
}

const find = (packId: string, index: number, reply: string) => {
  const { node, item, other_steps } = at(packId, index);
  return findElsewhere({ material: node, item, reply, other_steps });
};

describe("a question that another step answers", () => {
  it("is answered in that step's words, with its title, and comes back to what was asked", () => {
    const { teaching, question, citations } = ask("raft-etcd", 0, "why odd numbers?");
    expect(teaching).toContain("An even size raises the bar without adding a reserve.");
    expect(teaching).toContain("“Why a majority”");
    expect([question, citations]).toEqual([at("raft-etcd", 0).item.prompt, []]);
  });

  it("is told from a step that was done as from one to come, in other words", () => {
    const [ahead] = find("photosynthesis", 0, "why are leaves green?");
    const [behind] = find("photosynthesis", 3, "why are leaves green?");
    expect([ahead?.is_done, behind?.is_done]).toEqual([false, true]);
    expect(ask("photosynthesis", 3, "why are leaves green?").teaching).not.toMatch(/later|ahead/);
  });

  it("may be about a sign", () => {
    expect(ask("python-loops", 0, "what does += do").teaching).toContain("`score += 4` is a shorter way");
  });

  it("is sent to the step that is about it where nobody wrote an answer", () => {
    expect(find("raft-etcd", 0, "what happens when the leader dies?")).toMatchObject([{ kind: "named", concept: "When a leader dies" }]);
    expect(ask("fractions-common-denominator", 0, "how do you add 1/2 and 1/3?").teaching).toContain("“Adding and subtracting”");
  });

  it("is not sent elsewhere from the very step that is about it, nor when it points at what is on the table", () => {
    expect(find("fractions-common-denominator", 5, "how do you add 1/2 and 1/3?").filter(({ kind }) => kind === "named")).toEqual([]);
    expect(find("fractions-common-denominator", 0, "why that number?")).toEqual([]);
  });

  it("is not met with the meaning of a word in it where no meaning was asked for", () => {
    const { pack, node } = at("raft-etcd", 1);
    const kinds = (reply: string) => findAnswers({ material: node, glossary: pack.glossary, reply }).map(({ kind }) => kind);
    expect(kinds("how many members can fail?")).not.toContain("definition");
    expect(kinds("what if both have the same term?")).not.toContain("definition");
    for (const reply of ["what is a member?", "a member means what?"]) expect(kinds(reply)).toContain("definition");
  });

  it("stays open when no step is about it", () => {
    for (const reply of ["what is the capital of France?", "is there a formula for it?", "who invented pizza?"])
      expect(find("fractions-common-denominator", 0, reply)).toEqual([]);
  });

  it.each(starterPacks.map(({ id }) => [id] as const))("never brings in the key of the question on the table in %s", (id) => {
    const { pack } = at(id, 0);
    const questions = pack.nodes.flatMap(({ questions }) =>
      questions.map(({ match: [first = ""] }) => `${first.replace(/[|_*!]/g, " ")}?`),
    );
    for (const index of [0, 2, 4]) {
      const { node, item, other_steps } = at(id, index);
      for (const reply of questions)
        for (const { text } of findElsewhere({ material: node, item, reply, other_steps }))
          expect([reply, leaks(text, item)]).toEqual([reply, null]);
    }
  });
});

describe("sentences of a text", () => {
  it("keep the signs that they begin with, and leave fenced code out", () => {
    expect(sentencesOf("It is so. $\\frac{4}{8}$ and $\\frac{1}{2}$ are equal.\n\n```python\nx = 1\n```\n\n`while` checks first.")).toEqual(
      ["It is so.", "$\\frac{4}{8}$ and $\\frac{1}{2}$ are equal.", "`while` checks first."],
    );
  });
});
