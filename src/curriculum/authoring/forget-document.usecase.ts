import { type Clock, toIso } from "../../shared/clock.ts";
import type { CourseId, DocumentId, TenantId } from "../../shared/ids.ts";
import type { AuthoringRuns } from "./authoring.port.ts";
import type { DraftStore } from "./draft-store.port.ts";

export interface ForgetDocumentDeps {
  readonly clock: Clock;
  readonly drafts: DraftStore;
  readonly runs: Pick<AuthoringRuns, "end">;
}

/**
 * Removes all that a document left in drafts: words of it stand in explanations, keys and options of any step, so everything that was written goes, and a draft
 * that was not published ends. A lesson that was published stays as it was approved. Done again it changes nothing.
 */
export async function forgetDocument(
  { clock, drafts, runs }: ForgetDocumentDeps,
  tenantId: TenantId,
  documentId: DocumentId,
): Promise<void> {
  const at = toIso(clock.now());
  for (const { draft_id } of await drafts.listOfDocument(tenantId, documentId)) {
    const detail = "A document that it was made from was erased.";
    const ended = await drafts.update(
      draft_id,
      ["waiting", "writing", "checking", "review"],
      { status: "withdrawn", detail, expires_at: null },
      at,
    );
    await drafts.clear(draft_id);
    await drafts.note(draft_id, { at, by_id: null, what: "a document was erased, and all that was written from it", part_id: null });
    if (ended) await runs.end(draft_id);
  }
}

/** Removes all drafts of a course that is being erased; its published lessons stay. */
export async function forgetCourse({ drafts, runs }: ForgetDocumentDeps, tenantId: TenantId, courseId: CourseId): Promise<void> {
  for (;;) {
    const found = await drafts.list(tenantId, courseId);
    if (found.length === 0) return;
    await drafts.remove(found.map(({ draft_id }) => draft_id));
    for (const { draft_id } of found) await runs.end(draft_id);
  }
}
