import type { Block } from "../../reading.schema.ts";
import { columnsOf } from "./columns.ts";
import { type Line, linesOf } from "./lines.ts";
import { segmentsOf, type TextRun } from "./text-run.ts";

/** What holds for the whole document and cannot be seen on one page. */
export interface Typography {
  /** Size of most of the text, points. */
  readonly body_size: number;
  /** Titles of the document's outline, plain (`plainTitle`), with their depth from 1; empty where it has none. */
  readonly outline: ReadonlyMap<string, number>;
}

/** How many times the body's size a heading of level 1, 2, … has at least; one of the body's size, only bold, is below them all. */
const HEADING_RATIOS = [1.75, 1.45, 1.25, 1.1] as const;
const MAX_HEADING_CHARS = 200;
const MAX_HEADING_LINES = 4;
/** Smaller than this share of the body's size: notes and what stands under figures. */
const SMALL = 0.9;

const BULLET = /^(?:\p{So}|[•◦▪▸►‣·∙●○■□\uf0b7\uf0a7])\s*(?=\S)/u;
const NUMBERED = /^(?:\(?\d{1,3}[.)]|\(?[a-z][.)]|\[\d{1,3}\]|[–—-])\s+\S/;
const CAPTION = /^(?:Figure|Fig\.|Table|Listing|Plate|Exhibit|Box|Abbildung|Abb\.|Tabelle|Tableau|Figura|Tabla)\s*\d+/;
/** Dots that lead from a title to its page in a table of contents. */
const LEADER = /(?:\.\s?){5,}\s*(?:\d+|[ivxlc]+)?$/;
const SENTENCE_END = /[.!?:;…]["'”’»)\]]*$/u;

/**
 * The blocks of one page, in reading order, with the ends of lines kept (`\n`): whether a hyphen there parts a word is only known over the whole document. Of a
 * heading, `level` is by size or outline and compared over pages. Bullets are gone, numbers stay.
 */
export function pageBlocks(runs: readonly TextRun[], page: number, typography: Typography): Block[] {
  return columnsOf(segmentsOf(runs)).flatMap((column) => columnBlocks(linesOf(column), page, typography));
}

/** A title as it is compared: without numbers before it, signs and case. */
export function plainTitle(title: string): string {
  return title
    .normalize("NFKC")
    .toLowerCase()
    .replace(/^(?:chapter|section|part|appendix)?\s*[\dA-Zivx]*(?:\.\d+)*[.:)]?\s+/, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

interface Open {
  readonly kind: Block["kind"];
  readonly level: number | null;
  readonly lines: Line[];
}

function columnBlocks(lines: readonly Line[], page: number, typography: Typography): Block[] {
  const left = quantile(
    lines.map(({ x0 }) => x0),
    0.1,
  );
  const right = quantile(
    lines.map(({ x1 }) => x1),
    0.9,
  );
  const leadings = leadingsOf(lines);
  const blocks: Open[] = [];
  for (const [at, line] of lines.entries()) {
    if (LEADER.test(line.text)) {
      // A line of a table of contents says nothing that its heading does not say.
      blocks.push({ kind: "paragraph", level: null, lines: [] });
      continue;
    }
    const leading = leadings.get(Math.round(line.size)) ?? 1.2 * line.size;
    const kind = kindOf(line, lines[at - 1], lines[at + 1], { typography, right, leading });
    const level = kind === "heading" ? levelOf(line, typography) : null;
    const open = blocks.at(-1);
    if (open && continues(open, line, kind, level, { left, right, leading })) open.lines.push(line);
    else blocks.push({ kind, level, lines: [line] });
  }
  return blocks.filter(({ lines: own }) => own.length > 0).map((block) => close(block, page, typography, left));
}

/** From baseline to baseline, for each size of print that stands on following lines. */
function leadingsOf(lines: readonly Line[]): ReadonlyMap<number, number> {
  const gaps = new Map<number, number[]>();
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1];
    const size = Math.round(line.size);
    const gap = before ? line.y - before.y : 0;
    if (before && Math.round(before.size) === size && gap > 0.8 * line.size && gap < 3 * line.size)
      gaps.set(size, [...(gaps.get(size) ?? []), gap]);
  }
  return new Map([...gaps].map(([size, own]) => [size, quantile(own, 0.4)]));
}

interface Column {
  readonly left: number;
  readonly right: number;
  readonly leading: number;
}

function kindOf(
  line: Line,
  before: Line | undefined,
  after: Line | undefined,
  { typography, right, leading }: { readonly typography: Typography; readonly right: number; readonly leading: number },
): Block["kind"] {
  const { text } = line;
  if (CAPTION.test(text)) return "caption";
  if (line.mono && line.cells === 1 && !isInSentence(line, before, leading)) return "code";
  if (line.cells > 1 && ((before?.cells ?? 1) > 1 || (after?.cells ?? 1) > 1)) return "table";
  if (BULLET.test(text)) return "list_item";
  const hasLetters = /\p{L}{2}/u.test(text) || /^\d+(?:\.\d+)*$/.test(text);
  const ratio = line.size / typography.body_size;
  if (hasLetters && text.length <= MAX_HEADING_CHARS) {
    if (ratio >= (HEADING_RATIOS.at(-1) ?? 0)) return "heading";
    if (ratio > SMALL && typography.outline.has(plainTitle(text)) && text.length < 120) return "heading";
    const standsOff = !before || line.y - before.y > 1.15 * leading || line.y < before.y;
    const isOwnStyle = line.bold && !(before?.bold && before.size === line.size && line.y - before.y < 1.3 * leading);
    if (isOwnStyle && standsOff && ratio > 0.95 && line.x1 < right - 2 * line.size && !/[.,;]$/.test(text) && !after?.bold)
      return "heading";
  }
  if (NUMBERED.test(text) && (!before || SENTENCE_END.test(before.text) || line.y - before.y > 1.2 * leading || before.x0 !== line.x0))
    return "list_item";
  return ratio < SMALL ? "caption" : "paragraph";
}

/** A name in typewriter letters that fills a line of a paragraph. */
function isInSentence(line: Line, before: Line | undefined, leading: number): boolean {
  return (
    before !== undefined && !before.mono && !SENTENCE_END.test(before.text) && line.x0 <= before.x0 && line.y - before.y < 1.15 * leading
  );
}

function levelOf(line: Line, { body_size, outline }: Typography): number {
  const depth = outline.get(plainTitle(line.text));
  if (depth !== undefined) return Math.min(6, depth);
  const bySize = HEADING_RATIOS.findIndex((ratio) => line.size / body_size >= ratio);
  return Math.min(6, bySize < 0 ? HEADING_RATIOS.length + 1 : bySize + 1);
}

function continues(open: Open, line: Line, kind: Block["kind"], level: number | null, { left, right, leading }: Column): boolean {
  const last = open.lines.at(-1);
  if (!last) return false;
  const gap = line.y - last.y;
  if (gap <= 0 || gap > 1.45 * Math.max(leading, 1.05 * line.size))
    return open.kind === "code" && kind === "code" && gap > 0 && gap < 3 * leading;
  if (open.kind === "heading") {
    const isSame = kind === "heading" && Math.abs(line.size - last.size) < 0.5;
    return isSame && level === open.level && open.lines.length < MAX_HEADING_LINES;
  }
  if (open.kind === "code" || open.kind === "table") return kind === open.kind;
  if (kind === "heading" || kind === "list_item" || kind === "code" || kind === "table") return false;
  if (Math.abs(line.size - last.size) > 0.08 * last.size) return false;
  if (open.kind === "caption") return kind === "caption" ? !CAPTION.test(line.text) : line.size === last.size;
  if (CAPTION.test(line.text)) return false;
  if (open.kind === "list_item") return line.x0 >= (open.lines[0]?.x0 ?? 0) - 1 && !endsShort(last, right, left);
  const isIndented = line.x0 - left > 0.8 * line.size && line.x0 - last.x0 > 0.8 * line.size;
  return !isIndented && !endsShort(last, right, left);
}

/** A last line: it ends a sentence well before the margin. */
function endsShort(line: Line, right: number, left: number): boolean {
  return line.x1 < right - 0.2 * (right - left) && SENTENCE_END.test(line.text);
}

function close({ kind, level, lines }: Open, page: number, { outline }: Typography, left: number): Block {
  const text = lines.map((line) => (kind === "code" ? indent(line, left) : line.text)).join("\n");
  if (kind === "list_item") return { kind, level: null, page, text: text.replace(BULLET, "") };
  if (kind !== "heading") return { kind, level: null, page, text };
  return { kind, level: outline.get(plainTitle(text.replace(/\n/g, " "))) ?? level, page, text };
}

/** Code keeps its indentation, counted in widths of its own letters. */
function indent(line: Line, left: number): string {
  const letter = (line.x1 - line.x0) / Math.max(1, line.text.length);
  return `${" ".repeat(Math.max(0, Math.min(40, Math.round((line.x0 - left) / Math.max(1, letter)))))}${line.text}`;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}
