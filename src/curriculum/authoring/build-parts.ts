import type { DraftId } from "../../shared/ids.ts";
import type { DraftPart } from "../../protocol/course.schema.ts";
import type { DraftNode, StoredPart } from "./draft.schema.ts";
import type { PlannedNode } from "./plan-lesson.ts";
import type { WrittenNode } from "./written-node.ts";

/** What a draft's ids have in common: its own without the prefix. */
export const stemOfDraft = (draftId: DraftId): string => draftId.slice("dft_".length).toLowerCase();

/** A planned node before anybody wrote it. */
export function emptyNode({ id, kind, concept, skill, requires, passage_ids }: PlannedNode): DraftNode {
  const nothing = "Nothing has been written yet.";
  return {
    id,
    kind,
    concept,
    goal: nothing,
    skill,
    requires: [...requires],
    simpler: nothing,
    worked_example: nothing,
    smaller_step: nothing,
    misconceptions: [],
    questions: [],
    passages: [...passage_ids],
  };
}

/** A node as it was written, and the parts that a person decides on: its explanations first, then its questions. Ids follow from the place. */
export function buildParts(draftId: DraftId, planned: PlannedNode, written: WrittenNode): { node: DraftNode; parts: StoredPart[] } {
  const place = `${stemOfDraft(draftId)}_${planned.id.replace(/^node_/, "")}`;
  const explanations = written.explanations.map(
    ({ approach, text, passage_ids }): StoredPart => ({
      part_id: `exp_${place}_${approach}`,
      node_id: planned.id,
      decision: "open",
      checks: [],
      passage_ids: [...passage_ids],
      content: { kind: "explanation", approach, text },
    }),
  );
  const items = written.items.map(({ item, needs, passage_ids }, at): StoredPart => {
    const id = `itm_${place}_${at + 1}`;
    return {
      part_id: id,
      node_id: planned.id,
      decision: "open",
      checks: [],
      passage_ids: [...passage_ids],
      content: { kind: "item", item: { ...item, id }, needs: [...needs] },
    };
  });
  const { goal, simpler, worked_example, smaller_step, misconceptions } = written;
  const passages = [...new Set([...planned.passage_ids, ...[...explanations, ...items].flatMap(({ passage_ids }) => passage_ids)])];
  return {
    node: {
      ...emptyNode(planned),
      goal,
      simpler,
      worked_example,
      smaller_step,
      misconceptions: [...misconceptions],
      passages: passages.slice(0, 60),
    },
    parts: [...explanations, ...items],
  };
}

/** A part as the approval desk shows it. With a node's first explanation come its plainer words, its solved example and its smaller step. */
export function showPart(
  { part_id, node_id, decision, checks, passage_ids, content }: StoredPart,
  node: DraftNode | undefined,
  isFirst: boolean,
): DraftPart {
  const base = { part_id, kind: content.kind, node_id, decision, checks, passage_ids };
  if (content.kind === "explanation") {
    const others = isFirst && node ? [node.simpler, node.worked_example, node.smaller_step] : [];
    return { ...base, content: { text: content.text, form: null, key: null, options: [], key_points: [], hints: others } };
  }
  const { item } = content;
  return {
    ...base,
    content: {
      text: item.prompt,
      form: item.form,
      key: item.form === "numeric" ? item.value : item.key,
      options: item.form === "choice" ? item.options.map(({ id, text, correct }) => ({ id, text, right: correct })) : [],
      key_points: item.form === "open" || item.form === "code" ? item.key_points.map(({ text }) => text) : [],
      hints: item.hints,
    },
  };
}
