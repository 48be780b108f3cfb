import type { Principal } from "../../protocol/principal.ts";
import type { DocumentId } from "../../shared/ids.ts";
import type { StoredDocument } from "./document.schema.ts";
import type { DocumentStore } from "./document-store.port.ts";

export interface MayReadDeps {
  readonly documents: Pick<DocumentStore, "find" | "findOf">;
  /** Whether this person learns, or has learned, in a lesson that was made from the course. */
  readonly learnsFrom: (principal: Principal, courseId: string) => Promise<boolean>;
}

/** A document that somebody may read: their own, or one of a course from which a lesson of theirs was made. Null for all others, and for what is not there. */
export async function mayRead(
  { documents, learnsFrom }: MayReadDeps,
  principal: Principal,
  documentId: DocumentId,
): Promise<{ readonly document: StoredDocument; readonly is_own: boolean } | null> {
  const own = await documents.find(principal, documentId);
  if (own) return { document: own, is_own: true };
  const document = await documents.findOf(principal.tenant_id, documentId);
  return document?.status === "ready" && (await learnsFrom(principal, document.course_id)) ? { document, is_own: false } : null;
}
