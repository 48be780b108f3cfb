import type { Handler, LocalPdfManager, Page, TextItem } from "#pdf-core";
import { ok, type Result } from "../../../shared/result.ts";
import type { ReadProblem } from "../../read-document.port.ts";
import { problem } from "../problems.ts";
import { pageFrame } from "./page-frame.ts";
import type { TextRun } from "./text-run.ts";

/** A page as it is drawn, text only. */
export interface PdfPage {
  readonly runs: readonly TextRun[];
  /** Whether anything is drawn besides text; known only of pages with next to no text. */
  readonly is_drawn_on: boolean;
  /** Whether it has more text than any page can show, and the rest was left out. */
  readonly is_cut: boolean;
}

export interface PdfPages {
  readonly count: number;
  readonly title: string | null;
  /** The page `number` from 1; null when it cannot be read. */
  page(number: number): Promise<PdfPage | null>;
  outline(): Promise<{ readonly title: string; readonly depth: number }[]>;
  close(): Promise<void>;
}

/** More runs than a page of the smallest print, each letter painted by itself. */
const MAX_RUNS = 40_000;
const MAX_CHARS = 200_000;
/** Fewer characters: it is worth looking at what else is drawn. */
const FEW_CHARS = 16;
/** Text that leans more than this (radians) is a stamp, an axis' name or a mark in the margin. */
const MAX_LEAN = 0.12;
const BOLD = /bold|black|heavy|semibold|demi|[-,]b$|cmbx|cmssbx|sfbx/i;
const MONO = /mono|courier|consol|typewriter|cmtt|sftt|menlo/i;
/** What an unfinished title or a program's own says nothing about. */
const NO_TITLE = /^(?:untitled|title|document\d*|microsoft word\b.*|.*\.(?:docx?|tex|dvi|pdf|indd|qxd|html?))$/i;
/** After so many pages what PDF.js keeps of fonts and images is dropped: memory stays level however long the document is. */
const PAGES_BETWEEN_CLEANING = 50;
/** As many as PDF.js itself hands on at a time. */
const ITEMS_A_CHUNK = 100;
/** Operators that show nothing. */
const IDLE_OPERATORS = [
  "save",
  "restore",
  "beginText",
  "endText",
  "beginMarkedContent",
  "beginMarkedContentProps",
  "endMarkedContent",
  "markPoint",
  "markPointProps",
  "beginCompat",
  "endCompat",
] as const;

type Core = typeof import("#pdf-core");

interface Font {
  readonly bold: boolean;
  readonly mono: boolean;
}

/** No file of PDF.js is at hand: neither its character maps for Chinese, Japanese and Korean nor its fonts. What can be read without is read. */
const NO_FILES: Handler = { send() {}, sendWithPromise: () => Promise.reject(new Error("no files at hand")) };
const NO_STATES = { save() {}, restore() {}, transform() {} };

/** Opens a PDF with the core of PDF.js, which is loaded now and not before. `bytes` are taken over. */
export async function openPages(bytes: Uint8Array): Promise<Result<PdfPages, ReadProblem>> {
  const core = await import("#pdf-core");
  core.setVerbosityLevel(0);
  try {
    const pdf = await openDocument(core, bytes);
    return ok(pagesOf(core, pdf));
  } catch (error) {
    return isNamed(error, "PasswordException")
      ? problem("encrypted", "The PDF is locked with a password. Save a copy without one and add that.")
      : problem("damaged", "The PDF is damaged: its list of pages cannot be found. Open it in a viewer, save it anew and add that.");
  }
}

async function openDocument({ LocalPdfManager }: Core, source: Uint8Array): Promise<LocalPdfManager> {
  const pdf = new LocalPdfManager({
    source,
    docId: "d",
    docBaseUrl: null,
    enableXfa: false,
    password: null,
    handler: NO_FILES,
    evaluatorOptions: { ignoreErrors: true, disableFontFace: true, useSystemFonts: false, useWasm: false, useWorkerFetch: false },
  });
  try {
    await pdf.initDocument(false).catch((error: unknown) => {
      if (!isNamed(error, "XRefParseException")) throw error;
      return pdf.initDocument(true);
    });
    return pdf;
  } catch (error) {
    pdf.terminate();
    throw error;
  }
}

function pagesOf(core: Core, pdf: LocalPdfManager): PdfPages {
  const fonts = new Map<string, Font>();
  let read = 0;
  return {
    count: pdf.pdfDocument.numPages,
    title: titleOf(pdf),
    page: async (number) => {
      try {
        const result = await readPage(core, await pdf.getPage(number - 1), fonts);
        if (++read % PAGES_BETWEEN_CLEANING === 0) await pdf.cleanup(true);
        return result;
      } catch {
        return null;
      }
    },
    outline: async () => outlineOf(pdf),
    close: async () => pdf.terminate(),
  };
}

async function readPage(core: Core, page: Page, fonts: Map<string, Font>): Promise<PdfPage> {
  const { items, mono, is_cut } = await readItems(core, page);
  if (items.some(({ fontName }) => !fonts.has(fontName))) {
    for (const { loadedName, font } of await Promise.all(page.fontCache)) {
      const name = font.name ?? "";
      fonts.set(loadedName, { bold: BOLD.test(name), mono: mono.has(loadedName) || MONO.test(name) });
    }
  }
  const runs = runsOf(core, page, items, fonts);
  const chars = runs.reduce((sum, { text }) => sum + text.replace(/\s/g, "").length, 0);
  return { runs, is_drawn_on: chars < FEW_CHARS && (await isDrawnOn(core, page)), is_cut };
}

async function readItems(
  { WorkerTask }: Core,
  page: Page,
): Promise<{ readonly items: TextItem[]; readonly mono: ReadonlySet<string>; readonly is_cut: boolean }> {
  const items: TextItem[] = [];
  const mono = new Set<string>();
  let chars = 0;
  let isCut = false;
  const task = new WorkerTask("text");
  await page.extractTextContent({
    handler: NO_FILES,
    task,
    includeMarkedContent: false,
    disableNormalization: false,
    sink: {
      desiredSize: ITEMS_A_CHUNK,
      ready: Promise.resolve(),
      enqueue(chunk) {
        for (const item of chunk.items) {
          if (!("str" in item)) continue;
          items.push(item);
          chars += item.str.length;
        }
        for (const [name, { fontFamily }] of Object.entries(chunk.styles)) if (fontFamily === "monospace") mono.add(name);
        isCut ||= items.length > MAX_RUNS || chars > MAX_CHARS;
        if (isCut) task.terminate();
      },
    },
  });
  return { items: items.slice(0, MAX_RUNS), mono, is_cut: isCut };
}

/** Whether a page shows anything: an operator besides those that only set the scene, or a comment with a look of its own. */
async function isDrawnOn({ Dict, EvaluatorPreprocessor, Name, OPS }: Core, page: Page): Promise<boolean> {
  const idle = new Set<number>(IDLE_OPERATORS.map((name) => OPS[name]));
  try {
    const reader = new EvaluatorPreprocessor(await page.getContentStream(), page.xref, NO_STATES);
    for (const operation: { fn: number; args: unknown[] | null } = { fn: 0, args: null }; reader.read(operation); operation.args = null)
      if (!idle.has(operation.fn)) return true;
    return page.annotations.some((reference) => {
      const annotation = page.xref.fetchIfRef(reference);
      if (!(annotation instanceof Dict) || !annotation.has("AP")) return false;
      const kind = annotation.get("Subtype");
      return kind instanceof Name && kind.name !== "Link" && kind.name !== "Popup";
    });
  } catch {
    // What cannot be read is not shown either.
    return false;
  }
}

function runsOf({ Util }: Core, page: Page, items: readonly TextItem[], fonts: ReadonlyMap<string, Font>): TextRun[] {
  const { matrix, width, height } = pageFrame(page.view, page.rotate, page.userUnit);
  const runs: TextRun[] = [];
  for (const item of items) {
    const [a, b, c, d, x, y] = Util.transform(matrix, item.transform);
    const last = runs.at(-1);
    const isOutside = x < -1 || x > width + 1 || y < -1 || y > height + 1;
    // Painted twice a hair apart: that is how some programs make letters bold.
    const isTwice = last && item.str.trim() !== "" && last.text === item.str && Math.abs(last.x - x) < 1 && Math.abs(last.y - y) < 1;
    if (item.str === "" || isOutside || isTwice || Math.abs(Math.atan2(b, a)) > MAX_LEAN) continue;
    const { bold = false, mono = false } = fonts.get(item.fontName) ?? {};
    runs.push({ text: item.str, x, y, width: item.width, size: Math.hypot(c, d), bold, mono });
  }
  return runs;
}

function titleOf({ pdfDocument }: LocalPdfManager): string | null {
  const { Title: title } = pdfDocument.documentInfo;
  const text = typeof title === "string" ? title.trim() : "";
  return text.length < 3 || NO_TITLE.test(text) ? null : text;
}

function outlineOf({ pdfDocument }: LocalPdfManager): { title: string; depth: number }[] {
  const flat: { title: string; depth: number }[] = [];
  try {
    const open = (pdfDocument.catalog.documentOutline ?? []).map((item) => ({ item, depth: 1 }));
    while (open.length > 0 && flat.length < 10_000) {
      const next = open.shift();
      if (!next) break;
      flat.push({ title: next.item.title, depth: next.depth });
      for (const item of next.item.items) open.push({ item, depth: next.depth + 1 });
    }
  } catch {
    // A document whose outline is damaged is read without it.
  }
  return flat;
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
