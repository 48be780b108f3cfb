import type { Block } from "../reading.schema.ts";

const ENDED = /[.!?:;…。！？]["'”’»)\]\d]*\s*$/u;
/** Figures, their captions and notes between the two halves of a paragraph, at most. */
const MAX_BETWEEN = 4;
/** A shorter paragraph without a full stop is a label, not the first half of one. */
const MIN_HALF_CHARS = 50;

/**
 * Joins paragraphs that a page or column broke: the first half ends no sentence, the second follows it directly, or goes on with a small letter behind
 * figures and notes, which then follow the whole. A joined paragraph keeps the page it begins on.
 */
export function joinParagraphs(blocks: readonly Block[]): Block[] {
  const joined: Block[] = [];
  /** Place in `joined` of the paragraph that may go on. */
  let open = -1;
  for (const block of blocks) {
    const half = joined[open];
    if (half && isProse(block) && goesOn(half, block, joined.length - 1 - open)) {
      joined[open] = { ...half, text: `${half.text.trimEnd()}\n${block.text.trimStart()}` };
      continue;
    }
    joined.push(block);
    if (isProse(block)) open = isOpen(block) ? joined.length - 1 : -1;
    else if (block.kind === "heading" || joined.length - 1 - open > MAX_BETWEEN) open = -1;
  }
  return joined;
}

function isProse({ kind }: Block): boolean {
  return kind === "paragraph";
}

function isOpen({ text }: Block): boolean {
  return !ENDED.test(text) && text.trim().length >= MIN_HALF_CHARS;
}

function goesOn(half: Block, { page, text }: Block, between: number): boolean {
  if (/^\p{Ll}/u.test(text.trimStart())) return true;
  return between === 0 && page !== half.page && /^[\p{L}\p{N}“"'‘(]/u.test(text.trimStart());
}
