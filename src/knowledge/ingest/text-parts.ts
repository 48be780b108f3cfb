import type { DocumentText } from "../../protocol/course.schema.ts";
import type { Block } from "../reading.schema.ts";

/** A part of a document's text: its blocks with their places in the whole. */
export interface TextPart {
  /** Offset of its first block, UTF-16 code units. */
  readonly start: number;
  readonly blocks: DocumentText["blocks"];
}

/** A part is sent at once; a block is never parted, so one may be longer. */
const PART_CHARS = 40_000;
const SEPARATOR = "\n\n";

/**
 * A document's text in parts, and its whole length in UTF-16 code units. The text is its blocks joined by blank lines, blocks without any words left out:
 * the same that passages are cut from, so that an anchor's offsets count in it.
 */
export function splitText(blocks: readonly Block[]): { readonly length: number; readonly parts: readonly TextPart[] } {
  const parts: { start: number; blocks: DocumentText["blocks"] }[] = [];
  let offset = 0;
  for (const { kind, level, page, text } of blocks) {
    if (text.trim() === "") continue;
    const start = offset === 0 ? 0 : offset + SEPARATOR.length;
    offset = start + text.length;
    const placed = { kind, level, page, start, end: offset, text };
    const part = parts.at(-1);
    if (part && offset - part.start <= PART_CHARS) part.blocks.push(placed);
    else parts.push({ start, blocks: [placed] });
  }
  return { length: offset, parts };
}

/** The number of the part in which an offset lies; `starts` are the parts' offsets, ascending, the first 0. */
export function findPart(starts: readonly number[], offset: number): number {
  let found = 0;
  for (const [index, start] of starts.entries()) if (start <= offset) found = index;
  return found;
}
