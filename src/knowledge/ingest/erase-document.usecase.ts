import type { DocumentId, TenantId } from "../../shared/ids.ts";
import type { DocumentStore } from "../courses/document-store.port.ts";
import type { ErasedDocument } from "../courses/document.schema.ts";
import type { PassageIndex, VectorIndex } from "../index.port.ts";
import type { EmbeddingRecords } from "../index/embedding-records.port.ts";
import { passageIdOf } from "../passages/passage-id.ts";
import type { DocumentFiles } from "./document-files.port.ts";
import type { DocumentQueue, IngestionRuns } from "./ingest.port.ts";

export interface EraseDeps {
  readonly documents: Pick<DocumentStore, "isAlive" | "markDeleting" | "remove">;
  readonly files: Pick<DocumentFiles, "forget">;
  readonly index: Pick<PassageIndex, "remove">;
  readonly vectors: Pick<VectorIndex, "remove">;
  readonly records: Pick<EmbeddingRecords, "remove">;
  /** Takes everything of a document out of lessons that are being written. */
  readonly forgetDrafts: (tenantId: TenantId, documentId: DocumentId) => Promise<void>;
  readonly runs: Pick<IngestionRuns, "stop">;
  readonly queue: Pick<DocumentQueue, "eraseAgain">;
}

/**
 * Forgets a document: its bytes, texts, passages, words, vectors, and what lessons under construction hold of it; its row last, so that whatever breaks off can be
 * gone on with. A step of its reading may be at work at this very moment: it sees that it is not wanted any more and cleans up, and a second look some time later
 * (`eraseAgain`) finds what was written in the instant between.
 */
export async function eraseDocument(deps: EraseDeps, document: ErasedDocument): Promise<void> {
  await deps.documents.markDeleting(document);
  await deps.queue.eraseAgain(document);
  await deps.runs.stop(document);
  await forgetEverything(deps, document);
}

/** What may have been written for a document that nobody wants any more. Nothing when somebody does: another attempt may be at work on it. */
export async function eraseLeftovers(deps: EraseDeps, document: ErasedDocument): Promise<void> {
  if (!(await deps.documents.isAlive(document.tenant_id, document.document_id))) await forgetEverything(deps, document);
}

/** What reading made of a document, from wherever it was put; the bytes stay. */
export async function forgetReading({ files, index, vectors, records }: EraseDeps, document: ErasedDocument): Promise<void> {
  const { tenant_id, document_id, passages } = document;
  for (const name of ["raw/", "passages/", "text/"]) await files.forget(document, name);
  await index.remove(tenant_id, document_id);
  const ids = Array.from({ length: passages }, (_, ordinal) => passageIdOf(document_id, ordinal));
  await vectors.remove(document, document_id, ids);
  await records.remove(tenant_id, document_id);
}

async function forgetEverything(deps: EraseDeps, document: ErasedDocument): Promise<void> {
  await forgetReading(deps, document);
  await deps.files.forget(document);
  await deps.forgetDrafts(document.tenant_id, document.document_id);
  await deps.documents.remove(document);
}
