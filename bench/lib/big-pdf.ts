import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { PDFDocument, type PDFFont, type PDFImage, type PDFPage, StandardFonts } from "pdf-lib";
import { dataFile, readRows } from "../../scripts/lib/eval-files.ts";
import { ROOT } from "../../scripts/lib/command.ts";

const [WIDTH, HEIGHT, MARGIN] = [595, 842, 64];
const [BODY, LEADING] = [10.5, 14];
const PAGES_A_FIGURE = 12;

/** What was set, to hold against what is read. */
export interface BigPdf {
  readonly bytes: Uint8Array;
  readonly headings: readonly string[];
  readonly running_head: string;
}

/**
 * A book of so many pages as its publisher would set it: sections of a textbook with headings, running heads, page numbers, words parted at the ends of lines and
 * figures. Null where the development data is not.
 */
export async function makeBigPdf(pages: number): Promise<BigPdf | null> {
  const sections = ["psychology", "sociology"].flatMap((book) => {
    const path = dataFile(`openstax_course/dev/${book}_corpus.jsonl.gz`);
    return path ? readRows(path).rows : [];
  });
  if (sections.length === 0) return null;
  const pdf = await PDFDocument.create();
  pdf.setTitle("Two textbooks");
  const body = await pdf.embedFont(StandardFonts.TimesRoman);
  const bold = await pdf.embedFont(StandardFonts.HelveticaBold);
  const shots = join(ROOT, "docs/screenshots");
  const files = readdirSync(shots).filter((file) => file.endsWith(".png"));
  const images: PDFImage[] = [];
  for (const file of files.slice(0, 4)) images.push(await pdf.embedPng(readFileSync(join(shots, file))));
  const head = "Two textbooks in one volume";
  const headings: string[] = [];
  let page: PDFPage | null = null;
  let y = 0;
  const room = (height: number): PDFPage => {
    if (page && y - height > MARGIN) return page;
    page = pdf.addPage([WIDTH, HEIGHT]);
    const number = pdf.getPageCount();
    page.drawText(head, { x: MARGIN, y: HEIGHT - 40, size: 9, font: body });
    page.drawText(String(number), { x: WIDTH / 2, y: 36, size: 9, font: body });
    y = HEIGHT - 84;
    const image = images[(number / PAGES_A_FIGURE) % images.length];
    if (number % PAGES_A_FIGURE === 0 && image) {
      const fitted = image.scaleToFit(WIDTH - 2 * MARGIN, 220);
      page.drawImage(image, { x: MARGIN, y: y - fitted.height, ...fitted });
      page.drawText(`Figure ${number / PAGES_A_FIGURE}. A page of a lesson.`, {
        x: MARGIN,
        y: y - fitted.height - 16,
        size: 9,
        font: body,
      });
      y -= fitted.height + 48;
    }
    return page;
  };
  for (let round = 0; pdf.getPageCount() < pages; round++) {
    for (const { value } of sections) {
      if (pdf.getPageCount() >= pages) break;
      const title = `${headings.length + 1} ${plain(String(value["title"] ?? "")).slice(0, 60)}`;
      headings.push(title);
      room(60).drawText(title, { x: MARGIN, y: y - 24, size: 16, font: bold });
      y -= 50;
      for (const paragraph of String(value["text"] ?? "").split(/\n+/)) {
        if (paragraph.startsWith("### ")) {
          const lower = plain(paragraph.slice(4)).slice(0, 70);
          headings.push(lower);
          room(54).drawText(lower, { x: MARGIN, y: y - 20, size: 12.5, font: bold });
          y -= 32;
          continue;
        }
        for (const line of wrap(plain(paragraph), body)) {
          room(LEADING).drawText(line, { x: MARGIN, y: y - LEADING, size: BODY, font: body });
          y -= LEADING;
        }
        y -= 8;
        if (pdf.getPageCount() >= pages) break;
      }
    }
  }
  return { bytes: await pdf.save(), headings, running_head: head };
}

/** The fonts that every viewer has know Western letters only. */
function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[^\x20-\x7E]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** Lines as wide as the page; a long word at the end of one is parted. */
function wrap(text: string, font: PDFFont): string[] {
  const fits = (line: string) => font.widthOfTextAtSize(line, BODY) <= WIDTH - 2 * MARGIN;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    const half = Math.ceil(word.length / 2);
    const parted = `${line} ${word.slice(0, half)}-`;
    const isParted = /^[a-z]{8,}$/.test(word) && fits(parted);
    lines.push(isParted ? parted : line);
    line = isParted ? word.slice(half) : word;
  }
  return line === "" ? lines : [...lines, line];
}
