import { describe, expect, it } from "vitest";
import { type SelectItemInput, selectItem, selectProbe } from "../../../src/agents/tutor/select-item.ts";
import type { Item, PackNode } from "../../../src/curriculum/pack.schema.ts";
import { START_ABILITY } from "../../../src/learners/ability.ts";
import { fixturePack } from "../../support/fixture-pack.ts";
import { choiceItem, numericItem, openItem } from "../../support/sample-items.ts";

const [cake] = fixturePack.nodes;
if (!cake) throw new Error("The fixture pack has nodes.");
const [MAIN_1, MAIN_2, SIMILAR, STEP] = ["itm_cake_1", "itm_cake_2", "itm_cake_3", "itm_cake_4"] as const;

const select = (input: Partial<SelectItemInput>, material: PackNode = cake): { id: string; is_repeat: boolean } | null => {
  const selected = selectItem({
    material,
    strategy: "introduce",
    asked_item_ids: [],
    current_item_id: null,
    opening_forms: [],
    turn: 0,
    ...input,
  });
  return selected && { id: selected.item.id, is_repeat: selected.is_repeat };
};

describe("choosing the question", () => {
  it("introduces with a main question, another one of the same form from turn to turn", () => {
    expect(select({ turn: 0 })).toEqual({ id: MAIN_1, is_repeat: false });
    expect(select({ turn: 1 })).toEqual({ id: MAIN_2, is_repeat: false });
  });

  it("takes the form that was asked longest ago, one never asked before any other, and equals in turn", () => {
    const [open, choice, numeric, second] = [openItem.id, choiceItem.id, numericItem.id, "itm_second_open"];
    const material = { ...cake, items: [openItem, choiceItem, numericItem, { ...openItem, id: second }] };
    const asked = (...opening_forms: Item["form"][]) => [0, 1, 2, 3].map((turn) => select({ turn, opening_forms }, material)?.id);
    expect(asked()).toEqual([open, choice, numeric, second]);
    expect(asked("open", "code")).toEqual([choice, numeric, choice, numeric]);
    expect(asked("open", "choice")).toEqual([numeric, numeric, numeric, numeric]);
    expect(asked("open", "choice", "numeric")).toEqual([open, second, open, second]);
    // What was asked in this node is the most recent of all.
    const missed = { strategy: "other_approach", current_item_id: choice, asked_item_ids: [open, choice] } as const;
    expect(select({ ...missed, opening_forms: ["numeric", "open"] }, material)).toEqual({ id: numeric, is_repeat: false });
  });

  it("comes back to the same question after the learner asked one", () => {
    expect(select({ strategy: "answer_question", current_item_id: MAIN_2, asked_item_ids: [MAIN_2] })).toEqual({
      id: MAIN_2,
      is_repeat: true,
    });
  });

  it("lets an answer that was produced be repaired after a plainer explanation and after another one", () => {
    for (const strategy of ["simpler", "other_approach"] as const)
      expect(select({ strategy, current_item_id: MAIN_1, asked_item_ids: [MAIN_1] })).toEqual({ id: MAIN_1, is_repeat: true });
  });

  it("does not ask a choice again, which could be answered by striking out", () => {
    const choice: PackNode = { ...cake, items: cake.items.map((item) => (item.id === STEP ? { ...item, role: "main" } : item)) };
    const asked = { strategy: "simpler", current_item_id: STEP, asked_item_ids: [STEP] } as const;
    expect(select(asked, choice)?.id).not.toBe(STEP);
    expect(select({ ...asked, evaluation: { evaluation: "wrong" } }, choice)?.id).not.toBe(STEP);
    // Who was stuck has not tried one yet.
    expect(select({ ...asked, evaluation: { evaluation: "n/a" } }, choice)).toEqual({ id: STEP, is_repeat: true });
  });

  it("asks nothing harder after a choice that was missed, but what would show the same error", () => {
    const [known, other] = ["same-error", "other-error"];
    const similar = (id: string, misconception: string): Item => ({
      ...numericItem,
      id,
      role: "similar",
      wrong_values: [{ value: "99", misconception }],
    });
    const material = { ...cake, items: [choiceItem, openItem, similar("itm_other", other), similar("itm_same", known)] };
    const missed = { strategy: "simpler", current_item_id: choiceItem.id, asked_item_ids: [choiceItem.id] } as const;
    const wrong = { ...missed, evaluation: { evaluation: "wrong", misconception_id: known } } as const;
    expect(select(wrong, material)?.id).toBe("itm_same");
    expect(select({ ...wrong, ask_produced: true }, material)?.id).toBe(openItem.id);
    // No short question would show that error: words can.
    expect(select(wrong, { ...material, items: material.items.slice(0, 3) })?.id).toBe(openItem.id);
  });

  it("asks another question after an answer that looked right and was not certain", () => {
    const asked = { strategy: "simpler", current_item_id: MAIN_1, asked_item_ids: [MAIN_1] } as const;
    expect(select({ ...asked, evaluation: { evaluation: "correct" } })).toEqual({ id: MAIN_2, is_repeat: false });
  });

  it("takes a similar question after a solved example, a step for a smaller step, a fresh one with another approach after that", () => {
    const asked = { current_item_id: MAIN_1, asked_item_ids: [MAIN_1] };
    expect(select({ ...asked, strategy: "other_approach", asked_item_ids: [SIMILAR, MAIN_1] })?.id).toBe(MAIN_2);
    expect(select({ ...asked, strategy: "worked_example" })?.id).toBe(SIMILAR);
    expect(select({ ...asked, strategy: "smaller_step" })?.id).toBe(STEP);
  });

  it("returns to the question that was missed once the small step is answered", () => {
    const asked = { current_item_id: STEP, asked_item_ids: [MAIN_1, SIMILAR, STEP] };
    expect(select({ ...asked, strategy: "other_approach" })).toEqual({ id: SIMILAR, is_repeat: true });
    expect(select({ ...asked, strategy: "smaller_step", evaluation: { evaluation: "correct" } })).toEqual({ id: SIMILAR, is_repeat: true });
  });

  it("repeats the question asked longest ago when all have been asked", () => {
    const asked = { current_item_id: SIMILAR, asked_item_ids: [MAIN_2, STEP, MAIN_1, SIMILAR] };
    expect(select({ ...asked, strategy: "other_approach" })).toEqual({ id: MAIN_2, is_repeat: true });
    expect(select({ ...asked, strategy: "worked_example" })).toEqual({ id: MAIN_2, is_repeat: true });
  });

  it("always finds a question, whichever were asked and whatever the strategy", () => {
    const ids = [MAIN_1, MAIN_2, SIMILAR, STEP];
    for (const strategy of ["introduce", "answer_question", "simpler", "other_approach", "worked_example", "smaller_step"] as const)
      for (const current_item_id of [null, ...ids])
        for (let mask = 0; mask < 16; mask += 1) {
          const asked_item_ids = ids.filter((_, at) => mask & (1 << at));
          expect(select({ strategy, current_item_id, asked_item_ids, turn: mask })).not.toBeNull();
        }
  });

  it("has nothing to ask only where a node has no questions", () => {
    expect(select({}, { ...cake, items: [] })).toBeNull();
  });

  it("begins with a choice for who is likely to miss what has to be written, and has others write", () => {
    const items = cake.items.flatMap((item) =>
      item.id === MAIN_1 ? [item] : item.id === STEP ? [{ ...item, role: "main" as const }] : [],
    );
    const material = { ...cake, items };
    const at = (mean: number) => select({ ability: { ...START_ABILITY, mean, variance: 0.1 } }, material)?.id;
    expect([at(-1), at(2.5)]).toEqual([STEP, MAIN_1]);
    expect(select({ ability: { ...START_ABILITY, mean: 0, variance: 0.1 }, ask_produced: true }, material)?.id).toBe(MAIN_1);
    // Where no level is kept forms go in turn, and a habit of guessing is still met.
    expect([select({ turn: 1 }, material)?.id, select({ turn: 1, ask_produced: true }, material)?.id]).toEqual([STEP, MAIN_1]);
  });
});

describe("choosing a question before the teaching", () => {
  const probe = (item_id: string | null, asked_item_ids: readonly string[], answered: readonly string[]) => {
    const selected = selectProbe(
      cake,
      { item_id, asked_item_ids },
      answered.map((id) => ({ item_id: id })),
    );
    return selected && { id: selected.item.id, is_repeat: selected.is_repeat };
  };

  it("takes written questions in order, each once", () => {
    expect(probe(null, [], [])).toEqual({ id: MAIN_1, is_repeat: false });
    expect(probe(MAIN_1, [MAIN_1], [MAIN_1])).toEqual({ id: MAIN_2, is_repeat: false });
    expect(probe(SIMILAR, [MAIN_1, MAIN_2, SIMILAR], [MAIN_1, MAIN_2, SIMILAR])).toBeNull();
  });

  it("asks again what has no answer yet", () => {
    expect(probe(MAIN_1, [MAIN_1], [])).toEqual({ id: MAIN_1, is_repeat: true });
  });
});
