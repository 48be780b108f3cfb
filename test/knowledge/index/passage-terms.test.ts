import { describe, expect, it } from "vitest";
import { keepTerms, readKeptTerms, readPassage } from "../../../src/knowledge/index/passage-terms.ts";
import type { Passage } from "../../../src/protocol/course.schema.ts";

function passage(text: string, headings: string[] = ["Plants", "The leaf’s light"]): Passage {
  return {
    passage_id: "psg_1_0",
    document_id: "doc_1",
    ordinal: 0,
    text,
    anchor: { headings, page_from: 1, page_to: 1, start: 0, end: text.length },
  };
}

describe("a passage's terms", () => {
  it("are the same for a search whether they were kept or are read anew", () => {
    for (const text of [
      "Leaves take in light. Is it green? Mostly!\n\nRoots, 3.5 cm long, drink.",
      "One sentence only",
      "… . ! Signs before words. 光合作用を行う。",
      "",
    ])
      for (const headings of [[], ["Plants", "The leaf’s light"]]) {
        const one = passage(text, headings);
        expect(readKeptTerms(one, keepTerms(one))).toEqual(readPassage(one));
      }
  });

  it("are read sentence by sentence also where they were kept without lines", () => {
    const one = passage("Leaves take in light. Roots drink.");
    const before = { ...keepTerms(one), body: keepTerms(one).body.replaceAll("\n", " ") };
    expect(readKeptTerms(one, before).sentences).toEqual([
      ["leaf", "take", "in", "light"],
      ["root", "drink"],
    ]);
  });
});
