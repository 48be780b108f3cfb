import type { Passage } from "../protocol/course.schema.ts";
import type { CourseId, DocumentId, TenantId } from "../shared/ids.ts";
import type { ReadPassage } from "./index/passage-terms.ts";

/** Where a search looks. The tenant is always named: nothing of another tenant's is ever ranked. */
export interface Scope {
  readonly tenant_id: TenantId;
  readonly course_id: CourseId;
  /** Only these documents; empty: all of the course. */
  readonly document_ids: readonly DocumentId[];
}

/** Words of a query with their weights, and how a search for them went. */
export interface LexicalHit {
  readonly passage_id: string;
  /** bm25; higher is better. */
  readonly score: number;
}

/** Passages and their words. */
export interface PassageIndex {
  /** Writes passages; the same passage again changes nothing. They cannot be found before `publish`. */
  put(scope: Omit<Scope, "document_ids">, version: number, passages: readonly Passage[]): Promise<void>;
  /** From now on this version of the document is found, and none other: older ones are gone when it returns. */
  publish(tenantId: TenantId, documentId: DocumentId, version: number): Promise<void>;
  /** Forgets all versions of a document. */
  remove(tenantId: TenantId, documentId: DocumentId): Promise<void>;
  /** The best passages for any of these terms, best first. */
  search(scope: Scope, terms: readonly string[], limit: number): Promise<LexicalHit[]>;
  /** In how many passages of the course each term is, and how many there are. */
  frequencies(scope: Scope, terms: readonly string[]): Promise<{ readonly passages: number; readonly of: ReadonlyMap<string, number> }>;
  load(tenantId: TenantId, passageIds: readonly string[]): Promise<Passage[]>;
  /** The same with their terms, for ranking. */
  read(tenantId: TenantId, passageIds: readonly string[]): Promise<ReadPassage[]>;
  /** The published passages of a document in order. */
  list(tenantId: TenantId, documentId: DocumentId, from: number, limit: number): Promise<Passage[]>;
}

export interface VectorHit {
  readonly passage_id: string;
  /** Cosine, −1 to 1. */
  readonly score: number;
}

/** Passages as points. One implementation in the course's own object, one on Vectorize; one suite for both. */
export interface VectorIndex {
  /** @param model the route of the embedding model: vectors of different models are never compared */
  put(scope: Omit<Scope, "document_ids">, model: string, vectors: readonly PassageVector[]): Promise<void>;
  search(scope: Scope, model: string, vector: readonly number[], limit: number): Promise<VectorHit[]>;
  /** Forgets the vectors of these passages, of every model. */
  remove(scope: Omit<Scope, "document_ids">, documentId: DocumentId, passageIds: readonly string[]): Promise<void>;
}

export interface PassageVector {
  readonly passage_id: string;
  readonly document_id: DocumentId;
  /** Of length 1. */
  readonly vector: readonly number[];
}
