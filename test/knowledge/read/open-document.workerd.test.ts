import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { lines, makeDocx, makePdf, mustRead, outlineOf, readDocument } from "./documents.ts";

describe("in the Workers runtime", () => {
  it("a PDF is read, and its headings are seen", async () => {
    const pdf = await makePdf([
      [
        { text: "Leaves", x: 60, y: 80, size: 20 },
        { text: "Why", x: 60, y: 120, bold: true },
        ...lines(60, 150, ["Leaves are green because of a matter in them.", "It takes in light."]),
      ],
    ]);
    expect(outlineOf(await mustRead(pdf, "a.pdf"))).toEqual([
      "h1 Leaves",
      "h2 Why",
      "p Leaves are green because of a matter in them. It takes in light.",
    ]);
  });

  it("so are the other kinds", async () => {
    expect(outlineOf(await mustRead(await makeDocx(), "a.docx"))).toContain("p Leaves are green & <alive>.");
    expect(outlineOf(await mustRead("<!doctype html><h1>Leaves</h1><p>Green.</p>", "a.html"))).toEqual(["h1 Leaves", "p Green."]);
    expect(outlineOf(await mustRead("# Leaves\n\n*Green.*", "a.md"))).toEqual(["h1 Leaves", "p Green."]);
    expect(outlineOf(await mustRead("= Leaves\n\n_Green._", "a.adoc"))).toEqual(["h1 Leaves", "p Green."]);
    expect(outlineOf(await mustRead("Green.", "a.txt"))).toEqual(["p Green."]);
  });

  it("hostile files end in a named failure, and the next document is read", async () => {
    const bomb = zipSync({ "word/document.xml": new Uint8Array(60_000_000) }, { level: 9 });
    expect(await readDocument(bomb, "a.docx")).toMatchObject({ code: "too_complex" });
    expect(await readDocument(`<!doctype html>${"<ul><li>x".repeat(100_000)}`, "a.html")).toMatchObject({ code: "too_complex" });
    expect(await readDocument("%PDF-1.7\nxref\ngarbage", "a.pdf")).toMatchObject({ code: "damaged" });
    expect(await readDocument(zipSync({ "xl/workbook.xml": strToU8("<x/>") }), "a.docx")).toMatchObject({ code: "unknown_format" });
    expect(outlineOf(await mustRead("Green.", "a.txt"))).toEqual(["p Green."]);
  });
});
