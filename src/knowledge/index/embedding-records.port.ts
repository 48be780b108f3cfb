import type { DocumentId, TenantId } from "../../shared/ids.ts";
import type { Scope } from "../index.port.ts";

/** Which embedding models have read which documents: searches use a model once it has read all of a course. */
export interface EmbeddingRecords {
  /** A document is about to get vectors of a model; noted before the first, so that none is ever forgotten. */
  begin(scope: Omit<Scope, "document_ids">, documentId: DocumentId, model: string): Promise<void>;
  /** All passages of this version have theirs. */
  complete(scope: Omit<Scope, "document_ids">, documentId: DocumentId, model: string, version: number): Promise<void>;
  /** Models that a document may have vectors of. */
  modelsOf(tenantId: TenantId, documentId: DocumentId): Promise<string[]>;
  /** Models that have read the published version of all the course's documents. */
  readyModels(scope: Omit<Scope, "document_ids">): Promise<string[]>;
  /** Published documents, of the whole tenant's or of one course, whose published version this model has not read; at most `limit`. */
  unread(tenantId: TenantId, model: string, limit: number): Promise<readonly UnreadDocument[]>;
  remove(tenantId: TenantId, documentId: DocumentId): Promise<void>;
}

export interface UnreadDocument {
  readonly course_id: Scope["course_id"];
  readonly document_id: DocumentId;
  readonly version: number;
}
