import { PDFDocument, type PDFFont, StandardFonts } from "pdf-lib";

export interface BookPage {
  readonly heading?: string;
  readonly paragraphs: readonly string[];
}

const [WIDTH, HEIGHT, MARGIN] = [420, 595, 48];
const LINE = 15;

/** A printed book: each page with its running head, number, heading and paragraphs. What does not fit on a page is an error of the test. */
export async function printBook(title: string, pages: readonly BookPage[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const [serif, bold] = await Promise.all([pdf.embedFont(StandardFonts.TimesRoman), pdf.embedFont(StandardFonts.TimesRomanBold)]);
  for (const [index, { heading, paragraphs }] of pages.entries()) {
    const page = pdf.addPage([WIDTH, HEIGHT]);
    page.drawText(title, { x: MARGIN, y: HEIGHT - 30, size: 8, font: serif });
    page.drawText(String(index + 1), { x: WIDTH / 2, y: 24, size: 8, font: serif });
    let y = HEIGHT - 75;
    if (heading !== undefined) {
      page.drawText(heading, { x: MARGIN, y, size: 16, font: bold });
      y -= 30;
    }
    for (const paragraph of paragraphs) {
      for (const line of linesOf(paragraph, serif)) {
        if (y < 48) throw new Error(`Page ${index + 1} is too full.`);
        page.drawText(line, { x: MARGIN, y, size: 11, font: serif });
        y -= LINE;
      }
      y -= LINE / 2;
    }
  }
  return pdf.save();
}

function linesOf(paragraph: string, font: PDFFont): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of paragraph.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && font.widthOfTextAtSize(longer, 11) > WIDTH - 2 * MARGIN) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, line];
}
