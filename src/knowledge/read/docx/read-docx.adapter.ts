import { ok, type Result } from "../../../shared/result.ts";
import type { ReadProblem } from "../../read-document.port.ts";
import type { Reading } from "../../reading.schema.ts";
import { problem } from "../problems.ts";
import { docxBlocks, docxStyles } from "./docx-blocks.adapter.ts";
import { unpack } from "./zip-entries.adapter.ts";

/** In the order in which they are read. Headers and footers are running heads; comments are no part of the text. */
const TEXT = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"] as const;
const MAIN = TEXT[0];
const STYLES = "word/styles.xml";
const CORE = "docProps/core.xml";
const WANTED: ReadonlySet<string> = new Set([...TEXT, STYLES, CORE]);

const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^xl\//, "a spreadsheet (.xlsx)"],
  [/^ppt\//, "a presentation (.pptx)"],
  [/^(?:META-INF\/container\.xml|OEBPS\/|OPS\/)/, "an e-book (.epub)"],
  [/^content\.xml$/, "an OpenDocument file (.odt)"],
  [/^word\//, "a Word document whose text is missing"],
];

/** Reads a Word document. Macros, pictures, embedded files and links out of it are not looked at. */
export function readDocx(bytes: Uint8Array): Result<Reading, ReadProblem> {
  const unpacked = unpack(bytes, (name) => WANTED.has(name));
  if (unpacked.kind === "too_much")
    return problem(
      "too_complex",
      "The file unpacks to more than a Word document of some thousand pages holds. Split it and add the parts.",
    );
  if (unpacked.kind === "damaged")
    return problem("damaged", "The file begins like a Word document and cannot be unpacked. Open it in Word, save it anew and add that.");
  const main = unpacked.files.get(MAIN);
  if (!main) return problem("unknown_format", `This is ${describe(unpacked.names)}. Save it as PDF or DOCX and add that.`);
  const decode = (name: string) => new TextDecoder().decode(unpacked.files.get(name));
  const styles = docxStyles(decode(STYLES));
  const parts = TEXT.map((name) => docxBlocks(decode(name), styles));
  if (parts.includes(null))
    return problem("too_complex", "The document nests deeper than any that was written by a person. Save a plain copy and add that.");
  const blocks = parts.flatMap((part) => part ?? []);
  return ok({ title: titleIn(decode(CORE)), kind: "docx", pages: null, blocks, findings: [] });
}

function describe(names: ReadonlySet<string>): string {
  const found = OTHERS.find(([pattern]) => [...names].some((name) => pattern.test(name)));
  return found?.[1] ?? "an archive (ZIP)";
}

function titleIn(xml: string): string | null {
  const title = /<dc:title>([^<]{3,300})<\/dc:title>/.exec(xml)?.[1]?.trim();
  return title === undefined || /^(?:untitled|document\d*|microsoft word\b.*)$/i.test(title)
    ? null
    : title.replace(/&amp;/g, "&").replace(/&lt;/g, "<").replace(/&gt;/g, ">");
}
