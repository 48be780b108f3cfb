// Loaded before the first test begins: a test that reads a PDF should not wait for PDF.js as well.
import "#pdf-core";
import { Document, Footer, FootnoteReferenceRun, Header, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from "docx";
import { PDFDocument, type PDFFont, StandardFonts } from "pdf-lib";
import { cleanReading } from "../../../src/knowledge/read/clean.ts";
import { createDocumentReader } from "../../../src/knowledge/read/open-document.adapter.ts";
import type { ReadProblem } from "../../../src/knowledge/read-document.port.ts";
import type { Reading } from "../../../src/knowledge/reading.schema.ts";

/** A document as the product reads it, part by part; the problem where it cannot be read. */
export async function readDocument(bytes: Uint8Array | string, name: string, step = 3): Promise<Reading | ReadProblem> {
  const opened = await createDocumentReader().open(typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes, {
    name,
    media_type: null,
  });
  if (!opened.ok) return opened.error;
  const parts: Reading[] = [];
  for (let from = 0; from < opened.value.parts; from += step) {
    const read = await opened.value.read(from, from + step);
    if (!read.ok) return read.error;
    parts.push(read.value);
  }
  await opened.value.close();
  return cleanReading(parts);
}

/** A document that can be read. */
export async function mustRead(bytes: Uint8Array | string, name: string): Promise<Reading> {
  const read = await readDocument(bytes, name);
  if ("code" in read) throw new Error(`${name}: ${read.code}: ${read.detail}`);
  return read;
}

/** Blocks as short lines: `h1 Leaves`, `p Leaves are green.` */
export function outlineOf({ blocks }: Reading): string[] {
  const short = { paragraph: "p", list_item: "li", code: "code", table: "table", caption: "caption" } as const;
  return blocks.map(({ kind, level, text }) => `${kind === "heading" ? `h${level}` : short[kind]} ${text}`);
}

export interface Set {
  readonly text: string;
  readonly x: number;
  /** From the top. */
  readonly y: number;
  readonly size?: number;
  readonly bold?: boolean;
  readonly mono?: boolean;
}

/** A PDF with exactly these texts on its pages, A4. */
export async function makePdf(
  pages: readonly (readonly Set[])[],
  more: (pdf: PDFDocument, font: PDFFont) => Promise<void> = async () => {},
): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const fonts = {
    plain: await pdf.embedFont(StandardFonts.TimesRoman),
    bold: await pdf.embedFont(StandardFonts.TimesRomanBold),
    mono: await pdf.embedFont(StandardFonts.Courier),
  };
  for (const sets of pages) {
    const page = pdf.addPage([595, 842]);
    for (const { text, x, y, size = 10, bold, mono } of sets)
      page.drawText(text, { x, y: 842 - y, size, font: mono ? fonts.mono : bold ? fonts.bold : fonts.plain });
  }
  await more(pdf, fonts.plain);
  return await pdf.save();
}

/** Lines below each other. */
export function lines(x: number, y: number, texts: readonly string[], size = 10): Set[] {
  return texts.map((text, at) => ({ text, x, y: y + at * size * 1.2, size }));
}

/** A Word document with most of what teachers use. */
export async function makeDocx(): Promise<Uint8Array> {
  const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] });
  const document = new Document({
    title: "About leaves",
    footnotes: { 1: { children: [new Paragraph("A note at the foot.")] } },
    sections: [
      {
        headers: { default: new Header({ children: [new Paragraph("Running head")] }) },
        footers: { default: new Footer({ children: [new Paragraph("Running foot")] }) },
        children: [
          new Paragraph({ text: "About leaves", heading: HeadingLevel.TITLE }),
          new Paragraph({ text: "Why they are green", heading: HeadingLevel.HEADING_1 }),
          new Paragraph({
            children: [
              new TextRun("Leaves are "),
              new TextRun({ text: "gre", bold: true }),
              new TextRun("en & <alive>."),
              new FootnoteReferenceRun(1),
            ],
          }),
          new Paragraph({ text: "Light", bullet: { level: 0 } }),
          new Paragraph({ text: "Water", bullet: { level: 1 } }),
          new Table({
            rows: [new TableRow({ children: [cell("Part"), cell("Work")] }), new TableRow({ children: [cell("Stoma"), cell("Breathes")] })],
          }),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}
