import type { Block } from "../../reading.schema.ts";
import { elementsOf, type HtmlElement, type HtmlNode, textOf } from "./html-tree.ts";

const INLINE: ReadonlySet<string> = new Set(
  "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark math mi mn mo mrow ms msub msup msubsup mtext mfrac msqrt mover munder q rb rp rt rtc ruby s samp semantics small span strike strong sub sup time tt u var wbr".split(
    " ",
  ),
);
/** A sign that links to its own heading. */
const ANCHOR_SIGN = /^[\s¶#§🔗]*$/u;
/** Longer cells hold text that was only laid out as a table. */
const MAX_CELL_CHARS = 400;

/** The blocks of a tree of HTML. Only text comes out: tags, links' addresses and pictures are gone. */
export function htmlBlocks(root: HtmlElement): Block[] {
  const blocks: Block[] = [];
  let line = "";
  const flush = (kind: Block["kind"]) => {
    // Two breaks in a row part paragraphs on pages that have no better way.
    for (const text of line.split(/\n[ \t]*\n\s*/)) {
      const plain = text.replace(/\s+/g, " ").trim();
      if (plain !== "") blocks.push({ kind, level: null, page: null, text: plain });
    }
    line = "";
  };
  const walk = (node: HtmlNode, kind: Block["kind"]): void => {
    if (typeof node === "string") {
      line += node.replace(/\s+/g, " ");
      return;
    }
    const { tag, children } = node;
    if (tag === "br") {
      line += "\n";
      return;
    }
    if (tag === "img" || tag === "input" || (tag === "a" && ANCHOR_SIGN.test(textOf(node)))) return;
    if (INLINE.has(tag)) {
      for (const child of children) walk(child, kind);
      return;
    }
    flush(kind);
    const own = kindOf(tag) ?? kind;
    if (/^h[1-6]$/.test(tag)) {
      const text = inlineText(node);
      if (text !== "") blocks.push({ kind: "heading", level: Number(tag.slice(1)), page: null, text });
      return;
    }
    if (tag === "pre") {
      const text = preText(node);
      if (text.trim() !== "") blocks.push({ kind: "code", level: null, page: null, text });
      return;
    }
    if (tag === "table" && isData(node)) {
      blocks.push(...tableBlocks(node));
      return;
    }
    for (const child of children) walk(child, own);
    flush(own);
  };
  walk(root, "paragraph");
  return blocks;
}

function kindOf(tag: string): Block["kind"] | null {
  if (tag === "li") return "list_item";
  return tag === "figcaption" || tag === "caption" ? "caption" : null;
}

/** The text of an element that is one block, without signs that link to it. */
function inlineText(element: HtmlElement): string {
  const visit = (node: HtmlNode): string => {
    if (typeof node === "string") return node;
    if (node.tag === "br") return " ";
    if (node.tag === "a" && ANCHOR_SIGN.test(textOf(node))) return "";
    return INLINE.has(node.tag) ? node.children.map(visit).join("") : ` ${node.children.map(visit).join("")} `;
  };
  return visit(element).replace(/\s+/g, " ").trim();
}

function preText(element: HtmlElement): string {
  const visit = (node: HtmlNode): string => {
    if (typeof node === "string") return node;
    return node.tag === "br" ? "\n" : node.children.map(visit).join("");
  };
  return visit(element).replace(/^\n+|\s+$/g, "");
}

/** Whether a table holds data: no table in a table, and no cell with whole paragraphs or headings. */
function isData(table: HtmlElement): boolean {
  for (const element of elementsOf(table)) {
    if (
      element !== table &&
      (element.tag === "table" || /^(?:h[1-6]|pre|ul|ol|p)$/.test(element.tag)) &&
      textOf(element).length > MAX_CELL_CHARS
    )
      return false;
    if ((element.tag === "td" || element.tag === "th") && textOf(element).trim().length > MAX_CELL_CHARS) return false;
  }
  return true;
}

function tableBlocks(table: HtmlElement): Block[] {
  const blocks: Block[] = [];
  const rows: string[] = [];
  for (const element of elementsOf(table)) {
    if (element.tag === "caption") blocks.push({ kind: "caption", level: null, page: null, text: inlineText(element) });
    if (element.tag !== "tr") continue;
    const cells = element.children.flatMap((cell) =>
      typeof cell !== "string" && (cell.tag === "td" || cell.tag === "th") ? [inlineText(cell)] : [],
    );
    if (cells.some((cell) => cell !== "")) rows.push(cells.join("\t"));
  }
  if (rows.length > 0) blocks.push({ kind: "table", level: null, page: null, text: rows.join("\n") });
  return blocks;
}
