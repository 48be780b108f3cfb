import { describe, expect, it } from "vitest";
import { arrange } from "../../../src/knowledge/retrieve/arrange.ts";
import type { FoundPassage } from "../../../src/protocol/course.schema.ts";

const WORDS = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu".split(" ");

/** The passage of a document whose passages are one word each, with a space between. */
function found(document: string, ordinal: number, heading = "A"): FoundPassage {
  const before = WORDS.slice(0, ordinal).join(" ");
  const text = WORDS[ordinal] ?? "";
  const start = ordinal === 0 ? 0 : before.length + 1;
  const anchor = { headings: [heading], page_from: 1, page_to: ordinal + 1, start, end: start + text.length };
  const passage = { passage_id: `psg_${document}_${ordinal}`, document_id: `doc_${document}`, ordinal, text, anchor };
  return { passage, document_name: document, score: 1, why: { lexical_rank: 1, vector_rank: null, words: [text], unknown_words: [] } };
}

const texts = (ranked: readonly FoundPassage[], limit = 10) => arrange(ranked, limit).map(({ passage }) => passage.text);

describe("what a person sees of a ranking", () => {
  it("puts neighbours together under the better one, as they stand in the document", () => {
    const [one, ...others] = arrange([found("x", 2), found("y", 7), found("x", 1), found("x", 3)], 10);
    expect(one?.passage).toMatchObject({ passage_id: "psg_x_2", text: "beta gamma delta", anchor: { start: 6, end: 22, page_to: 4 } });
    expect(one?.passage.text).toBe(WORDS.join(" ").slice(6, 22));
    expect(one?.why.words).toEqual(["gamma", "beta", "delta"]);
    expect(others.map(({ passage }) => passage.text)).toEqual(["theta"]);
  });

  it("does not join across headings, nor without end", () => {
    expect(texts([found("x", 0), found("x", 1, "B")])).toEqual(["alpha", "beta"]);
    expect(texts([0, 1, 2, 3].map((at) => found("x", at)))).toEqual(["alpha beta gamma", "delta"]);
  });

  it("leaves out what says the same again", () => {
    expect(texts([found("x", 0), found("y", 0)])).toEqual(["alpha"]);
  });

  it("lets other sections in before the fourth find of one", () => {
    expect(texts([found("x", 0), found("x", 2), found("x", 4), found("x", 6), found("y", 8)])).toEqual([
      "alpha",
      "gamma",
      "epsilon",
      "iota",
      "eta",
    ]);
  });

  it("shows no more than asked", () => {
    expect(texts([found("x", 0), found("x", 2)], 1)).toEqual(["alpha"]);
  });
});
