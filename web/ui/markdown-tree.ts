import { Marked, type MarkedToken, type Token, type Tokens } from "marked";
import { texWords } from "./tex-words.ts";

/** Markdown as a small tree of things that are safe to show: nothing in it can become markup, script or a request. */
export type Markdown =
  | { readonly tag: "text"; readonly text: string }
  | { readonly tag: "code"; readonly text: string }
  | { readonly tag: "code_block"; readonly text: string }
  | { readonly tag: "math"; readonly tex: string; readonly display: boolean }
  | { readonly tag: "br" | "hr" }
  | { readonly tag: "link"; readonly href: string; readonly children: readonly Markdown[] }
  | { readonly tag: "list"; readonly start: number | null; readonly children: readonly Markdown[] }
  | { readonly tag: "table"; readonly head: readonly Cell[]; readonly rows: readonly (readonly Cell[])[] }
  | {
      readonly tag: "paragraph" | "heading" | "strong" | "em" | "del" | "quote" | "item" | "span";
      readonly children: readonly Markdown[];
    };
interface Cell {
  readonly align: "left" | "right" | "center" | null;
  readonly children: readonly Markdown[];
}

/** UTF-16 code units shown at most, and levels of nesting: far above any lesson, below what could freeze a phone. */
const MAX_CHARS = 20_000;
const MAX_DEPTH = 8;

interface MathToken {
  readonly type: "math";
  readonly raw: string;
  readonly tex: string;
  readonly display: boolean;
}

// `$…$` is maths only where money is not: no space inside the dollars, no digit after them.
const INLINE_MATH = /^\$(?![\s$])((?:\\.|[^\\$\n])+?)(?<!\s)\$(?!\d)/;
const DISPLAY_MATH = /^\$\$((?:\\.|[^\\$])+)\$\$/;

const marked = new Marked({
  gfm: true,
  extensions: [
    {
      name: "math",
      level: "inline",
      start: (source) => {
        const at = source.indexOf("$");
        return at < 0 ? undefined : at;
      },
      tokenizer(source): MathToken | undefined {
        const display = DISPLAY_MATH.exec(source);
        const found = display ?? INLINE_MATH.exec(source);
        return found?.[1] === undefined ? undefined : { type: "math", raw: found[0], tex: found[1].trim(), display: display !== null };
      },
    },
  ],
});

/** Reads Markdown (GFM, with `$…$` and `$$…$$` for maths). HTML stays text, images become their alternative text, links lead to https only. */
export function readMarkdown(source: string): Markdown[] {
  const shown = source.length > MAX_CHARS ? `${source.slice(0, MAX_CHARS)} …` : source;
  return readAll(marked.lexer(shown), 0);
}

const KNOWN: ReadonlySet<string> = new Set([
  ...["blockquote", "br", "checkbox", "code", "codespan", "def", "del", "em", "escape", "heading", "hr", "html", "image"],
  ...["link", "list", "list_item", "paragraph", "space", "strong", "table", "text"],
]);
const isKnown = (token: Token): token is MarkedToken => KNOWN.has(token.type);
const isMath = (token: Token): token is Tokens.Generic & MathToken => token.type === "math";

function readAll(tokens: readonly Token[] | undefined, depth: number): Markdown[] {
  return (tokens ?? []).flatMap((token) => readToken(token, depth));
}

function readToken(token: Token, depth: number): Markdown[] {
  if (isMath(token)) return [{ tag: "math", tex: token.tex, display: token.display }];
  if (!isKnown(token) || depth > MAX_DEPTH) return [{ tag: "text", text: token.raw }];
  const inside = (tokens: readonly Token[] | undefined) => readAll(tokens, depth + 1);
  switch (token.type) {
    case "space":
    case "def":
      return [];
    case "br":
    case "hr":
      return [{ tag: token.type }];
    case "checkbox":
      return [{ tag: "text", text: token.checked ? "☑ " : "☐ " }];
    case "code":
      return [{ tag: "code_block", text: token.text }];
    case "codespan":
      return [{ tag: "code", text: token.text }];
    // HTML stays what was typed; of an image its description is left.
    case "html":
    case "escape":
    case "image":
      return [{ tag: "text", text: token.text }];
    case "text":
      return token.tokens ? [{ tag: "span", children: inside(token.tokens) }] : [{ tag: "text", text: withoutEntities(token.text) }];
    case "paragraph":
    case "heading":
    case "strong":
    case "em":
    case "del":
      return [{ tag: token.type, children: inside(token.tokens) }];
    case "blockquote":
      return [{ tag: "quote", children: inside(token.tokens) }];
    case "link":
      return [readLink(token, depth)];
    case "list":
      return [{ tag: "list", start: token.ordered ? Number(token.start) || 1 : null, children: inside(token.items) }];
    case "list_item":
      return [{ tag: "item", children: inside(token.tokens) }];
    case "table":
      return [
        {
          tag: "table",
          head: token.header.map((cell) => readCell(cell, depth)),
          rows: token.rows.map((row) => row.map((cell) => readCell(cell, depth))),
        },
      ];
  }
}

function readLink(token: Tokens.Link, depth: number): Markdown {
  const children = readAll(token.tokens, depth + 1);
  return URL.canParse(token.href) && new URL(token.href).protocol === "https:"
    ? { tag: "link", href: token.href, children }
    : { tag: "span", children };
}

function readCell(cell: Tokens.TableCell, depth: number): Cell {
  return { align: cell.align, children: readAll(cell.tokens, depth + 1) };
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  hellip: "…",
  ndash: "–",
  mdash: "—",
};

/** The entities that people really write; any other stays as it was typed. */
function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|([a-z]+));/g, (whole, code: string | undefined, name: string | undefined) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const point = Number(code);
    return point > 0x1f && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

/** The words alone, for a title or a screen reader's announcement. */
export function plainText(tree: readonly Markdown[]): string {
  return tree.map(wordsOf).join("").replace(/\s+/g, " ").trim();
}

function wordsOf(node: Markdown): string {
  switch (node.tag) {
    case "text":
    case "code":
    case "code_block":
      return node.text;
    case "math":
      return texWords(node.tex);
    case "br":
    case "hr":
      return " ";
    case "table":
      return [node.head, ...node.rows]
        .flat()
        .map((cell) => plainText(cell.children))
        .join(" ");
    case "paragraph":
    case "heading":
    case "item":
    case "quote":
    case "list":
      return `${node.children.map(wordsOf).join("")} `;
    default:
      return node.children.map(wordsOf).join("");
  }
}
