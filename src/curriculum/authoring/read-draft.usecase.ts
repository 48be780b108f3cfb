import type { DraftBody, DraftCard, DraftsBody } from "../../protocol/course.schema.ts";
import type { ProtocolError } from "../../protocol/errors.ts";
import type { Principal } from "../../protocol/principal.ts";
import { err, ok, type Result } from "../../shared/result.ts";
import type { CourseMaterial } from "./authoring.port.ts";
import { showPart } from "./build-parts.ts";
import type { StoredDraft } from "./draft.schema.ts";
import type { DecisionCounts, DraftStore } from "./draft-store.port.ts";
import { NO_COURSE } from "./start-draft.usecase.ts";

export interface ReadDraftDeps {
  readonly drafts: DraftStore;
  readonly material: Pick<CourseMaterial, "findCourse" | "loadPassages">;
}

/** The drafts of a course, newest first, and how people decided in all of them. */
export async function listDrafts(
  { drafts, material }: ReadDraftDeps,
  principal: Principal,
  courseId: string,
): Promise<Result<DraftsBody, ProtocolError>> {
  const course = await material.findCourse(principal, courseId);
  if (!course) return err(NO_COURSE);
  const found = await drafts.list(principal.tenant_id, course.course_id);
  const counts = await drafts.counts(found.map(({ draft_id }) => draft_id));
  const sum = (of: "approved" | "edited" | "rejected") => found.reduce((total, draft) => total + draft[of], 0);
  return ok({
    drafts: found.map((draft) => toCard(draft, counts.get(draft.draft_id) ?? {})),
    decisions: { approved: sum("approved"), edited: sum("edited"), rejected: sum("rejected") },
  });
}

/** A draft with its parts, its passages and what happened to it. */
export async function readDraft(
  { drafts, material }: Pick<ReadDraftDeps, "drafts"> & { readonly material: Pick<CourseMaterial, "loadPassages"> },
  draft: StoredDraft,
): Promise<DraftBody> {
  const { draft_id, tenant_id } = draft;
  const [nodes, parts, audit, card] = await Promise.all([
    drafts.nodes(draft_id),
    drafts.parts(draft_id),
    drafts.audit(draft_id),
    readCard(drafts, draft),
  ]);
  const ids = [...new Set(parts.flatMap(({ passage_ids }) => passage_ids))];
  const seen = new Set<string>();
  const shown = parts.map((part) => {
    const isFirst = part.content.kind === "explanation" && !seen.has(part.node_id);
    if (isFirst) seen.add(part.node_id);
    return showPart(
      part,
      nodes.find(({ id }) => id === part.node_id),
      isFirst,
    );
  });
  return {
    ...card,
    nodes: nodes.map(({ id, concept, goal }) => ({ node_id: id, concept, goal })),
    parts: shown,
    passages: ids.length === 0 ? [] : await material.loadPassages(tenant_id, ids),
    audit: audit.map(({ at, what, part_id }) => ({ at, what, part_id })),
  };
}

/** A draft's card as it is now. */
export async function readCard(drafts: Pick<DraftStore, "counts">, draft: StoredDraft): Promise<DraftCard> {
  return toCard(draft, (await drafts.counts([draft.draft_id])).get(draft.draft_id) ?? {});
}

/** Explanations count like questions: a person decides on each. */
function toCard(
  { draft_id, course_id, request, status, by, detail, expires_at, created_at, lesson_id, ...draft }: StoredDraft,
  counts: DecisionCounts,
): DraftCard {
  const of = (...decisions: (keyof DecisionCounts)[]): number => decisions.reduce((sum, decision) => sum + (counts[decision] ?? 0), 0);
  const stored = draft.approved + draft.edited + draft.rejected;
  const decided = of("approved", "edited", "rejected");
  const held_back = of("held_back");
  const items = of("open") + held_back + decided;
  // Once the parts are forgotten, what was decided of them is still known.
  const isForgotten = items === 0;
  return {
    ...{ draft_id, course_id, title: request.title, status, by, detail, expires_at, created_at, lesson_id },
    items: isForgotten ? stored : items,
    decided: isForgotten ? stored : decided,
    held_back,
  };
}
