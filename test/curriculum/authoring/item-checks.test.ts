import { describe, expect, it } from "vitest";
import { estimateDraft } from "../../../src/curriculum/authoring/estimate-draft.ts";
import { checkExplanation, checkItem, gradeOf } from "../../../src/curriculum/authoring/item-checks.ts";
import type { DraftNode, StoredPart } from "../../../src/curriculum/authoring/draft.schema.ts";
import { chapterPassages } from "../../support/chapter.ts";

const passages = chapterPassages();
const passage_ids = passages.map(({ passage_id }) => passage_id);
const node: DraftNode = {
  ...{ id: "node_1", kind: "concept", concept: "Food web", goal: "You can say what it is.", skill: "food-web", requires: [] },
  ...{ simpler: "It joins what eats and what is eaten.", worked_example: "Take a niche.", smaller_step: "Look at one word." },
  ...{ misconceptions: [], questions: [] },
};
const open = (prompt: string, key: string, part_id = "itm_1"): StoredPart => ({
  ...{ part_id, node_id: "node_1", decision: "open", checks: [], passage_ids },
  content: {
    kind: "item",
    needs: [],
    item: {
      ...{ id: "itm_1", role: "main", form: "open", prompt, key, cue: "Look again.", confirm: "Yes.", hints: ["a", "b", "c", "d"] },
      key_points: [{ id: "point", text: "The network.", cue: "What is it made of?", match: ["network lines", "network feed"] }],
    },
  },
});
const explanation = (text: string): StoredPart => ({
  ...{ part_id: "exp_1", node_id: "node_1", decision: "open", checks: [], passage_ids },
  content: { kind: "explanation", approach: "meaning", text },
});
const KEY = "A food web is the network of all the lines along which organisms in one place feed on each other.";
const failing = (part: StoredPart, ...others: StoredPart[]): string[] => {
  const parts = [...others, part];
  return [...checkItem(part, node, parts, passages), ...checkExplanation(part, parts, passages)].flatMap(({ check, holds }) =>
    holds ? [] : [check],
  );
};

describe("what code finds in a question", () => {
  it("is nothing where it is sound", () => {
    expect(failing(open("What is a food web?", KEY))).toEqual([]);
  });

  it.each([
    ["an explanation beside it tells the answer", open("What is a food web?", KEY), [explanation(KEY)], "leak"],
    ["another part asks the same", open("What is a food web?", KEY), [open("What is a food web?", KEY, "itm_0")], "duplicate"],
    [
      "its key is not in the passages",
      open("What is a food web?", "Plankton drifts through oceans carried by currents of salty water."),
      [],
      "grounded",
    ],
    ["its key has a number that the passages do not have", open("What is a food web?", `${KEY} It has 37 of them.`), [], "grounded"],
    [
      "nobody could read it",
      open(
        `Which of the interdependencies characterising heterogeneous communities of autotrophic and heterotrophic organisms, notwithstanding methodological disagreements regarding classificatory terminology, constitutes their multidimensional representation?`,
        KEY,
      ),
      [],
      "reading_level",
    ],
  ])("is that %s", (_what, part, others, check) => {
    expect(failing(part, ...others)).toEqual([check]);
  });
});

describe("what code finds in an explanation", () => {
  it.each([
    ["asks something itself", "What might a food web be? It joins many organisms.", "leak"],
    ["is too long to take in", Array(130).fill("organisms").join(" "), "reading_level"],
    ["comes from nowhere", "Quantum computers factor integers with superposed registers.", "grounded"],
  ])("is that it %s", (_what, text, check) => {
    expect(failing(explanation(text))).toContain(check);
  });

  it("lets a rejected question be told", () => {
    expect(failing(explanation(KEY), { ...open("What is a food web?", KEY), decision: "rejected" })).toEqual([]);
  });
});

it("reads a primer as easier than a treatise", () => {
  expect(gradeOf("The dog ran. The cat sat.")).toBeLessThan(3);
  expect(
    gradeOf("Epistemological considerations notwithstanding, institutional differentiation necessitates reconceptualisation."),
  ).toBeGreaterThan(19);
});

describe("what a draft would cost", () => {
  it("is nothing without a model, and something between two ends with one", () => {
    expect(estimateDraft(passages, null)).toMatchObject({ model: null, cost: { low: 0, high: 0 } });
    const { cost, items, seconds } = estimateDraft(passages, { route: "x:y", input_nanousd: 100, output_nanousd: 500 });
    expect(cost.low).toBeGreaterThan(0);
    expect([cost.low < cost.high, items.low < items.high, seconds.low < seconds.high]).toEqual([true, true, true]);
  });
});
