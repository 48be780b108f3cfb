import type { Finding } from "../../../protocol/course.schema.ts";
import { ok, type Result } from "../../../shared/result.ts";
import type { OpenDocument, ReadProblem } from "../../read-document.port.ts";
import type { Block } from "../../reading.schema.ts";
import { finding, problem } from "../problems.ts";
import { pageBlocks, plainTitle, type Typography } from "./page-blocks.ts";
import { openPages, type PdfPage, type PdfPages } from "./pdf-pages.adapter.ts";
import type { TextRun } from "./text-run.ts";

const MAX_PAGES = 5_000;
/** Pages looked at to learn the size of most of the text; spread evenly, so that every step that opens the document learns the same. */
const SAMPLED_PAGES = 8;
/** Fewer letters on a page that something is drawn on: it is a picture of text, or a picture. */
const MIN_PAGE_CHARS = 16;
const MAX_OUTLINE = 5_000;
/** From this share of signs that mean nothing on, the page's fonts do not say which letters they draw. */
const ODD_SHARE = 0.1;
const ODD = /[\uFFFD\uE000-\uF8FF]|(?![\t\n\f\r])\p{Cc}/gu;

/**
 * Opens a PDF. Images are never decoded, and no script, form or attachment in it is looked at.
 *
 * @param bytes taken over: they are empty afterwards
 */
export async function openPdf(bytes: Uint8Array): Promise<Result<OpenDocument, ReadProblem>> {
  const opened = await openPages(bytes);
  if (!opened.ok) return opened;
  const pdf = opened.value;
  if (pdf.count > MAX_PAGES) {
    await pdf.close();
    return problem("too_large", `The PDF has ${pdf.count} pages; at most ${MAX_PAGES} can be read. Split it and add the parts.`);
  }
  const typography = await lookAt(pdf);
  return ok({
    kind: "pdf",
    parts: pdf.count,
    read: async (from, to) => {
      const blocks: Block[] = [];
      const findings: Finding[] = [];
      for (let page = from + 1; page <= Math.min(to, pdf.count); page++) {
        const read = await pdf.page(page);
        blocks.push(...(read ? pageBlocks(read.runs, page, typography) : []));
        findings.push(...findingsOf(read, page));
      }
      return ok({ title: pdf.title, kind: "pdf", pages: pdf.count, blocks, findings });
    },
    close: () => pdf.close(),
  });
}

async function lookAt(pdf: PdfPages): Promise<Typography> {
  const letters = new Map<number, number>();
  const step = Math.max(1, Math.floor(pdf.count / SAMPLED_PAGES));
  for (let page = Math.ceil(step / 2); page <= pdf.count; page += step) {
    for (const { size, text } of (await pdf.page(page))?.runs ?? []) {
      const rounded = Math.round(size * 2) / 2;
      letters.set(rounded, (letters.get(rounded) ?? 0) + text.trim().length);
    }
  }
  const [most] = [...letters].sort(([a, m], [b, n]) => n - m || a - b);
  const outline = new Map<string, number>();
  for (const { title, depth } of (await pdf.outline()).slice(0, MAX_OUTLINE)) {
    const plain = plainTitle(title);
    if (plain !== "") outline.set(plain, Math.min(depth, outline.get(plain) ?? depth));
  }
  return { body_size: most?.[0] || 10, outline };
}

function findingsOf(page: PdfPage | null, number: number): Finding[] {
  if (!page) return [finding("unreadable_page", number)];
  const text = textOf(page.runs);
  if (text.replace(/\s/g, "").length < MIN_PAGE_CHARS) return page.is_drawn_on ? [finding("scanned_page", number, text)] : [];
  const odd = text.match(ODD)?.length ?? 0;
  return [
    ...(odd > ODD_SHARE * text.length ? [finding("odd_characters", number, text)] : []),
    ...(page.is_cut ? [finding("truncated", number)] : []),
  ];
}

const textOf = (runs: readonly TextRun[]): string => runs.map(({ text }) => text).join(" ");
