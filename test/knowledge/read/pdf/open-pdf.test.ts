import { brotliCompressSync } from "node:zlib";
import { degrees, PDFDocument, PDFName, PDFNumber, PDFRawStream } from "pdf-lib";
import { describe, expect, it } from "vitest";
import { lines, makePdf, mustRead, outlineOf, readDocument } from "../documents.ts";

/** A picture of one point. */
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

describe("a page of a PDF", () => {
  it("is read as headings, paragraphs, lists, programs and captions", async () => {
    const pdf = await makePdf([
      [
        { text: "Leaves", x: 60, y: 80, size: 22, bold: true },
        { text: "Why they are green", x: 60, y: 120, size: 14, bold: true },
        ...lines(60, 145, [
          "Leaves hold a green matter that takes in light of other colours and so",
          "makes sugar out of air and water, which is called photosyn-",
          "thesis by those who study it.",
        ]),
        ...lines(75, 190, ["\u2022 Light comes from the sun."]),
        ...lines(75, 206, ["\u2022 Water comes from the roots."]),
        { text: "grow(leaf)", x: 60, y: 236, size: 9, mono: true },
        { text: "  if light:", x: 60, y: 247, size: 9, mono: true },
        { text: "Figure 1. A leaf.", x: 60, y: 280, size: 8 },
      ],
    ]);
    expect(outlineOf(await mustRead(pdf, "a.pdf"))).toEqual([
      "h1 Leaves",
      "h2 Why they are green",
      "p Leaves hold a green matter that takes in light of other colours and so makes sugar out of air and water, which is called photosynthesis by those who study it.",
      "li Light comes from the sun.",
      "li Water comes from the roots.",
      expect.stringMatching(/^code grow\(leaf\)\n +if light:$/),
      "caption Figure 1. A leaf.",
    ]);
  });

  it("with two columns below a title is read column by column, even where it was painted line by line; its foot is in no column", async () => {
    const left = Array.from({ length: 8 }, (_, n) => `left line number ${n} of the column`);
    const right = left.map((line) => line.replace("left", "right"));
    const painted = left.flatMap((text, n) => [
      { text, x: 60, y: 150 + n * 12 },
      { text: right[n] ?? "", x: 320, y: 150 + n * 12 },
    ]);
    const foot = (page: number) => ({ text: `Page ${page}`, x: 60, y: 800 });
    const title = { text: "A title over the whole width of the page", x: 60, y: 100, size: 20 };
    const read = await mustRead(await makePdf([[title, ...painted, foot(1)], [foot(2)], [foot(3)]]), "a.pdf");
    expect(
      read.blocks
        .slice(1)
        .map(({ text }) => text)
        .join(" "),
    ).toBe([...left, ...right].join(" "));
  });

  it("keeps headings in larger print that count with the pages, and loses a running head that does", async () => {
    const pageOf = (head: string, size: number, body: readonly string[], n: number) => [
      { text: head, x: 60, y: 80, size, bold: true },
      ...lines(60, 130, body),
      { text: String(n), x: 300, y: 810 },
    ];
    const numbers = [1, 2, 3, 4, 5, 6];
    const subjects = ["leaves", "roots", "stems", "seeds", "flowers", "fruit"];
    const sections = numbers.map((n) =>
      pageOf(
        `Lecture ${n}`,
        20,
        [`All that we know of ${subjects[n - 1]} was found by looking`, "for a long time at what anybody can see in a garden."],
        n,
      ),
    );
    const kept = await mustRead(await makePdf(sections), "lectures.pdf");
    expect(kept.blocks.filter(({ kind }) => kind === "heading").map(({ text }) => text)).toEqual(numbers.map((n) => `Lecture ${n}`));
    expect(kept.blocks.some(({ text }) => /^\d+$/.test(text))).toBe(false);
    const running = numbers.map((n) =>
      pageOf(
        `Botany ${n}`,
        20,
        [`of a sentence on ${subjects[n - 1]} that began on the page before`, "and goes on upon the page that comes after it, as most"],
        n,
      ),
    );
    const text = (await mustRead(await makePdf(running), "book.pdf")).blocks.map((block) => block.text).join("\n");
    expect(text).not.toContain("Botany");
    for (const subject of subjects) expect(text).toContain(`of a sentence on ${subject} that began`);
  });

  it("with a table keeps its rows", async () => {
    const rows = [
      ["Part", "Work"],
      ["Stoma", "Breathes"],
      ["Vein", "Carries"],
    ];
    const pdf = await makePdf([
      rows.flatMap(([a = "", b = ""], n) => [
        { text: a, x: 60, y: 100 + n * 14 },
        { text: b, x: 200, y: 100 + n * 14 },
      ]),
    ]);
    expect(outlineOf(await mustRead(pdf, "a.pdf"))).toEqual(["table Part\tWork\nStoma\tBreathes\nVein\tCarries"]);
  });

  it("with lines stretched to a narrow column has no table", async () => {
    const words = (y: number, texts: readonly string[], width: number) =>
      texts.map((text, n) => ({ text, x: 60 + n * width, y, mono: true }));
    const pdf = await makePdf([
      [...words(100, ["some", "wide", "line"], 54), ...words(112, ["more", "wide", "ones"], 54), ...words(124, ["end."], 54)],
    ]);
    expect((await mustRead(pdf, "a.pdf")).blocks.filter(({ kind }) => kind === "table")).toEqual([]);
  });

  it("leaves out what is painted outside it, and what is painted twice", async () => {
    const pdf = await makePdf([
      [
        { text: "In sight and painted bold.", x: 60, y: 100 },
        { text: "In sight and painted bold.", x: 60.3, y: 100 },
        { text: "Out of sight", x: -900, y: 100 },
      ],
    ]);
    expect(outlineOf(await mustRead(pdf, "a.pdf"))).toEqual(["p In sight and painted bold."]);
  });

  it("that was scanned sideways and turned is read from its top to its foot", async () => {
    const pdf = await makePdf([[]], (made) => {
      const page = made.getPage(0);
      page.setRotation(degrees(90));
      // Turned clockwise, what is painted upwards at the left runs to the right along the top.
      page.drawText("The first line is at the top.", { x: 80, y: 60, size: 10, rotate: degrees(90) });
      page.drawText("The second line is at the foot.", { x: 500, y: 60, size: 10, rotate: degrees(90) });
      return Promise.resolve();
    });
    expect(outlineOf(await mustRead(pdf, "a.pdf"))).toEqual(["p The first line is at the top.", "p The second line is at the foot."]);
  });

  it("packed with Brotli is read", async () => {
    const pdf = await PDFDocument.load(await makePdf([lines(60, 100, ["This sentence is set in Helvetica."])]));
    const content = pdf.context.obj({ Filter: "BrotliDecode" });
    const packed = brotliCompressSync("BT /F0 10 Tf 60 700 Td (This sentence was packed.) Tj ET");
    pdf.getPage(0).node.set(PDFName.of("Contents"), pdf.context.register(PDFRawStream.of(content, packed)));
    expect(outlineOf(await mustRead(await pdf.save(), "a.pdf"))).toEqual(["p This sentence was packed."]);
  });

  it("says on which page each block begins", async () => {
    const pdf = await makePdf([lines(60, 100, ["First page, with a whole sentence."]), lines(60, 100, ["Second page, with another one."])]);
    expect((await mustRead(pdf, "a.pdf")).blocks.map(({ page }) => page)).toEqual([1, 2]);
  });
});

describe("a teacher is told", () => {
  it("which pages are pictures of text; empty pages are no news", async () => {
    const pdf = await makePdf([lines(60, 100, ["A page with a sentence of text on it."]), []], async (made) => {
      const image = await made.embedPng(PIXEL);
      made.addPage([595, 842]).drawImage(image, { x: 0, y: 0, width: 595, height: 842 });
    });
    expect((await mustRead(pdf, "a.pdf")).findings).toEqual([{ kind: "scanned_page", page: 3, excerpt: "" }]);
  });

  it("that a page with nothing but a drawn comment is no readable text; one with a link is empty", async () => {
    const pdf = await makePdf([[], []], (made) => {
      for (const [page, kind] of [
        [0, "Stamp"],
        [1, "Link"],
      ] as const) {
        const look = made.context.register(
          made.context.stream("0 0 10 10 re f", { Type: "XObject", Subtype: "Form", BBox: [0, 0, 10, 10] }),
        );
        const comment = made.context.obj({ Type: "Annot", Subtype: kind, Rect: [0, 0, 10, 10], AP: { N: look } });
        made.getPage(page).node.addAnnot(made.context.register(comment));
      }
      return Promise.resolve();
    });
    expect((await mustRead(pdf, "a.pdf")).findings).toEqual([{ kind: "scanned_page", page: 1, excerpt: "" }]);
  });

  it("which page is lost; those before it are read", async () => {
    const pdf = await threePages();
    pdf.context.assign(pdf.getPage(1).ref, PDFNumber.of(1));
    const read = await mustRead(await pdf.save(), "a.pdf");
    expect(read.findings).toEqual([{ kind: "unreadable_page", page: 2, excerpt: "" }]);
    expect(outlineOf(read)).toEqual(["p One is the number of this page."]);
  });

  it("which page shows something that is no readable text; the others are read", async () => {
    const pdf = await threePages();
    pdf.getPage(1).node.Resources()?.set(PDFName.of("Font"), PDFNumber.of(1));
    const read = await mustRead(await pdf.save(), "a.pdf");
    expect(read.findings).toEqual([{ kind: "scanned_page", page: 2, excerpt: "" }]);
    expect(read.blocks.map(({ page }) => page)).toEqual([1, 3]);
  });
});

async function threePages(): Promise<PDFDocument> {
  return await PDFDocument.load(
    await makePdf(["One", "Two", "Three"].map((word) => lines(60, 100, [`${word} is the number of this page.`]))),
  );
}

describe("a PDF that cannot be read", () => {
  it("says that it is locked", async () => {
    // A real encryption dictionary whose password is not empty.
    const locked = `%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n3 0 obj\n<</Filter/Standard/V 1/R 2/P -4/O<${"41".repeat(32)}>/U<${"42".repeat(32)}>>>\nendobj\ntrailer\n<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]/Size 4>>\n%%EOF`;
    expect(await readDocument(locked, "a.pdf")).toMatchObject({ code: "encrypted" });
  });

  it("says that it is damaged when nothing of it can be found", async () => {
    expect(await readDocument("%PDF-1.7\nxref\n0 99999999\ngarbage\nstartxref\n12\n%%EOF", "a.pdf")).toMatchObject({ code: "damaged" });
  });

  it("is read all the same when only its table of objects is broken", async () => {
    const whole = await (await PDFDocument.load(await makePdf([lines(60, 100, ["A sentence in a broken file."])]))).save({
      useObjectStreams: false,
    });
    const text = Buffer.from(whole).toString("latin1");
    const broken = Buffer.from(text.replace(/xref\n0 \d+/, "xref\n0 7777777").replace(/startxref\n\d+/, "startxref\n3"), "latin1");
    expect(outlineOf(await mustRead(new Uint8Array(broken), "a.pdf"))).toEqual(["p A sentence in a broken file."]);
  });
});
