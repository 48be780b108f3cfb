import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findPart, splitText } from "../../../src/knowledge/ingest/text-parts.ts";
import { cutPassages } from "../../../src/knowledge/passages/cut-passages.ts";
import type { Block } from "../../../src/knowledge/reading.schema.ts";

const block = fc
  .tuple(fc.constantFrom("paragraph" as const, "code" as const, "heading" as const), fc.string({ maxLength: 9_000, minLength: 0 }))
  .map(([kind, text]): Block => ({ kind, level: kind === "heading" ? 1 : null, page: null, text }));

describe("a document's text in parts", () => {
  it("is the text that passages are cut from, every block at its place, every offset in one part", () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 30 }), (blocks) => {
        const { text } = cutPassages("doc_x", { title: null, kind: "text", pages: null, blocks, findings: [] });
        const { length, parts } = splitText(blocks);
        expect(length).toBe(text.length);
        for (const [number, part] of parts.entries())
          for (const { start, end, text: words } of part.blocks) {
            expect(text.slice(start, end)).toBe(words);
            const starts = parts.map((one) => one.start);
            expect([findPart(starts, start), findPart(starts, end - 1)]).toEqual([number, number]);
          }
        expect(parts.flatMap((part) => part.blocks).length).toBe(blocks.filter(({ text: words }) => words.trim() !== "").length);
      }),
      { numRuns: 50 },
    );
  });
});
