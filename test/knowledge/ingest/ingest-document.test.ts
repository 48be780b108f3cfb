import { describe, expect, it } from "vitest";
import { openSqliteD1 } from "../../../scripts/lib/sqlite-d1.ts";
import { createDocumentRepository } from "../../../src/knowledge/courses/documents.repository.ts";
import { createEmbeddingRecords } from "../../../src/knowledge/index/embedding-records.repository.ts";
import { createPassageRepository } from "../../../src/knowledge/index/passage.repository.ts";
import { type IngestDeps, ingestDocument } from "../../../src/knowledge/ingest/ingest-document.usecase.ts";
import { eraseDocument } from "../../../src/knowledge/ingest/erase-document.usecase.ts";
import type { StepOutcome, Steps } from "../../../src/knowledge/ingest/ingest.port.ts";
import type { DocumentReader } from "../../../src/knowledge/read-document.port.ts";
import type { Reading } from "../../../src/knowledge/reading.schema.ts";
import { err, ok } from "../../../src/shared/result.ts";
import { createMemoryFiles, createMemoryVectors } from "./memory-shelves.ts";

// The steps over real SQL, with a platform that dies wherever it is told to.

const IDS = { tenant_id: "ten_public", course_id: "crs_one", document_id: "doc_one" } as const;
const PAGES = 60;
const SENTENCES = "The otter of page N swims against the current. It rests where reeds are dense. Its den has two doors. ".repeat(22);

/** A book of pages; every page has a heading and a paragraph. */
const book: DocumentReader = {
  open: async () =>
    ok({
      kind: "pdf",
      parts: PAGES,
      read: async (from, to) =>
        ok<Reading>({
          title: null,
          kind: "pdf",
          pages: PAGES,
          findings: [],
          blocks: Array.from({ length: to - from }, (_, at) => from + at + 1).flatMap((page) => [
            { kind: "heading" as const, level: 1, page, text: `Chapter ${page}` },
            { kind: "paragraph" as const, level: null, page, text: SENTENCES.replaceAll("N", `${page}`) },
          ]),
        }),
      close: async () => {},
    }),
};

async function openDesk(reader: DocumentReader = book, changes: Partial<IngestDeps> = {}) {
  const d1 = openSqliteD1();
  const { files, kept } = createMemoryFiles();
  const { vectors, ids } = createMemoryVectors();
  const documents = createDocumentRepository(d1, { now: () => 1_000 });
  const records = createEmbeddingRecords(d1);
  const index = createPassageRepository(d1);
  const nothing = () => {};
  const deps: IngestDeps = {
    documents,
    files,
    index,
    vectors,
    records,
    reader,
    pages: { check: async () => ok(null), fetch: async () => err({ code: "address_failed", detail: "", page: null }) },
    embedding: {
      embed: async (of, passages) => {
        await records.begin(of, of.document_id, "embedded");
        await vectors.put(
          of,
          "embedded",
          passages.map(({ passage_id }) => ({ passage_id, document_id: of.document_id, vector: [1] })),
        );
      },
      complete: (of) => records.complete(of, of.document_id, "embedded", of.version),
    },
    forgetDrafts: async () => {},
    runs: { stop: async () => {} },
    queue: { eraseAgain: async () => {} },
    logger: { info: nothing, warn: nothing, error: nothing },
    ...changes,
  };
  const document = await documents.add({
    ...IDS,
    owner_id: "lrn_one",
    name: "book.pdf",
    media_type: null,
    source_url: null,
    status: "fetching",
    created_at: "2026-11-28T00:00:00.000Z",
  });
  const kept_source = await files.keepSource(document, new Blob(["a book"]).stream(), 100);
  if (!kept_source.ok) throw new Error("the source was not kept");
  await documents.update(document, { ...kept_source.value, status: "waiting" });

  /** All that there is of the document, wherever it is. */
  const everything = async () => ({
    files: [...kept.keys()].sort(),
    vectors: [...ids].sort(),
    rows: (
      await d1
        .prepare("SELECT status, done, total, passages, pages, findings, failure_code, failure_detail, failure_page FROM documents")
        .all()
    ).results,
    passages: (await d1.prepare("SELECT passage_id, ordinal, text, anchor, published FROM passages ORDER BY ordinal").all()).results,
    indexed: (await d1.prepare("SELECT document_id, passages FROM indexed_documents").all()).results,
    embedded: (await d1.prepare("SELECT document_id, model, version FROM document_vectors").all()).results,
  });
  return { deps, document, everything };
}

class Killed extends Error {}

/**
 * A platform that remembers what steps returned, and is killed once: before the n-th step begins, or after it did its work and before anybody remembers that.
 * A step that throws by itself is tried three times.
 */
function createPlatform(kill: { readonly step: number; readonly when: "before" | "after" } | null): Steps & { readonly names: string[] } {
  const remembered = new Map<string, StepOutcome>();
  const names: string[] = [];
  let isToDie = kill !== null;
  return {
    names,
    async do(name, act) {
      const known = remembered.get(name);
      if (known !== undefined) return known;
      if (!names.includes(name)) names.push(name);
      const isHere = isToDie && names.length === kill?.step;
      if (isHere && kill?.when === "before") {
        isToDie = false;
        throw new Killed();
      }
      let outcome: StepOutcome = null;
      for (let tries = 1; ; tries++) {
        try {
          outcome = await act();
          break;
        } catch (error) {
          if (tries === 3) throw error;
        }
      }
      if (isHere) {
        isToDie = false;
        throw new Killed();
      }
      remembered.set(name, outcome);
      return outcome;
    },
  };
}

/** Starts the work again each time the platform dies; what was under way then is heard of no more. Returns how often it died. */
async function runToItsEnd(deps: IngestDeps, platform: Steps, document: Parameters<typeof ingestDocument>[2]): Promise<number> {
  for (let deaths = 0; ; deaths++) {
    const death = Promise.withResolvers<"died">();
    const mortal: Steps = {
      do: async (name, act) => {
        try {
          return await platform.do(name, act);
        } catch (error) {
          if (!(error instanceof Killed)) throw error;
          death.resolve("died");
          return await new Promise<never>(() => {});
        }
      },
    };
    if ((await Promise.race([ingestDocument(deps, mortal, document), death.promise])) !== "died") return deaths;
  }
}

describe("reading a document", () => {
  it("ends in the same index wherever the process was killed", { timeout: 30_000 }, async () => {
    const calm = await openDesk();
    const platform = createPlatform(null);
    await runToItsEnd(calm.deps, platform, calm.document);
    const expected = await calm.everything();
    expect(expected.rows).toMatchObject([{ status: "ready", pages: PAGES }]);
    // More than one run of a hundred.
    expect(expected.passages.length).toBeGreaterThan(100);
    expect(expected.passages.every((row) => row["published"] === 1)).toBe(true);
    expect(expected.vectors.length).toBe(expected.passages.length);
    // Of what was needed on the way nothing is left.
    expect(expected.files.filter((name) => /raw|passages/.test(name))).toEqual([]);

    expect(platform.names.length).toBeGreaterThan(8);
    for (let step = 1; step <= platform.names.length; step++)
      for (const when of ["before", "after"] as const) {
        const { deps, document, everything } = await openDesk();
        expect(await runToItsEnd(deps, createPlatform({ step, when }), document)).toBe(1);
        expect([step, when, await everything()]).toEqual([step, when, expected]);
      }
  });

  it("names the pages that could not be read though it was tried again and again, and leaves nothing half done", async () => {
    const opened = await book.open(new Uint8Array([1]), { name: "", media_type: null });
    if (!opened.ok) throw new Error("no book");
    const tearing: DocumentReader = {
      open: async () =>
        ok({
          ...opened.value,
          read: (from, to) => (from >= 40 ? Promise.reject(new Error("secret words of a parser")) : opened.value.read(from, to)),
        }),
    };
    const { deps, document, everything } = await openDesk(tearing);
    await ingestDocument(deps, createPlatform(null), document);
    const left = await everything();
    expect(left.rows).toMatchObject([{ status: "failed", failure_code: "internal", failure_page: 41 }]);
    expect(JSON.stringify(left)).toContain("Pages 41 to 60");
    expect(JSON.stringify(left)).not.toContain("secret words");
    expect([left.files.length, left.passages, left.vectors]).toEqual([1, [], []]);
  });

  it("is found by its words where no model can be asked for vectors", async () => {
    const unreachable = { embed: () => Promise.reject(new Error("nobody is there")), complete: async () => {} };
    const { deps, document, everything } = await openDesk(book, { embedding: unreachable });
    await ingestDocument(deps, createPlatform(null), document);
    const { rows, passages, vectors } = await everything();
    expect([rows[0]?.["status"], vectors.length]).toEqual(["ready", 0]);
    expect(passages.length).toBeGreaterThan(0);
  });

  it("stops at the next step when the document is deleted, and leaves nothing", async () => {
    const calm = createPlatform(null);
    const first = await openDesk();
    await ingestDocument(first.deps, calm, first.document);
    for (const at of calm.names) {
      const { deps, document, everything } = await openDesk();
      const platform = createPlatform(null);
      const steps: Steps = {
        do: async (name, act) =>
          await platform.do(name, async () => {
            const outcome =
              name === at ? await Promise.all([eraseDocument(deps, { ...document, passages: 1_000 }), act()]) : [null, await act()];
            return outcome[1];
          }),
      };
      await ingestDocument(deps, steps, document);
      const left = await everything();
      expect([at, left.files, left.rows, left.passages, left.indexed, left.vectors]).toEqual([at, [], [], [], [], []]);
    }
  });
});
