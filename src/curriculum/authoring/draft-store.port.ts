import type { Decision } from "../../protocol/course.schema.ts";
import type { Principal } from "../../protocol/principal.ts";
import type { CourseId, DocumentId, DraftId, TenantId } from "../../shared/ids.ts";
import type { AuditLine, DraftNode, StoredDraft, StoredPart } from "./draft.schema.ts";

/** Parts of a draft by what was decided of them, explanations and items together. */
export type DecisionCounts = Readonly<Partial<Record<Decision, number>>>;

/** What the work on a draft may change. */
export type DraftChanges = Partial<
  Pick<StoredDraft, "status" | "by" | "detail" | "cost_nanousd" | "expires_at" | "lesson_id" | "approved" | "edited" | "rejected">
>;

export interface DraftStore {
  add(draft: StoredDraft): Promise<void>;
  /** Null for drafts of others. */
  find(owner: Principal, draftId: DraftId): Promise<StoredDraft | null>;
  /** For work that nobody waits for: the tenant is known, whoever asked is not there. */
  load(tenantId: TenantId, draftId: DraftId): Promise<StoredDraft | null>;
  /** Of a course that was found to be the asker's; newest first. */
  list(tenantId: TenantId, courseId: CourseId): Promise<StoredDraft[]>;
  /** Writes what has changed while the draft is in one of these statuses; false when it is not. */
  update(draftId: DraftId, from: readonly StoredDraft["status"][], changes: DraftChanges, at: string): Promise<boolean>;
  /** Takes the place of any earlier plan. */
  savePlan(
    draft: Pick<StoredDraft, "draft_id" | "tenant_id">,
    nodes: readonly DraftNode[],
    sources: readonly { readonly passage_id: string; readonly document_id: string }[],
  ): Promise<void>;
  nodes(draftId: DraftId): Promise<DraftNode[]>;
  /** The node and its parts, in place of what was there of it. */
  saveNode(draftId: DraftId, node: DraftNode, parts: readonly StoredPart[]): Promise<void>;
  /** In the order of the lesson. */
  parts(draftId: DraftId): Promise<StoredPart[]>;
  savePart(draftId: DraftId, part: StoredPart): Promise<void>;
  counts(draftIds: readonly DraftId[]): Promise<ReadonlyMap<string, DecisionCounts>>;
  note(draftId: DraftId, line: AuditLine): Promise<void>;
  /** Oldest first. */
  audit(draftId: DraftId): Promise<AuditLine[]>;
  /** The drafts of a document, whatever has become of them. */
  listOfDocument(tenantId: TenantId, documentId: DocumentId): Promise<StoredDraft[]>;
  /** Removes nodes, parts and passages of a draft; its own row and its audit stay. */
  clear(draftId: DraftId): Promise<void>;
  /** Removes these drafts with all that belongs to them. */
  remove(draftIds: readonly DraftId[]): Promise<void>;
}
