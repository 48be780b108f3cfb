import type { Block } from "../reading.schema.ts";

/** So many blocks at the top and at the bottom of a page may be running heads. */
const EDGE_BLOCKS = 2;
const MAX_HEAD_CHARS = 120;
/** A running head comes back at least so often within so many pages; left and right pages may have different ones. */
const TIMES = 3;
const WITHIN_PAGES = 7;
/** Headings of this level are bold, but no larger than the text (`pdf/page-blocks.ts`). */
const BOLD_LEVEL = 5;
/** A shorter block at the foot of a page is more likely a number than the text's end. */
const MIN_TEXT_CHARS = 20;
const SENTENCE_END = /[.!?:;…]["'”’»)\]]*$/u;

interface Edge {
  readonly block: Block;
  readonly page: number;
  readonly numbers: readonly number[];
}

/**
 * The blocks that are running heads and page numbers: what comes back at the edges of nearby pages with the same words, where numbers are the same or count
 * with the pages. Headings in larger print that open a section on each page ("Lecture 3") are none. Needs blocks in the order of their pages; of a document of one page none are.
 */
export function runningHeads(blocks: readonly Block[]): ReadonlySet<Block> {
  const pages = pagesOf(blocks);
  const groups = new Map<string, Edge[]>();
  for (const [page, own] of pages) {
    const top = own.slice(0, EDGE_BLOCKS);
    // On a page of few blocks one may be either.
    const bottom = own.slice(-EDGE_BLOCKS);
    for (const [side, edge] of [["top", top] as const, ["bottom", bottom] as const]) {
      for (const block of edge) {
        const text = block.text.replace(/\s+/g, " ").trim();
        if (text === "" || text.length > MAX_HEAD_CHARS) continue;
        const key = `${side} ${wordsOf(text)}`;
        groups.set(key, [...(groups.get(key) ?? []), { block, page, numbers: numbersIn(text) }]);
      }
    }
  }
  const heads = new Set<Block>();
  for (const [key, group] of groups)
    if (!key.startsWith("top ") || !opensSections(group, pages)) for (const { block } of returning(group, pages.size)) heads.add(block);
  return heads;
}

function pagesOf(blocks: readonly Block[]): Map<number, Block[]> {
  const pages = new Map<number, Block[]>();
  for (const block of blocks) {
    if (block.page === null) continue;
    const own = pages.get(block.page);
    if (own) own.push(block);
    else pages.set(block.page, [block]);
  }
  return pages;
}

/**
 * Whether a group are headings: in larger print, first on their page, counted, and each between two sentences. A page that a running head stands on sooner or later
 * begins in the middle of one.
 */
function opensSections(group: readonly Edge[], pages: ReadonlyMap<number, readonly Block[]>): boolean {
  if (new Set(group.map(({ numbers }) => numbers.join(" "))).size < 2) return false;
  return group.every(({ block, page }) => {
    const own = pages.get(page) ?? [];
    if (own[0] !== block || block.kind !== "heading" || (block.level ?? BOLD_LEVEL) >= BOLD_LEVEL || !/\p{L}{2}/u.test(block.text))
      return false;
    const after = own.find((other) => other !== block && isText(other));
    const before = pages.get(page - 1)?.findLast(isText);
    return after !== undefined && !/^\p{Ll}/u.test(after.text) && (before === undefined || SENTENCE_END.test(before.text.trim()));
  });
}

const isText = ({ kind, text }: Block): boolean => (kind === "paragraph" || kind === "list_item") && text.length >= MIN_TEXT_CHARS;

/** Those of a group that stand close to others, with numbers that fit. */
function returning(group: readonly Edge[], pages: number): Edge[] {
  const times = Math.max(2, Math.min(TIMES, pages));
  if (group.length < times) return [];
  return group.filter((edge, at) => {
    const near = group.slice(Math.max(0, at - WITHIN_PAGES), at + WITHIN_PAGES + 1);
    const alike = near.filter((other) => Math.abs(other.page - edge.page) < WITHIN_PAGES && fits(edge, other));
    return new Set(alike.map(({ page }) => page)).size >= times;
  });
}

/** Numbers are the same, or grow as the pages do. A lone number has to grow: two pages may both begin with "1". */
function fits(a: Edge, b: Edge): boolean {
  if (a === b) return true;
  return (
    a.numbers.length === b.numbers.length &&
    a.numbers.every((number, at) => {
      const other = b.numbers[at] ?? Number.NaN;
      return number - other === a.page - b.page || number === other;
    })
  );
}

/** A lone roman number is a number too. */
const ROMAN = /^[ivxlc]+$/i;

function wordsOf(text: string): string {
  return ROMAN.test(text) ? "#" : text.toLowerCase().replace(/\d+/g, "#");
}

function numbersIn(text: string): number[] {
  return ROMAN.test(text) ? [romanValue(text)] : [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits));
}

const ROMAN_DIGITS: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 };

function romanValue(text: string): number {
  const digits = [...text.toLowerCase()].map((digit) => ROMAN_DIGITS[digit] ?? 0);
  return digits.reduce((sum, digit, at) => sum + (digit < (digits[at + 1] ?? 0) ? -digit : digit), 0);
}
