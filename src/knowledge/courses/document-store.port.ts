import type { CourseCard } from "../../protocol/course.schema.ts";
import type { Principal } from "../../protocol/principal.ts";
import type { CourseId, DocumentId, TenantId } from "../../shared/ids.ts";
import type { Ingestion, StoredDocument } from "./document.schema.ts";

/** Courses of whoever made them. Nobody else's is ever found. */
export interface CourseStore {
  add(owner: Principal, course: Pick<CourseCard, "title" | "language" | "created_at"> & { readonly course_id: CourseId }): Promise<void>;
  /** Newest first. */
  list(owner: Principal): Promise<CourseCard[]>;
  find(owner: Principal, courseId: CourseId): Promise<CourseCard | null>;
  /** Whose tenant the course is in; null when it is gone. */
  tenantOf(courseId: CourseId): Promise<TenantId | null>;
  /** The course's own row; its documents have to be gone before. */
  remove(owner: Principal, courseId: CourseId): Promise<void>;
}

/** A document that comes into a course. Its row is there before its first byte, so that everything there ever is of it can be found and forgotten. */
export type NewDocument = Pick<
  StoredDocument,
  "tenant_id" | "owner_id" | "course_id" | "document_id" | "name" | "media_type" | "source_url" | "status" | "created_at"
>;

/** What the work on a document may change. */
export type DocumentChanges = Partial<
  Omit<StoredDocument, "tenant_id" | "owner_id" | "course_id" | "document_id" | "version" | "created_at" | "updated_at">
>;

export interface DocumentStore {
  add(document: NewDocument): Promise<StoredDocument>;
  find(owner: Principal, documentId: DocumentId): Promise<StoredDocument | null>;
  /** Whoever of the tenant it belongs to: for readers who are let in for another reason. */
  findOf(tenantId: TenantId, documentId: DocumentId): Promise<StoredDocument | null>;
  /** Of a course that was found to be the asker's; oldest first. */
  list(courseId: CourseId): Promise<StoredDocument[]>;
  count(courseId: CourseId): Promise<number>;
  /** The uploaded document with these bytes. */
  findByContent(courseId: CourseId, contentHash: string): Promise<StoredDocument | null>;
  /** The document from this address that is being fetched and read just now. */
  findUnderWay(courseId: CourseId, sourceUrl: string): Promise<StoredDocument | null>;
  /** Older documents of the same name or from the same address: those that this one replaces. */
  listReplaced(document: StoredDocument): Promise<StoredDocument[]>;
  /** The document as long as this is its newest attempt and it is not being deleted. */
  current(ingestion: Ingestion): Promise<StoredDocument | null>;
  /** Writes what has changed; false when it is being deleted, has a newer attempt, or the course has the same bytes already. */
  update(ingestion: Ingestion, changes: DocumentChanges): Promise<boolean>;
  /** Begins another attempt at one that failed; null when that has been done meanwhile. */
  retry(document: StoredDocument): Promise<StoredDocument | null>;
  /** From now on all that is known of it is to be forgotten, and nothing is added; null when it is not there. */
  markDeleting(document: Pick<StoredDocument, "tenant_id" | "document_id">): Promise<StoredDocument | null>;
  /** Whether it is there and not being deleted. */
  isAlive(tenantId: TenantId, documentId: DocumentId): Promise<boolean>;
  /** Documents of anybody that have been in this status since before `before` (ISO 8601), oldest first, at most 100. */
  stuck(status: "waiting" | "deleting" | "uploading", before: string): Promise<StoredDocument[]>;
  /** Tenants with documents that can be searched. */
  tenants(): Promise<TenantId[]>;
  /** The document's row; the last that is left of it. */
  remove(document: Pick<StoredDocument, "tenant_id" | "document_id">): Promise<void>;
  names(tenantId: TenantId, documentIds: readonly DocumentId[]): Promise<ReadonlyMap<string, string>>;
}
