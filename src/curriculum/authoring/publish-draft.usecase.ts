import type { DraftBody } from "../../protocol/course.schema.ts";
import type { ProtocolError } from "../../protocol/errors.ts";
import type { Principal } from "../../protocol/principal.ts";
import { type Clock, toIso } from "../../shared/clock.ts";
import type { DraftId } from "../../shared/ids.ts";
import { err, ok, type Result } from "../../shared/result.ts";
import type { CurriculumRepository } from "../curriculum.repository.ts";
import type { AuthoringRuns, CourseMaterial } from "./authoring.port.ts";
import { buildPack, isTaken } from "./build-pack.ts";
import { stemOfDraft } from "./build-parts.ts";
import { NO_DRAFT, NOT_OPEN } from "./decide-part.usecase.ts";
import type { StoredDraft } from "./draft.schema.ts";
import type { DraftStore } from "./draft-store.port.ts";
import { readDraft } from "./read-draft.usecase.ts";

export interface PublishDraftDeps {
  readonly clock: Clock;
  readonly drafts: DraftStore;
  readonly material: Pick<CourseMaterial, "loadPassages" | "documentNames">;
  readonly curriculum: Pick<CurriculumRepository, "publishLesson">;
  readonly runs: Pick<AuthoringRuns, "end">;
}

/** Makes an immutable pack of what was approved and puts its lesson on the owner's shelf. Published once, asking again only shows it. */
export async function publishDraft(
  deps: PublishDraftDeps,
  principal: Principal,
  draftId: DraftId,
): Promise<Result<DraftBody, ProtocolError>> {
  const { drafts } = deps;
  const draft = await drafts.find(principal, draftId);
  if (!draft) return err(NO_DRAFT);
  if (draft.status === "published") return ok(await readDraft(deps, draft));
  if (draft.status !== "review") return err(NOT_OPEN);
  const [nodes, parts] = await Promise.all([drafts.nodes(draftId), drafts.parts(draftId)]);
  const open = parts.filter(({ decision }) => decision === "open").length;
  if (open > 0)
    return err({
      code: "draft_not_decided",
      detail: `${open} ${open === 1 ? "part waits" : "parts wait"} for a decision; approve, edit or reject each.`,
    });
  const passages = await deps.material.loadPassages(principal.tenant_id, [
    ...new Set(parts.filter(isTaken).flatMap(({ passage_ids }) => passage_ids)),
  ]);
  const names = await deps.material.documentNames(principal.tenant_id, [...new Set(passages.map(({ document_id }) => document_id))]);
  const { pack, problems, left_out } = buildPack(draft, nodes, parts, [...names.values()]);
  if (!pack)
    return err({
      code: "draft_not_decided",
      detail:
        "Too little was approved for a lesson: it needs the closing check and one other step, each with both explanations, three questions and a small step.",
    });
  const [problem] = problems;
  if (problem)
    return err({ code: "draft_not_decided", detail: `The lesson would not pass its checks: ${problem.where}: ${problem.problem}` });
  const lesson_id = `les_${stemOfDraft(draftId)}`;
  const detail =
    left_out.length === 0
      ? "Published with all its steps."
      : `Published without ${left_out.map((name) => `“${name}”`).join(", ")}: too little of it was approved.`;
  const at = toIso(deps.clock.now());
  if (await deps.curriculum.publishLesson(principal, { lesson_id, pack, draft: { draft_id: draftId, detail, at } }))
    return ok(await tellEnd(deps, principal, { ...draft, status: "published", detail, lesson_id }, at));
  // Another page was faster: with the same, or with its withdrawal.
  const now = await drafts.find(principal, draftId);
  return now?.status === "published" ? ok(await readDraft(deps, now)) : err(ELSEWHERE);
}

/** Takes a draft back, at whatever point it is before it is published; what was written is forgotten. */
export async function withdrawDraft(
  deps: PublishDraftDeps,
  principal: Principal,
  draftId: DraftId,
): Promise<Result<DraftBody, ProtocolError>> {
  const draft = await deps.drafts.find(principal, draftId);
  if (!draft) return err(NO_DRAFT);
  if (draft.status === "published") return err({ code: "draft_not_open", detail: "It was published; learners may be on it." });
  const withdrawn = { status: "withdrawn", detail: "Withdrawn.", lesson_id: null } as const;
  const at = toIso(deps.clock.now());
  if (!(await deps.drafts.update(draftId, UNPUBLISHED, { ...withdrawn, expires_at: null }, at))) return err(ELSEWHERE);
  const ended = await tellEnd(deps, principal, { ...draft, ...withdrawn }, at);
  await deps.drafts.clear(draftId);
  return ok({ ...ended, nodes: [], parts: [], passages: [] });
}

/** Where a draft can be withdrawn. */
const UNPUBLISHED = ["waiting", "writing", "checking", "review", "expired", "failed", "withdrawn"] as const;
const ELSEWHERE: ProtocolError = {
  code: "draft_not_open",
  detail: "It was published or withdrawn on another page just now; look at it again.",
};

/** Writes the end of a draft down, and tells its run that nobody needs to wait any longer. */
async function tellEnd(deps: PublishDraftDeps, { learner_id }: Principal, draft: StoredDraft, at: string): Promise<DraftBody> {
  await deps.drafts.note(draft.draft_id, { at, by_id: learner_id, what: draft.status, part_id: null });
  await deps.runs.end(draft.draft_id);
  return await readDraft(deps, { ...draft, expires_at: null });
}
