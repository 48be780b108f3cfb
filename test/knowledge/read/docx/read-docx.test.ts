import { strToU8, zipSync } from "fflate";
import { expect, it } from "vitest";
import { makeDocx, mustRead, outlineOf } from "../documents.ts";

const read = async (body: string) =>
  outlineOf(await mustRead(zipSync({ "word/document.xml": strToU8(`<w:document><w:body>${body}</w:body></w:document>`) }), "a.docx"));

it("a Word document is read with headings, lists, tables and notes, without heads and feet", async () => {
  const document = await mustRead(await makeDocx(), "leaves.docx");
  expect(document.title).toBe("About leaves");
  expect(outlineOf(document)).toEqual([
    "h1 About leaves",
    "h1 Why they are green",
    "p Leaves are green & <alive>.",
    "li Light",
    "li Water",
    "table Part\tWork\nStoma\tBreathes",
    "p A note at the foot.",
  ]);
});

it("deleted words, fields' codes and what older programs get instead are left out; inserted words are in", async () => {
  expect(
    await read(
      `<w:p><w:r><w:t xml:space="preserve">Leaves </w:t></w:r><w:del><w:r><w:delText>were</w:delText></w:r></w:del><w:ins><w:r><w:t>are</w:t></w:r></w:ins>
       <w:r><w:instrText> PAGEREF x</w:instrText></w:r><w:r><w:t xml:space="preserve"> green.</w:t></w:r></w:p>
       <w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></mc:Choice>
       <mc:Fallback><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
    ),
  ).toEqual(["p Leaves are green.", "p In a box."]);
});

it("a table that only lays out paragraphs is read as paragraphs", async () => {
  const long = "A sentence of a paragraph in a cell. ".repeat(20).trim();
  expect(await read(`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>${long}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`)).toEqual([`p ${long}`]);
});
