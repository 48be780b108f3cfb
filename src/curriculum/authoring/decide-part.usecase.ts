import type { PartDecided, PartDecision } from "../../protocol/course.schema.ts";
import type { ProtocolError } from "../../protocol/errors.ts";
import type { Principal } from "../../protocol/principal.ts";
import { type Clock, toIso } from "../../shared/clock.ts";
import type { DraftId } from "../../shared/ids.ts";
import { err, ok, type Result } from "../../shared/result.ts";
import type { AuthoringAgents, CourseMaterial } from "./authoring.port.ts";
import { showPart } from "./build-parts.ts";
import { checkParts, editItem, whyNotApprovable } from "./check-parts.usecase.ts";
import { choosePassages } from "./choose-passages.ts";
import type { DraftNode, StoredDraft, StoredPart } from "./draft.schema.ts";
import type { DraftStore } from "./draft-store.port.ts";
import { readCard } from "./read-draft.usecase.ts";

export interface DecidePartDeps {
  readonly clock: Clock;
  readonly drafts: DraftStore;
  readonly material: Pick<CourseMaterial, "listPassages">;
  readonly agents: AuthoringAgents;
}

export interface DecidePart {
  readonly principal: Principal;
  readonly draftId: DraftId;
  readonly partId: string;
  readonly decision: PartDecision;
}

export const NO_DRAFT: ProtocolError = { code: "draft_not_found", detail: "Ask for a draft of your own by its id." };
export const NOT_OPEN: ProtocolError = {
  code: "draft_not_open",
  detail: "It was published, withdrawn, has expired, or is still being written.",
};

/**
 * What a person says of one part: it is taken, taken in other words, or left out. Other words are checked like the first ones; what a check finds wrong with a
 * key, or tells it, cannot be approved, only put right or rejected. A decision may be changed as long as the draft is open.
 */
export async function decidePart(
  deps: DecidePartDeps,
  { principal, draftId, partId, decision }: DecidePart,
): Promise<Result<PartDecided, ProtocolError>> {
  const { drafts } = deps;
  const draft = await drafts.find(principal, draftId);
  if (!draft) return err(NO_DRAFT);
  if (draft.status !== "review") return err(NOT_OPEN);
  const [nodes, parts] = await Promise.all([drafts.nodes(draftId), drafts.parts(draftId)]);
  const part = parts.find(({ part_id }) => part_id === partId);
  const node = nodes.find(({ id }) => id === part?.node_id);
  if (!part || !node) return err({ code: "draft_not_found", detail: "The draft has no such part." });
  const decided = await decide(deps, { draft, node, part, parts, decision });
  if (!decided.ok) return decided;
  const changed = decided.value;
  await drafts.savePart(draftId, changed);
  const now = parts.map((other) => (other.part_id === partId ? changed : other));
  const count = (of: StoredPart["decision"]): number => now.filter((other) => other.decision === of).length;
  const at = toIso(deps.clock.now());
  const totals = { approved: count("approved"), edited: count("edited"), rejected: count("rejected") };
  await drafts.update(draftId, ["review"], totals, at);
  const what =
    decision.decision === "rejected" && decision.reason !== ""
      ? `rejected: ${decision.reason}`
      : changed.decision === decision.decision
        ? decision.decision
        : "edited; a check holds it back";
  await drafts.note(draftId, { at, by_id: principal.learner_id, what, part_id: partId });
  const isFirst = now.find(({ node_id, content }) => node_id === part.node_id && content.kind === "explanation")?.part_id === partId;
  return ok({ part: showPart(changed, node, isFirst), draft: await readCard(drafts, { ...draft, ...totals }) });
}

interface Deciding {
  readonly draft: StoredDraft;
  readonly node: DraftNode;
  readonly part: StoredPart;
  readonly parts: readonly StoredPart[];
  readonly decision: PartDecision;
}

async function decide(deps: DecidePartDeps, { draft, node, part, parts, decision }: Deciding): Promise<Result<StoredPart, ProtocolError>> {
  if (decision.decision === "rejected") return ok({ ...part, decision: "rejected" });
  if (decision.decision === "approved") {
    const why = whyNotApprovable(part);
    return why === null
      ? ok({ ...part, decision: "approved" })
      : err({ code: "invalid_request", detail: `A check holds this back: ${why} Edit it, or reject it.` });
  }
  const edited = editPart(part, decision.text, decision.key);
  if (!edited)
    return err({
      code: "invalid_request",
      detail: "This key does not fit the question: a choice needs the letter of an option, a number a number.",
    });
  const passages = choosePassages(
    await deps.material.listPassages(draft.tenant_id, draft.course_id, draft.request.document_ids),
    draft.request,
  );
  const others = parts.map((other) => (other.part_id === part.part_id ? edited : other));
  const checked = await checkParts(deps, { draft, node, parts: others, passages, which: ({ part_id }) => part_id === part.part_id });
  const [result] = checked.parts;
  if (!result) return err(NOT_OPEN);
  return ok(whyNotApprovable(result) === null ? { ...result, decision: "edited" } : { ...result, decision: "held_back" });
}

function editPart(part: StoredPart, text: string, key: string | null): StoredPart | null {
  if (part.content.kind === "explanation") return { ...part, decision: "open", content: { ...part.content, text } };
  const item = editItem(part.content.item, text, key);
  return item && { ...part, decision: "open", content: { ...part.content, item } };
}
