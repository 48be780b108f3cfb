import type { Principal } from "../../protocol/principal.ts";
import { type CourseId, isId, type TenantId } from "../../shared/ids.ts";
import { type EraseDeps, eraseDocument } from "../ingest/erase-document.usecase.ts";
import type { CourseStore, DocumentStore } from "./document-store.port.ts";

export interface EraseCourseDeps {
  readonly courses: Pick<CourseStore, "list" | "remove">;
  readonly documents: Pick<DocumentStore, "list">;
  readonly erasing: EraseDeps;
  /** Withdraws what is being drafted from the course, and forgets it. */
  readonly forgetCourseDrafts: (tenantId: TenantId, courseId: CourseId) => Promise<void>;
}

/** Erases a course of the owner's: each document with all that is made of it, drafts, and last the course itself, so that whoever is cut short can begin again. */
export async function eraseCourse(deps: EraseCourseDeps, owner: Principal, courseId: CourseId): Promise<void> {
  for (const document of await deps.documents.list(courseId)) await eraseDocument(deps.erasing, document);
  await deps.forgetCourseDrafts(owner.tenant_id, courseId);
  await deps.courses.remove(owner, courseId);
}

/** Erases every course that somebody keeps. */
export async function eraseCourses(deps: EraseCourseDeps, owner: Principal): Promise<void> {
  for (;;) {
    const kept = (await deps.courses.list(owner)).map(({ course_id }) => course_id).filter((id) => isId("crs", id));
    if (kept.length === 0) return;
    for (const id of kept) await eraseCourse(deps, owner, id);
  }
}
