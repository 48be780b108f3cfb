import type { Passage } from "../../protocol/course.schema.ts";
import type { DocumentId } from "../../shared/ids.ts";
import type { Block, Reading } from "../reading.schema.ts";
import { type Atom, atomsOf } from "./atoms.ts";
import { bestCuts } from "./best-cuts.ts";
import { passageIdOf } from "./passage-id.ts";

/** A heading of this level or above begins a passage: text of two sections is never one passage. */
const SECTION_LEVEL = 2;
const SEPARATOR = "\n\n";

/**
 * A document's text and its passages. The text is the blocks joined by blank lines; `text.slice(start, end)` of an anchor is the passage's text. Passages
 * follow each other, overlap nowhere, hold everything that is no space, and begin at every heading of level 1 or 2; headings stay with what follows them. The
 * same reading gives the same passages and ids.
 */
export function cutPassages(documentId: DocumentId, reading: Reading): { readonly text: string; readonly passages: readonly Passage[] } {
  const blocks = reading.blocks.filter(({ text }) => text.trim() !== "");
  const text = blocks.map((block) => block.text).join(SEPARATOR);
  const paths = headingPaths(blocks);
  const passages = sectionsOf(blocks)
    .flatMap(bestCuts)
    .flatMap((atoms, ordinal): Passage[] => {
      const [first, last] = [atoms[0], atoms.at(-1)];
      if (!first || !last) return [];
      const body = atoms.find(({ heading }) => !heading) ?? last;
      const pages = atoms.flatMap(({ block }) => blocks[block]?.page ?? []);
      return [
        {
          passage_id: passageIdOf(documentId, ordinal),
          document_id: documentId,
          ordinal,
          text: text.slice(first.start, last.end),
          anchor: {
            headings: paths[body.block] ?? [],
            page_from: pages[0] ?? null,
            page_to: pages.at(-1) ?? null,
            start: first.start,
            end: last.end,
          },
        },
      ];
    });
  return { text, passages };
}

/** Atoms of each section. A heading without any text of its own joins the section below it. */
function sectionsOf(blocks: readonly Block[]): Atom[][] {
  const sections: Atom[][] = [[]];
  let offset = 0;
  let hasBody = false;
  for (const [at, block] of blocks.entries()) {
    const isHeading = block.kind === "heading";
    if (isHeading && (block.level ?? 1) <= SECTION_LEVEL && hasBody) {
      sections.push([]);
      hasBody = false;
    }
    hasBody ||= !isHeading;
    sections.at(-1)?.push(...atomsOf(block, at, offset, blocks[at - 1]));
    offset += block.text.length + SEPARATOR.length;
  }
  return sections;
}

/** For each block the headings above it, the highest first; a heading is in its own path. */
function headingPaths(blocks: readonly Block[]): string[][] {
  const path: { readonly level: number; readonly text: string }[] = [];
  let shown: string[] = [];
  return blocks.map((block) => {
    if (block.kind === "heading") {
      const level = block.level ?? 1;
      while ((path.at(-1)?.level ?? 0) >= level) path.pop();
      path.push({ level, text: block.text });
      shown = path.map((heading) => heading.text);
    }
    return shown;
  });
}
