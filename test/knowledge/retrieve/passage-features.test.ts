import { describe, expect, it } from "vitest";
import { toReading } from "../../../scripts/lib/retrieval-stage.ts";
import { readPassage } from "../../../src/knowledge/index/passage-terms.ts";
import { cutPassages } from "../../../src/knowledge/passages/cut-passages.ts";
import { numberWords } from "../../../src/knowledge/retrieve/numbered-passages.ts";
import { measurePassages } from "../../../src/knowledge/retrieve/passage-features.ts";
import { readQuery } from "../../../src/knowledge/retrieve/read-query.ts";

/** Measures texts of one course, every word of the query weighing the same; the title of each is its heading. */
function measure(query: string, ...texts: readonly { readonly title?: string; readonly text: string }[]) {
  const read = texts.map(({ title = "", text }, at) => {
    const [passage] = cutPassages(`doc_${at}`, toReading({ title, text })).passages;
    if (!passage) throw new Error(`No passage in: ${text}`);
    return readPassage(passage);
  });
  const asked = readQuery(query);
  return measurePassages(
    asked,
    asked.terms.map((term) => ({ term, idf: 1 })),
    numberWords(read),
    10,
  );
}

describe("how a passage fits a query", () => {
  it("tells words that are there, there with another ending, and not there at all", () => {
    const [said, alike, silent] = measure(
      "mitochondria",
      { text: "Cells have mitochondria." },
      { text: "A mitochondrial disease runs in the family." },
      { text: "Cells have walls." },
    );
    expect(said).toMatchObject({ alike: 0, missing: 0, present: [true] });
    expect(said?.bm25).toBeGreaterThan(0);
    expect(alike).toMatchObject({ bm25: 0, alike: 1, missing: 1, present: [false] });
    expect(silent).toMatchObject({ bm25: 0, alike: 0, missing: 1, present: [false] });
  });

  it("does not take one word of the query for another ending of its neighbour", () => {
    const text = "A mitochondrial disease runs in the family.";
    expect(measure("mitochondria", { text })[0]?.alike).toBe(1);
    expect(measure("mitochondria mitochondrial", { text })[0]?.alike).toBe(0);
  });

  it("tells words in one sentence and side by side from words far apart", () => {
    const [near, far] = measure(
      "light reaction",
      { text: "The light reaction makes sugar. Water is split in it." },
      { text: "There is light on the leaf all day, and the plant grows towards it by and by. Then follows a slow reaction of the stem." },
    );
    expect(near).toMatchObject({ sentence: 1, window: 1, pairs: 1 });
    expect(far).toMatchObject({ sentence: 0.5, window: 0.5, pairs: 0 });
  });

  it("counts headings as words, and how much of them is asked for", () => {
    const [under, elsewhere] = measure(
      "osmosis",
      { title: "Osmosis", text: "Water moves." },
      { title: "Roots and osmosis", text: "Water moves." },
    );
    expect(under).toMatchObject({ headings: 1, present: [true] });
    expect(elsewhere?.headings).toBe(0.5);
    expect(elsewhere?.bm25).toBeGreaterThan(0);
  });
});
