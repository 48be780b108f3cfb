import { Parser } from "htmlparser2";
import type { HtmlElement } from "./html-tree.ts";

/** No page that a person wrote nests deeper; what reads the tree may call itself. */
const MAX_DEPTH = 256;
/** About 100 MB of tree, and more than any page that a person scrolls. */
const MAX_NODES = 250_000;
/** What stands in these is no text. */
const SILENT: ReadonlySet<string> = new Set(
  "script style noscript template svg iframe object embed canvas audio video map datalist select textarea button annotation annotation-xml".split(
    " ",
  ),
);
const NONE: HtmlElement["attributes"] = {};
const VOID: ReadonlySet<string> = new Set("area base br col hr img input link meta source track wbr".split(" "));

/** Reads HTML, however broken, into a tree. Null: it nests deeper or holds more elements than any page. Linear; nothing is run or fetched. */
export function parseHtml(html: string): HtmlElement | null {
  const root: HtmlElement = { tag: "#root", attributes: {}, children: [] };
  const open: HtmlElement[] = [root];
  /** Depth inside a silent element. */
  let silent = 0;
  let nodes = 0;
  let isTooMuch = false;
  const parser = new Parser({
    onopentag: (tag, attributes) => {
      if (isTooMuch) return;
      if (silent > 0 || SILENT.has(tag)) {
        silent += VOID.has(tag) ? 0 : 1;
        isTooMuch ||= silent > MAX_DEPTH;
        return;
      }
      nodes += 1;
      const element: HtmlElement = { tag, attributes: Object.keys(attributes).length === 0 ? NONE : attributes, children: [] };
      open.at(-1)?.children.push(element);
      if (!VOID.has(tag)) open.push(element);
      isTooMuch ||= open.length > MAX_DEPTH || nodes > MAX_NODES;
    },
    ontext: (text) => {
      if (silent > 0 || isTooMuch) return;
      const siblings = open.at(-1)?.children;
      const last = siblings?.at(-1);
      // Entities come one by one; a million of them are one text.
      if (siblings && typeof last === "string") siblings[siblings.length - 1] = last + text;
      else siblings?.push(text);
    },
    onclosetag: (tag) => {
      if (isTooMuch || VOID.has(tag)) return;
      if (silent > 0) silent -= 1;
      else if (open.length > 1) open.pop();
    },
  });
  // In pieces, so that a page of a hundred thousand nested lists is put down early.
  const PIECE_CHARS = 65_536;
  for (let at = 0; at < html.length && !isTooMuch; at += PIECE_CHARS) parser.write(html.slice(at, at + PIECE_CHARS));
  if (isTooMuch) return null;
  parser.end();
  return isTooMuch ? null : root;
}
