import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countWords } from "../../../src/knowledge/passages/atoms.ts";
import { cutPassages } from "../../../src/knowledge/passages/cut-passages.ts";
import type { Block, Reading } from "../../../src/knowledge/reading.schema.ts";

const DOCUMENT = "doc_0123456789";
const reading = (blocks: readonly Block[]): Reading => ({ title: null, kind: "text", pages: null, blocks: [...blocks], findings: [] });
const block = (kind: Block["kind"], text: string, level: number | null = null, page: number | null = null): Block => ({
  kind,
  level,
  page,
  text,
});
const sentences = (count: number, word: string) =>
  Array.from({ length: count }, (_, n) => `The ${word} number ${n} has eight words here.`).join(" ");

const anyText = fc.oneof(
  { weight: 5, arbitrary: fc.nat(60).map((count) => sentences(count, "cell")) },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.constantFrom("word", "e.g.", "J.", "Fig. 3", "end.", "Why?", "x".repeat(3_000), "\n", "日本語。", "😀"), { maxLength: 300 })
      .map((words) => words.join(" ")),
  },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 400 }) },
);
const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  fc.record({
    kind: fc.constant("heading" as const),
    level: fc.integer({ min: 1, max: 6 }),
    page: fc.constant(null),
    text: fc.constantFrom("Leaves", "Roots and stems", "1.2 Light"),
  }),
  fc.record({
    kind: fc.constantFrom("paragraph", "list_item", "code", "table", "caption"),
    level: fc.constant(null),
    page: fc.constant(null),
    text: anyText,
  }),
);
const anyReading = fc.array(anyBlock, { maxLength: 30 }).map(reading);

describe("the passages of any document", () => {
  it("stand where their anchors say, follow each other and overlap nowhere", () => {
    fc.assert(
      fc.property(anyReading, (one) => {
        const { text, passages } = cutPassages(DOCUMENT, one);
        let end = 0;
        for (const [at, passage] of passages.entries()) {
          expect(text.slice(passage.anchor.start, passage.anchor.end)).toBe(passage.text);
          expect(passage.anchor.start).toBeGreaterThanOrEqual(end);
          expect(passage.ordinal).toBe(at);
          end = passage.anchor.end;
        }
      }),
    );
  });

  it("leave nothing out but space", () => {
    fc.assert(
      fc.property(anyReading, (one) => {
        const { text, passages } = cutPassages(DOCUMENT, one);
        expect(
          passages
            .map((passage) => passage.text)
            .join("")
            .replace(/\s/g, ""),
        ).toBe(text.replace(/\s/g, ""));
      }),
    );
  });

  it("are never without end, whatever the document is", () => {
    fc.assert(
      fc.property(anyReading, (one) => {
        for (const { text } of cutPassages(DOCUMENT, one).passages) expect(countWords(text)).toBeLessThanOrEqual(300);
      }),
    );
  });

  it("are the same, ids and all, when the document is read again", () => {
    fc.assert(
      fc.property(anyReading, (one) => {
        expect(cutPassages(DOCUMENT, one)).toEqual(cutPassages(DOCUMENT, structuredClone(one)));
      }),
    );
  });
});

describe("a passage", () => {
  it("of a long section has 120 to 220 words and ends with a sentence", () => {
    const { passages } = cutPassages(DOCUMENT, reading([block("heading", "Cells", 1), block("paragraph", sentences(400, "cell"))]));
    expect(passages.length).toBeGreaterThan(10);
    for (const { text } of passages) {
      expect(countWords(text)).toBeGreaterThanOrEqual(120);
      expect(countWords(text)).toBeLessThanOrEqual(220);
      expect(text).toMatch(/\.$/);
    }
  });

  it("never holds text of two sections", () => {
    const { passages } = cutPassages(
      DOCUMENT,
      reading([
        block("heading", "Leaves", 1),
        block("paragraph", "Leaves are green."),
        block("heading", "Roots", 2),
        block("paragraph", "Roots drink."),
      ]),
    );
    expect(passages.map(({ text }) => text)).toEqual(["Leaves\n\nLeaves are green.", "Roots\n\nRoots drink."]);
  });

  it("knows the headings above it and the pages it is on", () => {
    const { passages } = cutPassages(
      DOCUMENT,
      reading([
        block("heading", "Plants", 1, 3),
        block("heading", "Leaves", 2, 3),
        block("paragraph", sentences(8, "leaf"), null, 3),
        block("paragraph", sentences(8, "vein"), null, 4),
        block("heading", "Roots", 2, 5),
        block("paragraph", "Roots drink.", null, 5),
      ]),
    );
    expect(passages.map(({ anchor }) => [anchor.headings, anchor.page_from, anchor.page_to])).toEqual([
      [["Plants", "Leaves"], 3, 4],
      [["Plants", "Roots"], 5, 5],
    ]);
  });

  it("does not end at an abbreviation or an initial", () => {
    const text = Array.from({ length: 60 }, (_, n) => `Dr. J. Smith of the U.S. Army saw Fig. 3 (e.g. This one) on page ${n}.`).join(" ");
    for (const passage of cutPassages(DOCUMENT, reading([block("paragraph", text)])).passages)
      expect(passage.text).toMatch(/^Dr\. .* on page \d+\.$/);
  });
});

describe("time", () => {
  it("grows with the document: a hundred thousand list items of a word each are cut", () => {
    const { passages } = cutPassages(DOCUMENT, reading(Array.from({ length: 100_000 }, () => block("list_item", "word"))));
    expect(passages.length).toBeGreaterThan(300);
  });
});
