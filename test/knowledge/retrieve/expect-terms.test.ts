import { describe, expect, it } from "vitest";
import { openStage, STAGE_SCOPE, toReading } from "../../../scripts/lib/retrieval-stage.ts";
import { readPassage } from "../../../src/knowledge/index/passage-terms.ts";
import { cutPassages } from "../../../src/knowledge/passages/cut-passages.ts";
import { expectTerms } from "../../../src/knowledge/retrieve/expect-terms.ts";
import { numberWords } from "../../../src/knowledge/retrieve/numbered-passages.ts";

const TERMS = [
  { term: "growth", idf: 1 },
  { term: "cancer", idf: 3 },
];
const CANCER = [
  "Growth of cancer: malignant cells spread from the lung to the liver.",
  "Cancer and its growth. In the liver malignant cells divide at once.",
];
const TUMOUR = "Growth of a tumour begins when malignant cells of the lung or the liver divide and spread.";
const TRADE = "Growth of trade begins when ships carry wool and wine to the markets of the coast.";
const OTHERS = [
  "Growth of towns along the coast and their markets.",
  "The growth of plants needs light and water.",
  "Growth of a child in the first year of life.",
  "A coast with few ships saw no growth of towns.",
  "Plants in the shade have little growth and pale leaves.",
];

/** What is expected of texts, each by its place; all fit alike unless said. */
function expectOf(texts: readonly string[], scores: readonly number[] = []): number[] {
  const read = texts.map((text, at) => {
    const [passage] = cutPassages(`doc_${at}`, toReading({ title: "", text })).passages;
    if (!passage) throw new Error(`No passage in: ${text}`);
    return readPassage(passage);
  });
  const { passages, numbers } = numberWords(read);
  const candidates = passages.map((words, at) => {
    const said = new Set(words.read.sentences.flat());
    return { words, present: TERMS.map(({ term }) => said.has(term)), score: scores[at] ?? 1 };
  });
  return expectTerms(TERMS, candidates, numbers.size);
}

describe("what a passage may be about without saying so", () => {
  it("is expected of one that reads like those that say it, far more than of one that only shares the query's other word", () => {
    const [first, second, tumour = 0, trade = 0] = expectOf([...CANCER, TUMOUR, TRADE, ...OTHERS]);
    expect([first, second]).toEqual([0, 0]);
    expect(tumour).toBeGreaterThan(trade + 0.5);
  });

  it("counts for as much as the word weighs in the query, and never for more than if it were there", () => {
    const malignant = "Malignant cells spread from the lung to the liver and divide at once.";
    const [, , neither = 0, growth = 0, cancer = 0] = expectOf([
      ...CANCER,
      malignant,
      `Growth. ${malignant}`,
      `Cancer. ${malignant}`,
      ...OTHERS,
    ]);
    expect(cancer).toBeLessThanOrEqual(1 / 4);
    expect(growth).toBeGreaterThan(cancer);
    expect(growth).toBeLessThanOrEqual(3 / 4);
    expect(neither).toBeLessThanOrEqual(1);
  });

  it("goes by the passages that fit best", () => {
    const wool = "Cancer growth came up where ships carry wool and wine to the coast.";
    const expectTrade = (score: number) => expectOf([...CANCER, wool, TRADE, ...OTHERS], [3, 3, score, 1])[3] ?? 0;
    expect(expectTrade(6)).toBeGreaterThan(expectTrade(0) + 0.1);
  });

  it("is nothing where only one passage says it, however like it another is", () => {
    const [alone, tumour = 0, trade] = expectOf([CANCER[0] ?? "", TUMOUR, TRADE, ...OTHERS]);
    expect(alone).toBe(0);
    expect(tumour).toBe(trade);
    expect(tumour).toBeLessThan(0);
  });

  it("is nothing where there is too little to compare", () => {
    expect(expectOf([])).toEqual([]);
    expect(expectOf([...CANCER, TUMOUR, TRADE])).toEqual([0, 0, 0, 0]);
  });
});

describe("a learner who searches with a word that not every fitting passage has", () => {
  it("finds the passage on the same matter before one that shares as many words, and after those that say it", async () => {
    const documents = [TRADE, ...OTHERS, TUMOUR, ...CANCER].map((text) => ({ id: text, title: "", text }));
    const { retriever, idOf } = await openStage(documents, null);
    const { found } = await retriever.rank(STAGE_SCOPE, "growth of cancer", documents.length);
    const ids = found.map(({ passage }) => idOf(passage.document_id));
    expect(new Set(ids.slice(0, 2))).toEqual(new Set(CANCER));
    expect(ids[2]).toBe(TUMOUR);
  });
});
