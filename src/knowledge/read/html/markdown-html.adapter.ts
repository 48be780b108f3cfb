import { Marked } from "marked";

/** Lists and quotations nest no deeper in what people write; the parser calls itself for each. */
const MAX_NESTING = 40;
/** A longer line without a break is data, and the parser's patterns are not linear. */
const MAX_LINE_CHARS = 20_000;
const MARKERS = /^(?:[ \t]*(?:[-*+>]|\d{1,9}[.)])(?=[ \t]|>|$))+/;
const FRONT_MATTER = /^\uFEFF?(?:---\r?\n[\s\S]{0,20000}?\r?\n(?:---|\.\.\.)|\+\+\+\r?\n[\s\S]{0,20000}?\r?\n\+\+\+)[ \t]*(?:\r?\n|$)/;

/** Markdown as HTML, without its front matter. Null: it nests deeper than anybody writes. HTML in it stays as it is: whoever reads this trusts none of it. */
export function markdownToHtml(markdown: string): string | null {
  const lines = markdown.replace(FRONT_MATTER, "").split(/\r\n?|\n/);
  if (lines.some(nestsTooDeep)) return null;
  const parser = new Marked({ gfm: true, async: false });
  const html = parser.parse(lines.flatMap(breakLine).join("\n"));
  return typeof html === "string" ? html : null;
}

function nestsTooDeep(line: string): boolean {
  const markers = MARKERS.exec(line.slice(0, 4_096))?.[0] ?? "";
  const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
  return markers.replace(/[^-*+>.)]/g, "").length > MAX_NESTING || (markers !== "" && indent > 4 * MAX_NESTING);
}

/** Parts a line that is too long between words, or anywhere. */
function breakLine(line: string): string[] {
  const parts: string[] = [];
  let from = 0;
  while (line.length - from > MAX_LINE_CHARS) {
    const space = line.lastIndexOf(" ", from + MAX_LINE_CHARS);
    const to = space > from ? space : from + MAX_LINE_CHARS;
    parts.push(line.slice(from, to), "");
    from = space > from ? to + 1 : to;
  }
  return [...parts, line.slice(from)];
}
