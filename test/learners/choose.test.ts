import { describe, expect, it } from "vitest";
import type { Item } from "../../src/curriculum/pack.schema.ts";
import { chooseHardItem, chooseItem, type ItemChoice } from "../../src/learners/choose-item.ts";
import { noticeGaming, readHaste } from "../../src/learners/gaming.ts";
import { canBeProbed, placeLearner, probesOf } from "../../src/learners/placement.ts";
import { fixturePack } from "../support/fixture-pack.ts";
import { choiceItem, numericItem, openItem } from "../support/sample-items.ts";
import { answer } from "../support/learner-evidence.ts";

const choice = { kind: "choice", options: 4 } as const;
const open = { kind: "open" } as const;
const item = (item_id: string, expected: number, form: ItemChoice["form"] = open): ItemChoice => ({ item_id, expected, form });
const quick = { form: choice, duration_ms: 800 } as const;

describe("the next item", () => {
  const items = [item("easy", 0.95), item("right", 0.78), item("hard", 0.4), item("choice", 0.78, choice)];
  const choose = (over: Partial<Parameters<typeof chooseItem>[0]> = {}) =>
    chooseItem({ items, asked_item_ids: [], asked_forms: [], ask_produced: false, ...over })?.item_id ?? null;

  it("is neither too easy nor too hard for this learner", () => expect(choose()).toBe("right"));
  it("has another form than the one before", () => expect(choose({ asked_forms: ["open"] })).toBe("choice"));
  it("has the form that was asked longest ago", () => {
    expect(choose({ asked_forms: ["choice", "open"] })).toBe("choice");
    expect(choose({ asked_forms: ["open", "choice"] })).toBe("right");
  });
  it("is to be written where a written answer is wanted", () =>
    expect(choose({ asked_forms: ["open"], ask_produced: true })).toBe("right"));
  it("is never one that was asked, and nothing when all were", () => {
    expect(choose({ asked_item_ids: ["right"] })).toBe("choice");
    expect(choose({ asked_item_ids: ["right", "choice", "easy", "hard"] })).toBeNull();
  });
  it("is the hardest written one for who says “I know this”", () => {
    expect(chooseHardItem([...items, item("trick", 0.1, choice)], [])?.item_id).toBe("hard");
    expect(chooseHardItem([item("trick", 0.1, choice)], [])?.item_id).toBe("trick");
  });
});

describe("a learner who may know it already", () => {
  const probe = { purpose: "placement" } as const;
  const place = (...answers: Parameters<typeof answer>[1][]) =>
    placeLearner(answers.map((over, n) => answer(n, { ...probe, ...over }))).next;

  it("is asked twice at most, and skips ahead after two right answers", () => {
    expect([place(), place({}), place({}, {})]).toEqual(["probe", "probe", "skip"]);
  });
  it("is taught at once when the first answer is wrong", () => expect(place({ verdict: "wrong" })).toBe("teach"));
  it("does not skip by choosing, by help or by haste", () => {
    expect(place({ form: choice }, { form: choice })).toBe("teach");
    expect(place({ hints: 2 }, {})).toBe("teach");
    expect(place({}, { duration_ms: 500 })).toBe("teach");
  });
});

describe("what a step can be asked about with, before it is taught", () => {
  const node = fixturePack.nodes[0];
  if (!node) throw new Error("The fixture pack has nodes.");
  const ids = (items: readonly Item[]) => probesOf({ items: [...items] }).map(({ id }) => id);

  it("is written, main questions first, and never a small step", () => {
    expect(ids(node.items.toReversed())).toEqual(["itm_cake_2", "itm_cake_1", "itm_cake_3"]);
    expect(ids([choiceItem, numericItem])).toEqual([]);
  });
  it("has to be there twice", () => {
    expect(canBeProbed(node)).toBe(true);
    expect(canBeProbed({ items: [openItem, choiceItem, numericItem] })).toBe(false);
  });
});

describe("a learner who rushes", () => {
  const advice = (...answers: Parameters<typeof answer>[1][]) => noticeGaming(answers.map((over, n) => readHaste(answer(n, over))));

  it("is given a question to write after three fast guesses in five", () => {
    expect(advice(quick, {}, quick, {}, quick)).toEqual({ habit: "fast_guess", ask_produced: true, smaller_step: false });
  });
  it("is given a smaller step after opening every hint unread three times", () => {
    const rush = { hints: 3, duration_ms: 4_000 };
    expect(advice(rush, rush, rush)).toEqual({ habit: "hint_rush", ask_produced: false, smaller_step: true });
  });
  it("is left alone for one quick answer, for habits long past, and where nobody measured", () => {
    expect(advice(quick, {}, {}, {}, quick)).toBeNull();
    expect(advice(quick, quick, quick, {}, {}, {})).toBeNull();
    expect(advice(...Array.from({ length: 5 }, () => ({ ...quick, duration_ms: null })))).toBeNull();
  });
  it("is not taken for a guesser when a review comes back at once", () => {
    const known = { purpose: "review", duration_ms: 1_500 } as const;
    expect(advice(known, known, known)).toBeNull();
  });
});
