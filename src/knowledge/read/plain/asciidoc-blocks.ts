import type { Block } from "../../reading.schema.ts";
import { plainInline } from "./asciidoc-inline.ts";

const TITLE = /^(={1,6}|#{1,6})[ \t]+(\S.*?)(?:[ \t]+\1)?$/;
const ATTRIBUTE = /^:!?[\w][\w-]*!?:(?:[ \t].*)?$/;
/** Attributes of the block below (`[source,java]`), or its anchor (`[[name]]`). */
const BLOCK_ATTRIBUTES = /^\[.*\]$/;
const BLOCK_TITLE = /^\.(?![.\s])(.+)$/;
const DIRECTIVE = /^(?:include|image|video|audio|toc|ifdef|ifndef|ifeval|endif|footnotemacro)::.*$/;
const FENCE = /^(-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|\/{4,}|--|```.*)$/;
const TABLE = /^[|,:!]===+$/;
const LIST = /^[ \t]*(?:[*-]{1,6}|\.{1,5}|\d{1,3}\.|[a-zA-Z]\.|<(?:\d+|\.)>)[ \t]+(\S.*)$/;
/** `term:: text`, as in a glossary. */
const TERM = /^[ \t]*(\S.*?)(?::{2,4}|;;)(?:[ \t]+(\S.*))?$/;
const ADMONITION = /^(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+/;
const VERBATIM = /^[-.+`]/;

/** The blocks of AsciiDoc, as far as text goes: titles, paragraphs, lists, listings, tables. Includes and attributes are not followed. One pass over the lines. */
export function asciidocBlocks(source: string): Block[] {
  const reader = new Reader();
  for (const line of source.replace(/\r\n?/g, "\n").split("\n")) reader.take(line.trimEnd());
  return reader.end();
}

class Reader {
  readonly #blocks: Block[] = [];
  #open: { readonly kind: Block["kind"]; readonly lines: string[] } | null = null;
  /** The line that ends what is taken as it stands: a listing, a comment or a table. */
  #until: { readonly fence: string; readonly kind: "code" | "table" | "comment" } | null = null;
  #verbatim: string[] = [];
  /** Whether the lines below the document's title are its author and revision. */
  #inHeader = false;

  take(line: string): void {
    if (this.#until) return this.#takeVerbatim(line, this.#until);
    if (line === "") {
      this.#inHeader = false;
      return this.#close();
    }
    if (line.startsWith("//") && !/^\/{4,}$/.test(line)) return;
    const title = TITLE.exec(line);
    if (title) return this.#takeTitle(title[1] ?? "=", title[2] ?? "");
    if (ATTRIBUTE.test(line) || DIRECTIVE.test(line)) return this.#close();
    if (this.#inHeader) return;
    if (TABLE.test(line) || FENCE.test(line)) return this.#openFence(line);
    if (BLOCK_ATTRIBUTES.test(line) || /^(?:'{3,}|<{3,}|\+)$/.test(line)) return this.#close();
    this.#takeText(line);
  }

  end(): Block[] {
    if (this.#until) this.#closeVerbatim(this.#until.kind);
    this.#close();
    return this.#blocks;
  }

  #takeTitle(marks: string, text: string): void {
    this.#close();
    this.#inHeader = this.#blocks.length === 0 && marks.length === 1;
    this.#blocks.push({ kind: "heading", level: marks.length, page: null, text: plainInline(text) });
  }

  #openFence(line: string): void {
    this.#close();
    if (TABLE.test(line)) this.#until = { fence: line, kind: "table" };
    else if (/^\/{4,}$/.test(line)) this.#until = { fence: line, kind: "comment" };
    else if (VERBATIM.test(line) && line !== "--") this.#until = { fence: line.startsWith("```") ? "```" : line, kind: "code" };
  }

  #takeText(line: string): void {
    const titled = BLOCK_TITLE.exec(line);
    if (titled && !this.#open) {
      this.#blocks.push({ kind: "caption", level: null, page: null, text: plainInline(titled[1] ?? "") });
      return;
    }
    const item = LIST.exec(line);
    const term = item ? null : TERM.exec(line);
    if (item) this.#begin("list_item", [item[1] ?? ""]);
    else if (term) this.#begin("list_item", [[term[1], term[2]].filter((part) => part !== undefined).join(": ")]);
    else if (this.#open) this.#open.lines.push(line.trim());
    else if (/^[ \t]/.test(line)) this.#begin("code", [line]);
    else this.#begin("paragraph", [line.replace(ADMONITION, "")]);
  }

  #begin(kind: Block["kind"], lines: string[]): void {
    this.#close();
    this.#open = { kind, lines };
  }

  #close(): void {
    if (!this.#open) return;
    const { kind, lines } = this.#open;
    const text = kind === "code" ? lines.join("\n") : plainInline(lines.join(" "));
    if (text.trim() !== "") this.#blocks.push({ kind, level: null, page: null, text });
    this.#open = null;
  }

  #takeVerbatim(line: string, { fence, kind }: { readonly fence: string; readonly kind: "code" | "table" | "comment" }): void {
    if (line === fence) this.#closeVerbatim(kind);
    else this.#verbatim.push(line);
  }

  #closeVerbatim(kind: "code" | "table" | "comment"): void {
    const lines = this.#verbatim;
    this.#verbatim = [];
    this.#until = null;
    const text = kind === "table" ? tableText(lines) : kind === "code" ? lines.join("\n") : "";
    if (text.trim() !== "") this.#blocks.push({ kind: kind === "table" ? "table" : "code", level: null, page: null, text });
  }
}

/** Rows a line, cells parted by tabs. A cell may stand on a line of its own; then the rows end at blank lines. */
function tableText(lines: readonly string[]): string {
  return lines
    .join("\n")
    .split(/\n\s*\n/)
    .flatMap((group) => {
      const own = group.split("\n");
      return own.every((line) => (line.match(/\|/g) ?? []).length <= 1) ? [own.join(" ")] : own;
    })
    .map((row) =>
      row
        .split(/(?:^|\s)(?:\d*(?:\.\d+)?\+?[<^>]?(?:\.[<^>])?[aehlmsv]?)\|/)
        .map((cell) => plainInline(cell.trim()))
        .filter((cell, at) => at > 0 || cell !== "")
        .join("\t"),
    )
    .filter((row) => row.trim() !== "")
    .join("\n");
}
