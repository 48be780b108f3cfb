import { describe, expect, it } from "vitest";
import { type Answering, seemsAmiss, seemsTold } from "../../../../src/agents/reviewer/dimensions/suspicions.ts";
import { embeddedTutor } from "../../../../src/agents/tutor/embedded-tutor.ts";
import type { Item } from "../../../../src/curriculum/pack.schema.ts";
import { fixturePack } from "../../../support/fixture-pack.ts";
import { starterPacks } from "../../../support/starter-packs.ts";
import { evaluationOf, tutorInputOf } from "../../../support/tutor-input.ts";

const open = fixturePack.nodes[0]?.items[0];
if (!open) throw new Error("The fixture pack has items.");

const crates: Item = {
  id: "itm_crates",
  role: "main",
  prompt: "A crate holds 14 jars. How many jars are in 6 crates?",
  key: "Six crates of 14 jars hold 84 jars.",
  hints: open.hints,
  cue: open.cue,
  confirm: open.confirm,
  form: "numeric",
  value: "84",
  tolerance: 0,
  units: [],
  lowest_terms: false,
  wrong_values: [],
};

const answering = (teaching: string, changes: Partial<Answering> = {}): Answering => ({
  language: "en",
  item: crates,
  evaluation: evaluationOf({ quoted: "20 jars" }),
  reply: "I added them, 14 + 6 = 20, so 20 jars.",
  draft: { teaching, question: crates.prompt, strategy: "simpler" },
  ...changes,
});

const TELLS = "Actually, you need to multiply 14 by 6, which gives you 84 jars, not 20.";
const LEADS = "You added 14 and 6, but every crate brings its own jars. Picture two crates side by side before you go on to all of them.";

describe("a draft after an answer that was not right", () => {
  it("is suspected of telling when it works out what the question asks", () => {
    expect(seemsTold(answering(TELLS), TELLS)).toBe(true);
    expect(seemsTold(answering(LEADS), LEADS)).toBe(false);
  });

  it("may tell another case's result", () => {
    const other = "Actually, with bags you multiply 5 by 3, which gives you 15 apples, not 8.";
    expect(seemsTold(answering(other), other)).toBe(false);
  });

  it("may tell in a solved example, in a language that was not rated, and when nothing was wrong", () => {
    const spared: Partial<Answering>[] = [
      { draft: { teaching: TELLS, question: crates.prompt, strategy: "worked_example" } },
      { language: "de" },
      { evaluation: evaluationOf({ evaluation: "correct" }) },
      { evaluation: evaluationOf({ user_intent: "ask_question", evaluation: "n/a" }) },
      { evaluation: null, reply: null },
      { item: null },
    ];
    expect(spared.map((changes) => seemsTold(answering(TELLS, changes), TELLS))).toEqual(spared.map(() => false));
  });

  it("is suspected of passing over the mistake when it only praises", () => {
    const praise = "Great job! You've got it! Let's move on to the next problem and keep practicing to enhance your skills.";
    const statement = { teaching: praise, question: "Great work!", strategy: "simpler" } as const;
    expect(seemsAmiss(answering(praise, { draft: statement }))).toEqual({ unnoticed: true, unhelpful: true });
    expect(seemsAmiss(answering(LEADS))).toEqual({ unnoticed: false, unhelpful: false });
  });
});

describe("what the tutor with no model says after an answer that was not right", () => {
  const REPLIES = [
    "It stays the same, since nothing was added.",
    "Yes, it is the first one.",
    "because a bigger number is always more, like 8",
  ];

  it.each(starterPacks)("is above suspicion in $title", (pack) => {
    const suspected = pack.nodes.flatMap((node) =>
      node.items.flatMap((item, at) => {
        const reply = REPLIES[at % REPLIES.length] ?? "";
        const evaluation = evaluationOf({ quoted: reply });
        return (["simpler", "other_approach", "smaller_step"] as const).flatMap((strategy, turn_number) => {
          const draft = {
            ...embeddedTutor(tutorInputOf(pack, node, item, { reason: "remediate", strategy, evaluation, reply, turn_number })),
            strategy,
          };
          const { unnoticed, unhelpful } = seemsAmiss({ language: pack.language, item, evaluation, reply, draft });
          return unnoticed || unhelpful ? [draft.teaching] : [];
        });
      }),
    );
    expect(suspected).toEqual([]);
  });
});
