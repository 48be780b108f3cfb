// Reading documents: are the sentences of real files found word for word in the passages, and is any markup left?
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Block } from "../../src/knowledge/reading.schema.ts";
import type { DocumentKind } from "../../src/protocol/course.schema.ts";
import { dataFile } from "../lib/eval-files.ts";
import { referenceSentences } from "../lib/ingest-reference.ts";
import { readFile } from "../lib/read-file.ts";
import { type Section, show } from "./section.ts";

/** Taken evenly over a document. */
const SENTENCES_A_DOCUMENT = 60;
const BAR = 0.98;
/** In these a sign could be a mark; in a PDF or plain text it is what the writer wrote. */
const MARKED: ReadonlySet<DocumentKind> = new Set(["html", "docx", "markdown", "asciidoc"]);
/** Tags, entities, and marks of Markdown and AsciiDoc. */
const MARKUP =
  /<\/?(?:p|div|span|a|b|i|em|strong|br|li|ul|ol|table|tr|td|th|h[1-6]|img|pre|code|sup|sub|script|style|w:\w+)\b[^>]*>|&(?:amp|lt|gt|nbsp|quot|#\d+);|\]\([^)]*\)|\*\*[^*]+\*\*|^#{1,6} \p{L}|^={2,6} \p{L}|^```|<<[^>]+>>|\b(?:link|image|xref):\S*\[/mu;

interface Measured {
  readonly file: string;
  readonly kind: DocumentKind;
  readonly sampled: number;
  readonly missed: readonly string[];
  readonly markup: readonly string[];
  readonly passages: number;
}

/** Null where the documents are not. */
export async function evaluateIngest(): Promise<Section | null> {
  const folder = dataFile("documents");
  if (!folder) {
    console.log("Skipped: there are no documents in ../shared/data (folder documents).");
    return null;
  }
  const files = readdirSync(folder)
    .filter((file) => !/^(?:README|SOURCES)/.test(file))
    .sort();
  const measured: Measured[] = [];
  for (const file of files) {
    const one = await measure(join(folder, file), file);
    if (one) measured.push(one);
  }
  const [sampled, missed] = [sum(measured.map((one) => one.sampled)), sum(measured.map((one) => one.missed.length))];
  const share = 1 - missed / Math.max(1, sampled);
  const markup = sum(measured.map((one) => one.markup.length));
  const kinds = new Set(measured.map(({ kind }) => kind)).size;
  return {
    name: "ingest",
    text: [
      "| document | kind | passages | sentences sampled | found word for word | markup left |",
      "|---|---|---|---|---|---|",
      ...measured.map(
        (one) =>
          `| ${one.file} | ${one.kind} | ${one.passages} | ${one.sampled} | ${show(1 - one.missed.length / Math.max(1, one.sampled))} | ${one.markup.length} |`,
      ),
      `| **all ${measured.length} documents of ${kinds} kinds** | | ${sum(measured.map((one) => one.passages))} | ${sampled} | **${show(share)}** (bar ${show(BAR)}: ${share >= BAR ? "met" : "**missed**"}) | ${markup} (bar 0: ${markup === 0 ? "met" : "**missed**"}) |`,
      "",
      `Sentences are found without the product (poppler's pdftotext, mammoth, sentences without marks in the sources of text) and looked for within one passage; only spaces and ligatures are made equal. At most ${SENTENCES_A_DOCUMENT} a document, taken evenly. Markup is looked for outside programs, in the kinds that have any. A heading or a running head that pdftotext puts before a sentence counts as a miss.`,
    ].join("\n"),
  };
}

async function measure(path: string, file: string): Promise<Measured | null> {
  const read = await readFile(path);
  if (!read.ok) {
    console.log(`${file}: ${read.error.code}: ${read.error.detail}`);
    return null;
  }
  const { reading, passages } = read.value;
  const all = await referenceSentences(path, reading.kind);
  if (all === null) {
    console.log(`${file}: not measured; pdftotext is not here (Debian's package poppler-utils).`);
    return null;
  }
  const step = Math.max(1, Math.floor(all.length / SENTENCES_A_DOCUMENT));
  const chosen = all.filter((_, at) => at % step === 0).slice(0, SENTENCES_A_DOCUMENT);
  const texts = passages.map(({ text }) => plain(text));
  const missed = chosen.map(plain).filter((sentence) => !texts.some((text) => text.includes(sentence)));
  for (const sentence of missed) console.log(`${file}: not found: ${sentence}`);
  const markup = MARKED.has(reading.kind) ? markupIn(reading.blocks, reading.kind === "docx" ? "" : readFileSync(path, "utf8")) : [];
  for (const one of markup) console.log(`${file}: markup: ${one}`);
  return { file, kind: reading.kind, sampled: chosen.length, missed, markup, passages: passages.length };
}

/** Marks that are no part of what the document says: a page about HTML may show a tag, and then its source has it escaped or as a program. */
function markupIn(blocks: readonly Block[], source: string): string[] {
  return blocks.flatMap(({ kind, text }) => {
    const found = kind === "code" ? undefined : MARKUP.exec(text)?.[0];
    const isShown =
      found !== undefined && (source.includes(found.replace(/</g, "&lt;").replace(/>/g, "&gt;")) || source.includes(`\`${found}`));
    return found === undefined || isShown ? [] : [`${found} in ${text.slice(0, 80)}`];
  });
}

function plain(text: string): string {
  return text
    .replace(/[\uFB00-\uFB06]/g, (sign) => sign.normalize("NFKC"))
    .normalize("NFC")
    .replace(/[\u00AD\u200B]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
