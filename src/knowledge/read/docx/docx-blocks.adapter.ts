import type { Block } from "../../reading.schema.ts";
import { type DocxStyle, type DocxStyles, kindOfStyle } from "./docx-styles.ts";
import { readXml } from "./xml-events.adapter.ts";

/** What is in these is not part of the text as it is printed: deleted words, moved ones at their old place, fields' codes, and what older programs get instead. */
const SILENT: ReadonlySet<string> = new Set([
  "w:del",
  "w:moveFrom",
  "w:instrText",
  "w:delText",
  "mc:Fallback",
  "w:sdtPr",
  "w:rPr",
  "w:tblPr",
  "w:sectPr",
]);
const MAX_STYLES = 10_000;

/** The paragraph styles of `word/styles.xml` by their ids. */
export function docxStyles(xml: string): DocxStyles {
  const styles = new Map<string, DocxStyle>();
  let id: string | null = null;
  let style: DocxStyle | null = null;
  readXml(xml, {
    open: (tag, attributes) => {
      const value = attributes["w:val"] ?? "";
      if (tag === "w:style") {
        id = attributes["w:styleId"] ?? null;
        style = { name: id ?? "", based_on: null, outline: null, numbered: false };
      } else if (style && tag === "w:name") style = { ...style, name: value };
      else if (style && tag === "w:basedOn") style = { ...style, based_on: value };
      else if (style && tag === "w:outlineLvl") style = { ...style, outline: Number(value) };
      else if (style && tag === "w:numId") style = { ...style, numbered: value !== "0" };
    },
    text: () => {},
    close: (tag) => {
      if (tag === "w:style" && id !== null && style && styles.size < MAX_STYLES) styles.set(id, style);
    },
  });
  return styles;
}

/** A paragraph while it is read. */
interface Paragraph {
  text: string;
  style: string | null;
  outline: number | null;
  numbered: boolean | null;
}

/**
 * The blocks of one part of a Word document (its text, its notes). A table is a block unless its cells hold whole paragraphs of text. Null: it nests deeper than any
 * document.
 */
export function docxBlocks(xml: string, styles: DocxStyles): Block[] | null {
  const reader = new DocxReader(styles);
  return readXml(xml, reader) ? reader.end() : null;
}

/** Longer cells hold text that was only laid out as a table. */
const MAX_CELL_CHARS = 400;

class DocxReader {
  readonly #styles: DocxStyles;
  readonly #blocks: Block[] = [];
  /** Paragraphs open at once: one, or more where a text box stands in one. */
  readonly #open: Paragraph[] = [];
  #silent = 0;
  #isText = false;
  /** Tables in tables are read as part of the outermost. */
  #tables = 0;
  #rows: Block[][][] = [];

  constructor(styles: DocxStyles) {
    this.#styles = styles;
  }

  open(tag: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#silent > 0 || SILENT.has(tag)) {
      this.#silent += 1;
      return;
    }
    const paragraph = this.#open.at(-1);
    switch (tag) {
      case "w:p":
        this.#open.push({ text: "", style: null, outline: null, numbered: null });
        break;
      case "w:t":
      case "m:t":
        this.#isText = true;
        break;
      case "w:tbl":
        this.#tables += 1;
        break;
      case "w:tr":
        if (this.#tables === 1) this.#rows.push([]);
        break;
      case "w:tc":
        if (this.#tables === 1) this.#rows.at(-1)?.push([]);
        break;
    }
    if (!paragraph) return;
    if (tag === "w:pStyle") paragraph.style = attributes["w:val"] ?? null;
    else if (tag === "w:outlineLvl") paragraph.outline = Number(attributes["w:val"]);
    else if (tag === "w:numId") paragraph.numbered = attributes["w:val"] !== "0";
    else if (tag === "w:tab") paragraph.text += "\t";
    else if (tag === "w:br" || tag === "w:cr") paragraph.text += "\n";
    else if (tag === "w:noBreakHyphen") paragraph.text += "-";
    else if (tag === "w:sym") paragraph.text += " ";
  }

  text(text: string): void {
    const paragraph = this.#open.at(-1);
    if (this.#silent === 0 && this.#isText && paragraph) paragraph.text += text;
  }

  close(tag: string): void {
    if (this.#silent > 0) {
      this.#silent -= 1;
      return;
    }
    if (tag === "w:t" || tag === "m:t") this.#isText = false;
    else if (tag === "w:p") this.#closeParagraph(this.#open.pop());
    else if (tag === "w:tbl") {
      this.#tables -= 1;
      if (this.#tables === 0) this.#closeTable();
    }
  }

  end(): Block[] {
    return this.#blocks;
  }

  #closeParagraph(paragraph: Paragraph | undefined): void {
    if (!paragraph || paragraph.text.trim() === "") return;
    const { kind, level, numbered } = kindOfStyle(this.#styles, paragraph.style);
    const isHeading = paragraph.outline !== null && paragraph.outline < 6;
    const isItem = kind === "paragraph" ? paragraph.numbered === true : kind === "list_item" && (paragraph.numbered ?? numbered);
    const block: Block = {
      kind: isHeading ? "heading" : kind === "list_item" || kind === "paragraph" ? (isItem ? "list_item" : "paragraph") : kind,
      level: isHeading ? (paragraph.outline ?? 0) + 1 : level,
      page: null,
      text: paragraph.text,
    };
    const last = this.#blocks.at(-1);
    if (this.#tables > 0) this.#rows.at(-1)?.at(-1)?.push(block);
    // Each line of a program is a paragraph of its own.
    else if (block.kind === "code" && last?.kind === "code")
      this.#blocks[this.#blocks.length - 1] = { ...last, text: `${last.text}\n${block.text}` };
    else this.#blocks.push(block);
  }

  #closeTable(): void {
    const rows = this.#rows;
    this.#rows = [];
    const isLayout = rows.flat().some((cell) => cell.reduce((sum, { text }) => sum + text.length, 0) > MAX_CELL_CHARS);
    if (isLayout) this.#blocks.push(...rows.flat(2));
    else {
      const plain = (cell: readonly Block[]) => cell.map(({ text }) => text.replace(/\s+/g, " ").trim()).join(" ");
      const text = rows.map((row) => row.map(plain).join("\t")).filter((row) => row.trim() !== "");
      if (text.length > 0) this.#blocks.push({ kind: "table", level: null, page: null, text: text.join("\n") });
    }
  }
}
