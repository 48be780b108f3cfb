// A course as the product keeps and searches it, for evaluations: the same repositories, the same ranking, over Node's SQLite in place of D1's and the object's.
import { DatabaseSync } from "node:sqlite";
import { createEmbeddingRecords } from "../../src/knowledge/index/embedding-records.repository.ts";
import { embedPassages } from "../../src/knowledge/index/embed-passages.usecase.ts";
import { createObjectVectors } from "../../src/knowledge/index/object-vectors.adapter.ts";
import { createPassageRepository } from "../../src/knowledge/index/passage.repository.ts";
import { createVectorStore } from "../../src/knowledge/index/vector.store.ts";
import type { Scope } from "../../src/knowledge/index.port.ts";
import { cutPassages } from "../../src/knowledge/passages/cut-passages.ts";
import type { Block, Reading } from "../../src/knowledge/reading.schema.ts";
import { createRetriever } from "../../src/knowledge/retrieve/retriever.usecase.ts";
import { EMBEDDED_EMBEDDINGS } from "../../src/llm/embeddings/embedded-model.ts";
import type { EmbeddingModel } from "../../src/llm/embeddings/embedding-model.port.ts";
import type { DocumentId } from "../../src/shared/ids.ts";
import { openSqliteD1 } from "./sqlite-d1.ts";

/** A document of a test collection. */
export interface StageDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export const STAGE_SCOPE: Scope = { tenant_id: "ten_eval", course_id: "crs_eval", document_ids: [] };

/** A title and Markdown-like text as the readers would hand it on. */
export function toReading({ title, text }: Pick<StageDocument, "title" | "text">): Reading {
  const blocks: Block[] = title === "" ? [] : [{ kind: "heading", level: 1, page: null, text: title }];
  for (const paragraph of text.split(/\n\s*\n/)) {
    const body = paragraph.trim();
    const heading = /^(#{1,6}) ([^\n]+)$/.exec(body);
    if (heading) blocks.push({ kind: "heading", level: Math.max(2, heading[1]?.length ?? 2), page: null, text: heading[2] ?? "" });
    else if (body !== "") blocks.push({ kind: "paragraph", level: null, page: null, text: body });
  }
  return { title: title === "" ? null : title, kind: "text", pages: null, blocks, findings: [] };
}

/**
 * Puts documents into a course.
 *
 * @param model who embeds; null: words alone
 */
export async function openStage(documents: readonly StageDocument[], model: EmbeddingModel | null = EMBEDDED_EMBEDDINGS) {
  const d1 = openSqliteD1();
  const passages = createPassageRepository(d1);
  const records = createEmbeddingRecords(d1);
  const store = createVectorStore(objectStorage());
  const vectors = createObjectVectors({
    getByName: () => ({
      put: async (route, points) => store.put(route, points),
      search: async (route, point, documentIds, limit) => store.search(route, point, documentIds, limit),
      remove: async (documentId, passageIds) => store.remove(documentId, passageIds),
    }),
  });
  const ids = new Map<string, string>();
  const put = async (at: number): Promise<void> => {
    const document = documents[at];
    if (!document) return;
    const documentId: DocumentId = `doc_${at}`;
    ids.set(documentId, document.id);
    const cut = cutPassages(documentId, toReading(document)).passages;
    await passages.put(STAGE_SCOPE, 1, cut);
    if (model)
      await embedPassages(
        { vectors, records, model },
        STAGE_SCOPE,
        { document_id: documentId, version: 1, passages: cut },
        AbortSignal.timeout(600_000),
      );
    await passages.publish(STAGE_SCOPE.tenant_id, documentId, 1);
    count += cut.length;
  };
  let count = 0;
  for (const at of documents.keys()) await put(at);
  const names = new Map(documents.map(({ title }, at) => [`doc_${at}`, title]));
  const retriever = createRetriever({
    passages,
    vectors,
    records,
    embeddings: model ? [model] : [],
    nameDocuments: async () => names,
    logger: {
      info: () => {},
      warn: (event, fields) => console.error(event, fields),
      error: (event, fields) => console.error(event, fields),
    },
  });
  return {
    retriever,
    passages,
    vectors,
    records,
    /** Passages in the course, and documents. */
    count,
    documents: documents.length,
    /** The collection's id of a document. */
    idOf: (documentId: string) => ids.get(documentId) ?? documentId,
    put,
    remove: (at: number) => passages.remove(STAGE_SCOPE.tenant_id, `doc_${at}`),
  };
}

/** The storage of an object as far as vectors need it; Node speaks of bytes where Workers speak of buffers. */
function objectStorage(): Pick<DurableObjectStorage, "sql" | "transactionSync"> {
  const database = new DatabaseSync(":memory:");
  const exec = (sql: string, ...values: (string | number | null | ArrayBuffer)[]) =>
    database
      .prepare(sql)
      .all(...values.map((value) => (value instanceof ArrayBuffer ? new Uint8Array(value) : value)))
      .map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [name, value instanceof Uint8Array ? new Uint8Array(value).buffer : value]),
        ),
      );
  return { sql: { exec }, transactionSync: <T>(work: () => T) => work() } as unknown as DurableObjectStorage;
}
