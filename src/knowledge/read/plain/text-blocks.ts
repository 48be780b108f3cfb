import type { Block } from "../../reading.schema.ts";

/** What a terminal shows bold or underlined by overstriking, and its colours. */
const OVERSTRIKE = /[^\n][\b](?=[^\n])/g;
const COLOURS = /(?![\t\n])\p{Cc}\[[\d;?]*[A-Za-z]/gu;
const BULLET = /^[•◦▪‣·∙●○*+–—-]\s+(?=\S)/u;
const NUMBERED = /^(?:\(?\d{1,3}[.)]|\(?[a-z][.)]|\[\d{1,3}\])\s+\S/;
const NUMBERED_TITLE = /^(?:(?:chapter|section|part|appendix)\s+[\dA-Zivx]+|\d+(?:\.\d+)*\.?)\s+\S/i;
const UNDERLINE = /^\s*([=\-~^"'*#+])\1{2,}\s*$/;
const MAX_TITLE_CHARS = 80;
/** From so many columns before it on, a block that is no list stands as it was typed. */
const CODE_INDENT = 8;

/** The blocks of plain text. Paragraphs end at blank lines and where lists begin; titles are underlined, numbered or all capitals, and stand alone. */
export function textBlocks(source: string): Block[] {
  const text = source.replace(/\r\n?/g, "\n").replace(COLOURS, "").replace(OVERSTRIKE, "").replace(/\f/g, "\n\n");
  const groups: string[][] = [];
  let open: string[] = [];
  for (const line of text.split("\n")) {
    if (line.trim() !== "") open.push(line);
    else if (open.length > 0) {
      groups.push(open);
      open = [];
    }
  }
  if (open.length > 0) groups.push(open);
  const marks: string[] = [];
  return groups.flatMap((lines) => blocksOf(lines, marks));
}

function block(kind: Block["kind"], text: string, level: number | null = null): Block {
  return { kind, level, page: null, text };
}

/** `marks`: signs that underlined titles so far; the first is the highest. */
function blocksOf(lines: readonly string[], marks: string[]): Block[] {
  const [first = "", second] = lines;
  if (UNDERLINE.test(first)) return lines.length > 1 ? blocksOf(lines.slice(1), marks) : [];
  const mark = second === undefined ? undefined : UNDERLINE.exec(second)?.[1];
  if (mark !== undefined && first.trim().length <= MAX_TITLE_CHARS) {
    if (!marks.includes(mark)) marks.push(mark);
    const title = block("heading", first.trim(), Math.min(6, marks.indexOf(mark) + 1));
    return lines.length > 2 ? [title, ...blocksOf(lines.slice(2), marks)] : [title];
  }
  if (lines.length === 1) {
    const level = titleLevel(first.trim());
    if (level !== null) return [block("heading", first.trim(), level)];
  }
  const margin = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  if (margin >= CODE_INDENT && !BULLET.test(first.trim()) && !isProse(lines))
    return [block("code", lines.map((line) => line.slice(margin)).join("\n"))];
  return paragraphs(lines);
}

function paragraphs(lines: readonly string[]): Block[] {
  const blocks: { kind: Block["kind"]; lines: string[] }[] = [];
  for (const line of lines) {
    const text = line.trim();
    const open = blocks.at(-1);
    const begins =
      BULLET.test(text) ||
      (NUMBERED.test(text) && (open === undefined || open.kind === "list_item" || /[.:;!?]$/.test(open.lines.at(-1) ?? "")));
    if (begins) blocks.push({ kind: "list_item", lines: [text.replace(BULLET, "")] });
    else if (open) open.lines.push(text);
    else blocks.push({ kind: "paragraph", lines: [text] });
  }
  return blocks.map(({ kind, lines: own }) => block(kind, own.join("\n")));
}

/** The level of a line that stands alone and can only be a title; null of any other. */
function titleLevel(line: string): number | null {
  if (line.length > MAX_TITLE_CHARS || /[.,;:!?]$/.test(line) || !/\p{L}{2}/u.test(line)) return null;
  const number = NUMBERED_TITLE.exec(line)?.[0];
  if (number !== undefined) return Math.min(6, 1 + (number.match(/\.\d/g)?.length ?? 0));
  return line === line.toUpperCase() && line !== line.toLowerCase() && /\p{Lu}{3}/u.test(line) ? 1 : null;
}

/** Whether indented lines are sentences set off, such as a quotation, and no program. */
function isProse(lines: readonly string[]): boolean {
  const text = lines.join(" ");
  const words = text.match(/\p{L}{2,}/gu) ?? [];
  return words.length >= 6 && words.join("").length > 0.7 * text.replace(/\s/g, "").length && !/[{}<>=$|\\]{2}/.test(text);
}
