import { ok, type Result } from "../../../shared/result.ts";
import type { ReadProblem } from "../../read-document.port.ts";
import { problem } from "../problems.ts";
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

type PdfJs = Awaited<ReturnType<typeof import("unpdf")["getResolvedPDFJS"]>>;
type Proxy = Awaited<ReturnType<PdfJs["getDocument"]>["promise"]>;
type Page = Awaited<ReturnType<Proxy["getPage"]>>;

interface Font {
  readonly bold: boolean;
  readonly mono: boolean;
}

/** Opens a PDF with PDF.js, which is loaded now and not before. `bytes` are taken over. */
export async function openPages(bytes: Uint8Array): Promise<Result<PdfPages, ReadProblem>> {
  const { getResolvedPDFJS } = await import("unpdf");
  const pdfjs = await getResolvedPDFJS();
  const task = pdfjs.getDocument({
    data: bytes,
    // Larger images are skipped undecoded; all are larger.
    maxImageSize: 1,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    useWorkerFetch: false,
    enableXfa: false,
    verbosity: 0,
  });
  try {
    const pdf = await task.promise;
    return ok(pagesOf(pdfjs, pdf, await titleOf(pdf)));
  } catch (error) {
    await task.destroy().catch(() => {});
    return isNamed(error, "PasswordException")
      ? problem("encrypted", "The PDF is locked with a password. Save a copy without one and add that.")
      : problem("damaged", "The PDF is damaged: its list of pages cannot be found. Open it in a viewer, save it anew and add that.");
  }
}

function pagesOf(pdfjs: PdfJs, pdf: Proxy, title: string | null): PdfPages {
  const fonts = new Map<string, Font>();
  let read = 0;
  return {
    count: pdf.numPages,
    title,
    page: async (number) => {
      try {
        const page = await pdf.getPage(number);
        const result = await readPage(pdfjs, page, fonts);
        page.cleanup();
        if (++read % PAGES_BETWEEN_CLEANING === 0) await pdf.cleanup();
        return result;
      } catch {
        return null;
      }
    },
    outline: () => outlineOf(pdf),
    close: () => pdf.loadingTask.destroy(),
  };
}

async function readPage(pdfjs: PdfJs, page: Page, fonts: Map<string, Font>): Promise<PdfPage> {
  const { items, mono, is_cut } = await readItems(page);
  const chars = items.reduce((sum, { str }) => sum + str.trim().length, 0);
  const unknown = [...new Set(items.map(({ fontName }) => fontName))].filter((name) => !fonts.has(name));
  let isDrawnOn = false;
  if (unknown.length > 0 || chars < FEW_CHARS) {
    const { fnArray } = await page.getOperatorList();
    const { save, restore, dependency, beginText, endText } = pdfjs.OPS;
    const idle: readonly number[] = [save, restore, dependency, beginText, endText];
    isDrawnOn = fnArray.some((op) => !idle.includes(op));
  }
  for (const name of unknown) {
    const shown = page.commonObjs.has(name) ? String(Object(page.commonObjs.get(name)).name ?? "") : "";
    fonts.set(name, { bold: BOLD.test(shown), mono: mono.has(name) || MONO.test(shown) });
  }
  return { runs: runsOf(pdfjs, page, items, fonts), is_drawn_on: isDrawnOn, is_cut };
}

interface Item {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly fontName: string;
}

async function readItems(page: Page): Promise<{ readonly items: Item[]; readonly mono: ReadonlySet<string>; readonly is_cut: boolean }> {
  const items: Item[] = [];
  const mono = new Set<string>();
  let chars = 0;
  const reader = page.streamTextContent().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { items, mono, is_cut: false };
    for (const item of value.items) {
      if (!("str" in item)) continue;
      items.push(item);
      chars += item.str.length;
    }
    for (const [name, style] of Object.entries(value.styles)) if (Object(style).fontFamily === "monospace") mono.add(name);
    if (items.length > MAX_RUNS || chars > MAX_CHARS) {
      await reader.cancel(new Error("more text than a page holds"));
      return { items: items.slice(0, MAX_RUNS), mono, is_cut: true };
    }
  }
}

function runsOf(pdfjs: PdfJs, page: Page, items: readonly Item[], fonts: ReadonlyMap<string, Font>): TextRun[] {
  const { transform, width, height } = page.getViewport({ scale: 1 });
  const runs: TextRun[] = [];
  for (const item of items) {
    const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = pdfjs.Util.transform([...transform], [...item.transform]);
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

async function titleOf(pdf: Proxy): Promise<string | null> {
  const info: unknown = await pdf.getMetadata().then(
    (metadata) => metadata.info,
    () => null,
  );
  const title: unknown = Object(info).Title;
  const text = typeof title === "string" ? title.trim() : "";
  return text.length < 3 || NO_TITLE.test(text) ? null : text;
}

async function outlineOf(pdf: Proxy): Promise<{ title: string; depth: number }[]> {
  const flat: { title: string; depth: number }[] = [];
  try {
    const open = ((await pdf.getOutline()) ?? []).map((item) => ({ item, depth: 1 }));
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
