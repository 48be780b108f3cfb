import type { Passage } from "../../protocol/course.schema.ts";
import { type Clock, toIso } from "../../shared/clock.ts";
import type { AuthoringAgents, CourseMaterial } from "./authoring.port.ts";
import { buildParts, emptyNode } from "./build-parts.ts";
import { checkParts } from "./check-parts.usecase.ts";
import { choosePassages } from "./choose-passages.ts";
import type { DraftKey, StoredDraft, StoredPart } from "./draft.schema.ts";
import type { DraftStore } from "./draft-store.port.ts";
import { type PlannedLesson, planLesson } from "./plan-lesson.ts";

export interface WriteDraftDeps {
  readonly clock: Clock;
  readonly drafts: DraftStore;
  readonly material: Pick<CourseMaterial, "listPassages">;
  readonly agents: AuthoringAgents;
}

/** How long a person has to decide. */
const REVIEW_DAYS = 30;
const DAY_MS = 86_400_000;
const UNDER_WAY = ["waiting", "writing", "checking"] as const;

/**
 * The first step: which terms become nodes, in which order. Returns the ids of the nodes to write; none when nobody wants the draft any more, or when the
 * documents do not give enough, which the draft then says.
 */
export async function planDraft(deps: WriteDraftDeps, key: DraftKey): Promise<string[]> {
  const draft = await underWay(deps, key);
  if (!draft) return [];
  const passages = await passagesOf(deps, draft);
  const lesson = plan(draft, passages);
  if (!lesson) {
    const detail = /^en\b/i.test(draft.language)
      ? "The documents explain too few terms to make a lesson from. Choose other headings, or a chapter that explains what its words mean."
      : "Lessons can be made from English documents only so far.";
    await change(deps, draft, { status: "failed", detail });
    return [];
  }
  const sources = passages.map(({ passage_id, document_id }) => ({ passage_id, document_id }));
  await deps.drafts.savePlan(draft, lesson.nodes.map(emptyNode), sources);
  await change(deps, draft, { status: "writing", detail: `Writes ${lesson.nodes.length} steps.` });
  return lesson.nodes.map(({ id }) => id);
}

/** Writes one node and its questions; done again it replaces what it wrote. Returns how many parts it came to. */
export async function writeNode(deps: WriteDraftDeps, key: DraftKey, nodeId: string): Promise<number> {
  const draft = await underWay(deps, key);
  if (!draft) return 0;
  const lesson = plan(draft, await passagesOf(deps, draft));
  const planned = lesson?.nodes.find(({ id }) => id === nodeId);
  if (!lesson || !planned) return 0;
  const { output, by, cost_nanousd } = await deps.agents.write(draft.tenant_id, lesson, nodeId);
  const { node, parts } = buildParts(draft.draft_id, planned, output);
  await deps.drafts.saveNode(draft.draft_id, node, parts);
  // A document may have been erased while it was written from; what came too late goes as well.
  if (!(await underWay(deps, key))) await deps.drafts.clear(draft.draft_id);
  await change(deps, draft, { by: by === "model" ? by : draft.by, cost_nanousd: draft.cost_nanousd + cost_nanousd });
  return parts.length;
}

/** Has solvers and code check what was written of one node. Returns how many parts are held back. */
export async function checkNode(deps: WriteDraftDeps, key: DraftKey, nodeId: string): Promise<number> {
  const draft = await underWay(deps, key);
  if (!draft) return 0;
  const [nodes, parts, passages] = await Promise.all([
    deps.drafts.nodes(draft.draft_id),
    deps.drafts.parts(draft.draft_id),
    passagesOf(deps, draft),
  ]);
  const node = nodes.find(({ id }) => id === nodeId);
  if (!node) return 0;
  await change(deps, draft, { status: "checking", detail: `Checks “${node.concept}”.` });
  const checked = await checkParts(deps, { draft, node, parts, passages, which: ({ node_id }) => node_id === nodeId });
  for (const part of checked.parts) await deps.drafts.savePart(draft.draft_id, part);
  await change(deps, draft, { cost_nanousd: draft.cost_nanousd + checked.cost_nanousd });
  return checked.parts.filter(isHeldBack).length;
}

/** The last step before people come in: from now on they decide, for thirty days. Whether there is anything to wait for. */
export async function openForReview(deps: WriteDraftDeps, key: DraftKey): Promise<boolean> {
  const draft = await underWay(deps, key);
  if (!draft) return (await deps.drafts.load(key.tenant_id, key.draft_id))?.status === "review";
  const parts = await deps.drafts.parts(draft.draft_id);
  const now = deps.clock.now();
  const held = parts.filter(isHeldBack).length;
  await change(deps, draft, {
    status: "review",
    detail: `${parts.length - held} parts wait for a decision; ${held} are held back by a check.`,
    expires_at: toIso(now + REVIEW_DAYS * DAY_MS),
  });
  await deps.drafts.note(draft.draft_id, {
    at: toIso(now),
    by_id: null,
    what: `opened for review; ${held} of ${parts.length} parts held back`,
    part_id: null,
  });
  return true;
}

/** Ends a wait that nobody ended. */
export async function expireDraft({ clock, drafts }: Pick<WriteDraftDeps, "clock" | "drafts">, { draft_id }: DraftKey): Promise<void> {
  const at = toIso(clock.now());
  if (await drafts.update(draft_id, ["review"], { status: "expired", detail: `Nobody decided within ${REVIEW_DAYS} days.` }, at))
    await drafts.note(draft_id, { at, by_id: null, what: "expired", part_id: null });
}

/** Says of a draft that its run could not begin or go on. */
export async function failDraft(
  { clock, drafts }: { readonly clock: Clock; readonly drafts: Pick<DraftStore, "update"> },
  { draft_id }: Pick<DraftKey, "draft_id">,
): Promise<void> {
  const detail = "Something went wrong on our side, several times. Ask for the draft again.";
  await drafts.update(draft_id, UNDER_WAY, { status: "failed", detail }, toIso(clock.now()));
}

const isHeldBack = ({ decision }: StoredPart): boolean => decision === "held_back";

async function underWay({ drafts }: WriteDraftDeps, { tenant_id, draft_id }: DraftKey): Promise<StoredDraft | null> {
  const draft = await drafts.load(tenant_id, draft_id);
  return draft && UNDER_WAY.some((status) => status === draft.status) ? draft : null;
}

async function passagesOf({ material }: WriteDraftDeps, { tenant_id, course_id, request }: StoredDraft): Promise<Passage[]> {
  return choosePassages(await material.listPassages(tenant_id, course_id, request.document_ids), request);
}

const plan = ({ language, request }: StoredDraft, passages: readonly Passage[]): PlannedLesson | null =>
  planLesson({ language, title: request.title, objectives: request.objectives, passages });

async function change(
  { clock, drafts }: WriteDraftDeps,
  { draft_id }: StoredDraft,
  changes: Parameters<DraftStore["update"]>[2],
): Promise<void> {
  await drafts.update(draft_id, UNDER_WAY, changes, toIso(clock.now()));
}
