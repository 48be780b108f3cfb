import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mustRun, ROOT, ScriptError } from "../../scripts/lib/command.ts";
import { makeBigPdf } from "../lib/big-pdf.ts";
import type { Pack } from "../../src/curriculum/pack.schema.ts";
import { readInWorkerd } from "../lib/read-in-workerd.ts";
import type { Report } from "../lib/report.ts";

const PAGES = 1_000;
const PAGES_A_PART = 25;
const MAX_SECONDS = 180;
/** What a Worker has for everything. */
const MAX_MB = 128;

interface Measured {
  readonly pages: number;
  readonly read_ms: number;
  readonly all_ms: number;
  readonly peak_mb: number;
  readonly rss_mb: number;
  readonly passages: number;
  readonly headings: readonly string[];
  /** Running heads and page numbers in what was read. */
  readonly edges_left: number;
}

/** A textbook of a thousand pages, read part by part as the ingestion does it, every part opened anew, in a process whose heap is limited. */
export async function benchReading(pack: Pack): Promise<Report> {
  const book = await makeBigPdf(PAGES);
  if (!book) throw new ScriptError("The book is set from the development data, which is not in ../shared/data (folder openstax_course).");
  const folder = join(ROOT, ".wrangler/tmp/bench");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "book.pdf");
  writeFileSync(file, book.bytes);
  const megabytes = statSync(file).size / 1e6;
  const { stdout } = await mustRun(
    "node",
    [`--max-old-space-size=${MAX_MB}`, "bench/read-document.ts", file, String(PAGES_A_PART), book.running_head],
    "The book could not be read.",
  );
  rmSync(file);
  const measured = JSON.parse(stdout) as Measured;
  const worker = await readInWorkerd(pack, "book.pdf", book.bytes);
  const mb = (value: number) => `${value.toFixed(0)} MB`;
  const found = new Set(measured.headings);
  const kept = book.headings.filter((heading) => found.has(heading)).length;
  return {
    rows: [
      {
        what: `a PDF of ${measured.pages.toLocaleString("en")} pages (${megabytes.toFixed(1)} MB) to ${measured.passages.toLocaleString("en")} passages, ${PAGES_A_PART} pages a step`,
        measured: `${(measured.all_ms / 1_000).toFixed(1)} s`,
        bar: `≤ ${MAX_SECONDS} s`,
        ok: measured.all_ms <= MAX_SECONDS * 1_000,
      },
      { what: "… heap and buffers at most", measured: `${measured.peak_mb} MB`, bar: `≤ ${MAX_MB} MB`, ok: measured.peak_mb <= MAX_MB },
      { what: "… the whole Node process at most", measured: `${measured.rss_mb} MB`, bar: "", ok: null },
      {
        what: "… the same in workerd, through queue and Workflow, to the last vector",
        measured: `${worker.status}, ${worker.seconds.toFixed(1)} s`,
        bar: `≤ ${MAX_SECONDS} s`,
        ok: worker.status === "ready" && worker.seconds <= MAX_SECONDS,
      },
      {
        what: "… the Worker's heap and buffers there at most (before)",
        measured: `${mb(worker.worker_mb)} (${mb(worker.worker_idle_mb)})`,
        bar: `≤ ${MAX_MB} MB`,
        ok: worker.worker_mb <= MAX_MB,
      },
      {
        what: "… all of workerd, emulated R2, D1, queue and Workflow included, above what it takes idle",
        measured: mb(worker.process_mb - worker.process_idle_mb),
        bar: "",
        ok: null,
      },
      { what: "… headings kept as headings", measured: `${kept} of ${book.headings.length}`, bar: "", ok: null },
      { what: "… running heads and page numbers left", measured: String(measured.edges_left), bar: "0", ok: measured.edges_left === 0 },
    ],
    raw: { megabytes, ...measured, headings: measured.headings.length, worker },
  };
}
