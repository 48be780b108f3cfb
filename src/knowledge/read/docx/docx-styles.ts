import type { Block } from "../../reading.schema.ts";

/** What a paragraph style of a Word document says of its paragraphs. */
export interface DocxStyle {
  readonly name: string;
  readonly based_on: string | null;
  /** As an outline counts, from 0; null where the style sets none. */
  readonly outline: number | null;
  readonly numbered: boolean;
}
export type DocxStyles = ReadonlyMap<string, DocxStyle>;

const MAX_BASES = 20;

/** The kind of a paragraph by its style, or by a style that one is based on. Word's own names are English in every language; others go by their outline level. */
export function kindOfStyle(styles: DocxStyles, id: string | null): Pick<Block, "kind" | "level"> & { readonly numbered: boolean } {
  let numbered = false;
  let at = id;
  for (let step = 0; at !== null && step < MAX_BASES; step++) {
    const style = styles.get(at);
    const name = (style?.name ?? at).toLowerCase();
    const heading = /^heading ?([1-9])$/.exec(name)?.[1];
    if (heading !== undefined) return { kind: "heading", level: Math.min(6, Number(heading)), numbered: false };
    if (name === "title") return { kind: "heading", level: 1, numbered: false };
    if (name === "subtitle") return { kind: "heading", level: 2, numbered: false };
    if (/^(?:caption|table caption|image caption)$/.test(name)) return { kind: "caption", level: null, numbered: false };
    if (/^(?:source ?code|code|code ?block|html preformatted|plain text|preformatted text|macro text)$/.test(name))
      return { kind: "code", level: null, numbered: false };
    if (style && style.outline !== null && style.outline < 6) return { kind: "heading", level: style.outline + 1, numbered: false };
    if (/^list\b/.test(name) && name !== "list paragraph") return { kind: "list_item", level: null, numbered: true };
    numbered ||= style?.numbered === true;
    at = style?.based_on ?? null;
  }
  return { kind: numbered ? "list_item" : "paragraph", level: null, numbered };
}
