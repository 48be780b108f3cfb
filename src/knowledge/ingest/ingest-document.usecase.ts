import type { Finding, Passage } from "../../protocol/course.schema.ts";
import { describeError } from "../../shared/describe-error.ts";
import type { Logger } from "../../shared/logger.ts";
import { err, ok, type Result } from "../../shared/result.ts";
import { tidyName } from "../courses/document-name.ts";
import type { DocumentStore } from "../courses/document-store.port.ts";
import type { Ingestion, StoredDocument } from "../courses/document.schema.ts";
import type { PassageIndex } from "../index.port.ts";
import { cutPassages } from "../passages/cut-passages.ts";
import { findInstructionsIn } from "../passages/find-instructions-in.ts";
import type { DocumentReader, OpenDocument, ReadProblem } from "../read-document.port.ts";
import { cleanReading } from "../read/clean.ts";
import { type Reading, readingSchema } from "../reading.schema.ts";
import type { DocumentFiles, DocumentName } from "./document-files.port.ts";
import { type EraseDeps, eraseDocument, eraseLeftovers, forgetReading } from "./erase-document.usecase.ts";
import type { PageFetcher, PassageEmbedding, Steps } from "./ingest.port.ts";
import { passagesName, rawName, TEXT_INDEX, textName } from "./file-names.ts";
import { describeRefused, MAX_SOURCE_BYTES } from "./source-limits.ts";
import { passagesSchema } from "./text-files.schema.ts";
import { splitText } from "./text-parts.ts";

export interface IngestDeps extends EraseDeps {
  readonly documents: DocumentStore;
  readonly files: DocumentFiles;
  readonly reader: DocumentReader;
  readonly pages: PageFetcher;
  readonly index: PassageIndex;
  readonly embedding: PassageEmbedding;
  readonly logger: Logger;
}

/** So many pages a step: a step that is cut off costs a few seconds, and 5,000 pages stay far below the 1,024 steps that a workflow may have. */
const PAGES_A_STEP = 40;
const MAX_PAGES = 5_000;
/** What the tightest embedding provider takes at once. */
const PASSAGES_A_STEP = 100;
const MAX_FINDINGS = 200;

/** Nobody waits for this document any more: it was deleted, or another attempt has begun. */
class Pointless extends Error {}

/** The document cannot be read, for a reason that has a name. */
class Unreadable extends Error {
  readonly problem: ReadProblem;
  constructor(problem: ReadProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

/**
 * Reads a document from wherever it is to be found by search: fetch, open, read page by page, clean and cut, index, publish. Every step is small, can be done
 * twice, and leaves what it made in files and tables; what a step returns is only what the next ones have to know. A failure is written into the document's row
 * by name. If the document is deleted meanwhile, whatever step notices leaves nothing behind.
 */
export async function ingestDocument(deps: IngestDeps, steps: Steps, ingestion: Ingestion): Promise<void> {
  let stage = "begin";
  /** A step that is done only while the document is wanted, and undone if it ceased to be meanwhile. */
  const step = async (name: string, act: (document: StoredDocument) => Promise<Result<number, ReadProblem>>): Promise<number> => {
    stage = name;
    const outcome = await steps.do(name, async () => {
      const document = await deps.documents.current(ingestion);
      const result = document && (await act(document));
      if (result && (await deps.documents.current(ingestion))) return result;
      await eraseLeftovers(deps, document ?? { ...ingestion, passages: 0 });
      return null;
    });
    if (outcome === null) throw new Pointless();
    if (!outcome.ok) throw new Unreadable(outcome.error);
    return outcome.value;
  };

  try {
    await step("fetch", (document) => fetchSource(deps, document));
    const parts = await step("open", (document) => withOpen(deps, document, (open) => noteOpened(deps, document, open)));
    for (let from = 0; from < parts; from += PAGES_A_STEP) {
      const to = Math.min(parts, from + PAGES_A_STEP);
      await step(`read ${from + 1} to ${to}`, (document) => withOpen(deps, document, (open) => readParts(deps, document, open, from, to)));
    }
    const runs = await step("cut", (document) => cutDocument(deps, document, parts));
    let embeds = true;
    for (let run = 0; run < runs; run++) {
      await step(`index ${run + 1}`, (document) => indexRun(deps, document, run));
      embeds &&= await embedRun(deps, step, ingestion, { run, is_last: run === runs - 1 });
    }
    await step("publish", (document) => publish(deps, document));
    await step("tidy", (document) => tidy(deps, document));
  } catch (error) {
    if (error instanceof Pointless) return;
    if (!(error instanceof Unreadable))
      deps.logger.error("ingestion_failed", { document_id: ingestion.document_id, stage, reason: describeError(error) });
    const { code, detail, page } = error instanceof Unreadable ? error.problem : describeBreakdown(stage);
    await steps.do("fail", async () => {
      await deps.documents.update(ingestion, { status: "failed", failure_code: code, failure_detail: detail, failure_page: page });
      const failed = await deps.documents.current(ingestion);
      if (failed) await forgetReading(deps, failed);
      return ok(0);
    });
  }
}

/** Pages are fetched; what was uploaded is there already. */
async function fetchSource({ documents, files, pages }: IngestDeps, document: StoredDocument): Promise<Result<number, ReadProblem>> {
  const { source_url, content_hash } = document;
  if (source_url === null || content_hash !== null) return ok(0);
  await documents.update(document, { status: "fetching", unit: "bytes", done: 0, total: null });
  const fetched = await pages.fetch(source_url, async ({ body, media_type }) => ({
    media_type,
    kept: await files.keepSource(document, body, MAX_SOURCE_BYTES),
  }));
  if (!fetched.ok) return fetched;
  const { kept, media_type } = fetched.value;
  if (!kept.ok) return err(describeRefused(kept.error));
  await documents.update(document, { ...kept.value, media_type, done: kept.value.bytes, total: kept.value.bytes });
  return ok(0);
}

async function withOpen(
  { files, reader }: IngestDeps,
  document: StoredDocument,
  act: (open: OpenDocument) => Promise<Result<number, ReadProblem>>,
): Promise<Result<number, ReadProblem>> {
  const bytes = await files.readSource(document);
  if (bytes === null) throw new Error("the bytes of a document are not there");
  const opened = await reader.open(bytes, document);
  if (!opened.ok) return opened;
  try {
    return await act(opened.value);
  } finally {
    await opened.value.close();
  }
}

async function noteOpened({ documents }: IngestDeps, document: StoredDocument, { kind, parts }: OpenDocument) {
  const wanted = Math.min(parts, MAX_PAGES);
  await documents.update(document, { status: "reading", kind, unit: "pages", done: 0, total: wanted });
  return ok(wanted);
}

async function readParts({ documents, files }: IngestDeps, document: StoredDocument, open: OpenDocument, from: number, to: number) {
  const reading = await open.read(from, to);
  if (!reading.ok) return reading;
  await files.write(document, rawName(from), reading.value);
  await documents.update(document, { done: to });
  return ok(to - from);
}

/** Cleans the whole, since running heads are only seen over many pages, cuts it, and writes down what is to be indexed and shown. */
async function cutDocument(
  { documents, files }: IngestDeps,
  document: StoredDocument,
  parts: number,
): Promise<Result<number, ReadProblem>> {
  const raw: Reading[] = [];
  for (let from = 0; from < parts; from += PAGES_A_STEP) raw.push(readingSchema.parse(await files.read(document, rawName(from))));
  const reading = cleanReading(raw);
  const { passages } = cutPassages(document.document_id, reading);
  const { pages } = reading;
  const findings = [...truncation(pages), ...reading.findings, ...findInstructionsIn(passages)].slice(0, MAX_FINDINGS);
  // A page is called what it calls itself.
  const title = document.source_url === null ? null : tidyName(reading.title ?? "");
  await documents.update(document, { findings, pages, passages: passages.length, ...(title === null ? {} : { name: title }) });
  if (passages.length === 0) return err(NO_TEXT);

  const text = splitText(reading.blocks);
  for (const [number, part] of text.parts.entries()) await files.write(document, textName(number), part.blocks);
  await files.write(document, TEXT_INDEX, { length: text.length, starts: text.parts.map(({ start }) => start) });
  const runs = Math.ceil(passages.length / PASSAGES_A_STEP);
  for (let run = 0; run < runs; run++)
    await files.write(document, passagesName(run), passages.slice(run * PASSAGES_A_STEP, (run + 1) * PASSAGES_A_STEP));
  await documents.update(document, { status: "indexing", unit: "passages", done: 0, total: passages.length });
  return ok(runs);
}

function truncation(pages: number | null): Finding[] {
  if (pages === null || pages <= MAX_PAGES) return [];
  return [{ kind: "truncated", page: MAX_PAGES, excerpt: `Only the first ${MAX_PAGES} pages were read.` }];
}

async function indexRun({ documents, files, index }: IngestDeps, document: StoredDocument, run: number) {
  const passages = await readPassages(files, document, run);
  await index.put(document, document.version, passages);
  await documents.update(document, { done: run * PASSAGES_A_STEP + passages.length });
  return ok(0);
}

/**
 * Vectors make a search better and are not what it stands on: without a model the document is found by its words.
 *
 * @returns whether the model could be asked, so that the next run may be embedded as well
 */
async function embedRun(
  { embedding, files, logger }: IngestDeps,
  step: (name: string, act: (document: StoredDocument) => Promise<Result<number, ReadProblem>>) => Promise<number>,
  { document_id }: Ingestion,
  { run, is_last }: { readonly run: number; readonly is_last: boolean },
): Promise<boolean> {
  try {
    await step(`embed ${run + 1}`, async (document) => {
      await embedding.embed(document, await readPassages(files, document, run));
      if (is_last) await embedding.complete(document);
      return ok(0);
    });
    return true;
  } catch (error) {
    if (error instanceof Pointless) throw error;
    logger.warn("passages_not_embedded", { document_id, run, reason: describeError(error) });
    return false;
  }
}

/** Found from now on; whatever it replaces is gone. */
async function publish(deps: IngestDeps, document: StoredDocument) {
  await deps.index.publish(document.tenant_id, document.document_id, document.version);
  for (const replaced of await deps.documents.listReplaced(document)) await eraseDocument(deps, replaced);
  await deps.documents.update(document, { status: "ready" });
  return ok(0);
}

async function tidy({ files }: IngestDeps, document: StoredDocument) {
  for (const name of ["raw/", "passages/"]) await files.forget(document, name);
  return ok(0);
}

const NO_TEXT: ReadProblem = {
  code: "no_text",
  detail: "There are no words in it that can be read. If its pages are pictures of text, have them recognised (OCR) first.",
  page: null,
};

/** A step broke down again and again without our knowing why. */
function describeBreakdown(stage: string): ReadProblem {
  if (stage === "fetch")
    return {
      code: "address_failed",
      detail: "The page could not be fetched. Try again later, or save the page and send the file.",
      page: null,
    };
  const pages = /^read (\d+) to (\d+)$/.exec(stage);
  return {
    code: "internal",
    detail: `${pages ? `Pages ${pages[1]} to ${pages[2]} could not be read` : "Reading it broke off"}, though it was tried several times. Send it once more, or save it in another format.`,
    page: pages ? Number(pages[1]) : null,
  };
}

async function readPassages(files: DocumentFiles, of: DocumentName, run: number): Promise<Passage[]> {
  return passagesSchema.parse(await files.read(of, passagesName(run)));
}
