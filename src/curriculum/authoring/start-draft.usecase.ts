import type { DraftCreate, DraftEstimate } from "../../protocol/course.schema.ts";
import type { ProtocolError } from "../../protocol/errors.ts";
import type { Principal } from "../../protocol/principal.ts";
import { type Clock, toIso } from "../../shared/clock.ts";
import { newId } from "../../shared/ids.ts";
import type { Random } from "../../shared/random.ts";
import { err, ok, type Result } from "../../shared/result.ts";
import type { AuthoringRuns, AuthorModel, CourseMaterial } from "./authoring.port.ts";
import { choosePassages } from "./choose-passages.ts";
import type { StoredDraft } from "./draft.schema.ts";
import type { DraftStore } from "./draft-store.port.ts";
import { estimateDraft } from "./estimate-draft.ts";
import { failDraft } from "./write-draft.usecase.ts";

export interface StartDraftDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly drafts: Pick<DraftStore, "add" | "note" | "update">;
  readonly material: Pick<CourseMaterial, "findCourse" | "listPassages">;
  readonly authorModel: AuthorModel;
  readonly runs: Pick<AuthoringRuns, "begin">;
}

export interface DraftRequest {
  readonly principal: Principal;
  readonly courseId: string;
  readonly request: DraftCreate;
}

export const NO_COURSE: ProtocolError = { code: "course_not_found", detail: "Ask for a course of your own by its id." };

const NOTHING_TO_TEACH: ProtocolError = {
  code: "document_not_ready",
  detail: "None of these documents can be taught from yet, or nothing stands under these headings.",
};

/** What a draft would cost, before anything is begun; refused where it could not be begun. */
export async function estimateFor(
  deps: Omit<StartDraftDeps, "drafts" | "runs">,
  { principal, courseId, request }: DraftRequest,
): Promise<Result<DraftEstimate, ProtocolError>> {
  const course = await deps.material.findCourse(principal, courseId);
  if (!course) return err(NO_COURSE);
  const [passages, model] = await Promise.all([
    deps.material.listPassages(principal.tenant_id, course.course_id, request.document_ids),
    deps.authorModel(principal.tenant_id),
  ]);
  const chosen = choosePassages(passages, request);
  return chosen.length === 0 ? err(NOTHING_TO_TEACH) : ok(estimateDraft(chosen, model));
}

/** Enters a draft and begins its run. Where that cannot be begun the draft says so, and this rejects. */
export async function startDraft(
  deps: StartDraftDeps,
  { principal, courseId, request }: DraftRequest,
): Promise<Result<StoredDraft, ProtocolError>> {
  const course = await deps.material.findCourse(principal, courseId);
  if (!course) return err(NO_COURSE);
  const passages = await deps.material.listPassages(principal.tenant_id, course.course_id, request.document_ids);
  if (choosePassages(passages, request).length === 0) return err(NOTHING_TO_TEACH);
  const at = toIso(deps.clock.now());
  const draft: StoredDraft = {
    draft_id: newId("dft", deps.random),
    tenant_id: principal.tenant_id,
    owner_id: principal.learner_id,
    course_id: course.course_id,
    request,
    language: course.language,
    status: "waiting",
    by: "embedded",
    detail: "Waits to be written.",
    cost_nanousd: 0,
    approved: 0,
    edited: 0,
    rejected: 0,
    expires_at: null,
    lesson_id: null,
    created_at: at,
    updated_at: at,
  };
  await deps.drafts.add(draft);
  await deps.drafts.note(draft.draft_id, { at, by_id: principal.learner_id, what: `asked for “${request.title}”`, part_id: null });
  try {
    await deps.runs.begin(draft.draft_id, draft.tenant_id);
  } catch (error) {
    await failDraft(deps, draft);
    throw error;
  }
  return ok(draft);
}
