import type { DocumentCard } from "../../protocol/course.schema.ts";
import type { StoredDocument } from "./document.schema.ts";

/** A document as its owner sees it. */
export function toDocumentCard(document: StoredDocument): DocumentCard {
  const { failure_code, failure_detail, failure_page, unit, done, total } = document;
  return {
    document_id: document.document_id,
    course_id: document.course_id,
    name: document.name,
    kind: document.kind,
    source_url: document.source_url,
    bytes: document.bytes,
    status: document.status,
    progress: { unit, done, total },
    failure: failure_code === null ? null : { code: failure_code, detail: failure_detail ?? "", page: failure_page },
    findings: document.findings,
    pages: document.pages,
    passages: document.status === "ready" ? document.passages : 0,
    created_at: document.created_at,
    updated_at: document.updated_at,
  };
}
