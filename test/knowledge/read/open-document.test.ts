import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { makeDocx, makePdf, lines, mustRead, outlineOf, readDocument } from "./documents.ts";

const MANY = 100_000;
const word = (xml: string) => zipSync({ "word/document.xml": strToU8(xml) });

describe("a document is recognised by its bytes", () => {
  it("whatever its name says", async () => {
    const pdf = await makePdf([lines(60, 100, ["A sentence in a PDF."])]);
    expect(await mustRead(pdf, "letter.docx")).toMatchObject({ kind: "pdf" });
    expect(await mustRead(await makeDocx(), "letter.pdf")).toMatchObject({ kind: "docx" });
    expect(await mustRead("<!doctype html><p>A sentence.</p>", "letter.txt")).toMatchObject({ kind: "html" });
    expect(await mustRead("Only a sentence.", "letter.pdf")).toMatchObject({ kind: "text" });
  });

  it("kinds of text by their signs, else by their names", async () => {
    expect(await mustRead("# Leaves\n\n- green\n- alive\n\n**Why?** See [light](light.md).", "leaves")).toMatchObject({ kind: "markdown" });
    expect(await mustRead("= Leaves\n:author: A. Person\n\n== Why\n\nThey are green.", "leaves")).toMatchObject({ kind: "asciidoc" });
    expect(await mustRead("Leaves are green.", "leaves.md")).toMatchObject({ kind: "markdown" });
  });

  it("in the encodings that people have", async () => {
    const wide = Buffer.from("\uFEFFGrüne Blätter – wörtlich", "utf16le");
    expect(outlineOf(await mustRead(new Uint8Array(wide), "a.txt"))).toEqual(["p Grüne Blätter – wörtlich"]);
    const old = Uint8Array.from([...Buffer.from("Gr"), 0xfc, ...Buffer.from("n "), 0x96, ...Buffer.from(" ja")]);
    expect(outlineOf(await mustRead(old, "a.txt"))).toEqual(["p Grün – ja"]);
    const cyrillic = Uint8Array.from([
      ...Buffer.from('<html><meta charset="windows-1251"><p>'),
      0xcb,
      0xe8,
      0xf1,
      0xf2,
      ...Buffer.from("</p>"),
    ]);
    expect(outlineOf(await mustRead(cyrillic, "a.html"))).toEqual(["p Лист"]);
  });
});

describe("a hostile or useless file ends with its name, and with what to do:", () => {
  it.each<[string, string, () => Uint8Array | string, string]>([
    ["no bytes", "a.pdf", () => "", "empty"],
    ["nothing but space", "a.txt", () => "\n \n".repeat(MANY), "no_text"],
    ["more than 50 MB", "a.pdf", () => new Uint8Array(50_000_001), "too_large"],
    ["more text than can be read at once", "a.txt", () => "word ".repeat(2_000_001), "too_large"],
    ["a program named like a PDF", "a.pdf", () => Uint8Array.of(0x4d, 0x5a, 0x90, 0, 3, 0), "unknown_format"],
    ["a picture", "a.png", () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), "unknown_format"],
    [
      "a drawing with a script in it",
      "a.svg",
      () => '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>',
      "unknown_format",
    ],
    ["an old Word file", "a.doc", () => Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0), "unknown_format"],
    ["a spreadsheet", "a.docx", () => zipSync({ "xl/workbook.xml": strToU8("<workbook/>") }), "unknown_format"],
    ["an archive that is cut off", "a.docx", () => Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0), "damaged"],
    ["a bomb: 60 MB in 60 kB", "a.docx", () => zipSync({ "word/document.xml": new Uint8Array(60_000_000) }, { level: 9 }), "too_complex"],
    ["a hundred thousand nested lists", "a.html", () => `<!doctype html>${"<ul><li>x".repeat(MANY)}`, "too_complex"],
    ["… in Markdown", "a.md", () => "- ".repeat(MANY), "too_complex"],
    ["… line by line", "a.md", () => Array.from({ length: 2_000 }, (_, n) => `${"  ".repeat(n)}- x`).join("\n"), "too_complex"],
    ["a hundred thousand nested quotations", "a.md", () => "> ".repeat(MANY), "too_complex"],
    ["a hundred thousand nested paragraphs of Word", "a.docx", () => word("<w:document><w:p>".repeat(MANY)), "too_complex"],
    ["a page of a million elements", "a.html", () => `<!doctype html>${"<b>x</b>".repeat(1_000_000)}`, "too_complex"],
  ])("%s", async (_what, name, make, code) => {
    const read = await readDocument(make(), name);
    expect(read).toMatchObject({ code });
    expect("detail" in read && read.detail.length).toBeGreaterThan(20);
  });
});

describe("what is odd but no harm is read", () => {
  const long = "x".repeat(1_000_000);
  it.each<[string, string]>([
    ["a.txt", long],
    ["a.md", `# Leaves\n${long}`],
    ["a.md", `# Leaves\n\n${"some *words* and [links](x) ".repeat(40_000)}`],
    ["a.md", `# Leaves\n\n${"[".repeat(MANY)}`],
    ["a.md", `# Leaves\n\n${"**a _b ".repeat(MANY)}`],
    ["a.html", `<!doctype html><p>${long}`],
    ["a.adoc", `= Leaves\n\n${"x*y _z [ < (( link: ".repeat(50_000)}`],
  ])("a line of a million signs: %s", async (name, text) => {
    expect((await mustRead(text, name)).blocks.length).toBeGreaterThan(0);
  });

  it("scripts, styles, forms and frames of a page leave nothing behind", async () => {
    const page = `<!doctype html><head><style>p{}</style><script>evil()</script></head><body onload="evil()"><p onclick="evil()">Hello
      <img src=x onerror="evil()"> there.</p><iframe srcdoc="<p>evil</p>"></iframe><noscript>evil</noscript><template>evil</template><svg><text>evil</text></svg>
      <script type="text/x">evil</scr<script>ipt><p>evil</p></script><p>Good &amp; bye &lt;b&gt;.</p>`;
    expect(outlineOf(await mustRead(page, "a.html"))).toEqual(["p Hello there.", "p Good & bye <b>."]);
  });

  it("entities that a Word document defines are not expanded", async () => {
    const xml =
      '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document><w:body><w:p><w:r><w:t>&b; here</w:t></w:r></w:p></w:body></w:document>';
    expect(outlineOf(await mustRead(word(xml), "a.docx"))).toEqual(["p &b; here"]);
  });
});
