import { checkPack, type Finding } from "../check-pack.ts";
import { minutesOf } from "../materials-minutes.ts";
import type { Item, Pack, PackNode } from "../pack.schema.ts";
import { stemOfDraft } from "./build-parts.ts";
import type { DraftNode, StoredDraft, StoredPart } from "./draft.schema.ts";
import { APPROACHES, CONTEXT, MEANING } from "./written-node.ts";

/** The first words that a learner reads are few, so that the first question comes soon. */
const MAX_FIRST_WORDS = 50;
const MIN_QUESTIONS = 3;
const MAX_LINE_CHARS = 400;
/** As many places as somebody looks up for one explanation. */
const MAX_CITED = 4;

/** A pack, what is wrong with it, and the steps that too little was approved for. */
export interface BuiltPack {
  readonly pack: Pack | null;
  readonly problems: readonly Finding[];
  readonly left_out: readonly string[];
}

/** Whether a person took a part into the lesson. */
export const isTaken = ({ decision }: Pick<StoredPart, "decision">): boolean => decision === "approved" || decision === "edited";

/**
 * The pack that a draft's decisions come to: what was approved, and nothing else. A step needs two explanations, three questions and a small step; one
 * that has fewer is left out, and so is what builds on it. No pack when nothing whole is left.
 */
export function buildPack(
  draft: StoredDraft,
  nodes: readonly DraftNode[],
  parts: readonly StoredPart[],
  sources: readonly string[],
): BuiltPack {
  const taken = parts.filter(isTaken);
  let kept = nodes;
  for (;;) {
    const ids = kept.map(({ id }) => id);
    const whole = kept.filter((node) => isWhole(node, taken, ids));
    if (whole.length === kept.length) break;
    kept = whole;
  }
  const left_out = nodes.filter((node) => !kept.includes(node)).map(({ concept }) => concept);
  const concepts = kept.filter(({ kind }) => kind !== "closing");
  const [closing] = kept.filter(({ kind }) => kind === "closing");
  if (concepts.length === 0 || !closing) return { pack: null, problems: [], left_out };
  const ids = kept.map(({ id }) => id);
  const packNodes = [...concepts, closing].map((node, at) => toPackNode(node, taken, ids, at === 0));
  const sequence = packNodes.map(({ id }) => id);
  const names = concepts.map(({ concept }) => concept);
  const objectives = draft.request.objectives.length > 0 ? draft.request.objectives : packNodes.slice(0, 8).map(({ goal }) => goal);
  const pack: Pack = {
    format: 1,
    id: `draft-${stemOfDraft(draft.draft_id)}`,
    version: 1,
    language: draft.language,
    title: draft.request.title,
    promise: `You will be able to explain ${names.length} terms of the text and tell them apart.`,
    subject: "From a teacher's documents",
    objectives,
    licence: "The text stays its owner's; the questions may be used with it.",
    authors: ["The authors of the documents"],
    sources: sources.map((title) => ({ title: title.slice(0, MAX_LINE_CHARS) })),
    approaches: [...APPROACHES],
    paths: [
      {
        id: "1",
        name: "What it means first",
        description: "Begins each step with what the text says a thing is.",
        approach: MEANING,
        sequence,
      },
      {
        id: "2",
        name: "From what stands around it",
        description: "Begins each step with what the text tells around a thing.",
        approach: CONTEXT,
        sequence,
      },
    ],
    glossary: concepts.map(({ concept, simpler }) => ({ term: concept, also: [], text: simpler.slice(0, MAX_LINE_CHARS) })),
    nodes: packNodes,
    course_id: draft.course_id,
  };
  return { pack, problems: checkPack(pack).filter(({ severity }) => severity === "error"), left_out };
}

function isWhole({ id }: DraftNode, taken: readonly StoredPart[], kept: readonly string[]): boolean {
  const approaches = new Set(
    taken.flatMap(({ node_id, content }) => (node_id === id && content.kind === "explanation" ? [content.approach] : [])),
  );
  const roles = itemsOf(id, taken, kept).map(({ role }) => role);
  const questions = roles.filter((role) => role !== "step").length;
  return approaches.size >= APPROACHES.length && questions >= MIN_QUESTIONS && roles.includes("step");
}

/** Questions of a node that can be asked when only these nodes are taught. */
function itemsOf(nodeId: string, taken: readonly StoredPart[], kept: readonly string[]): Item[] {
  return taken.flatMap(({ node_id, content }) =>
    node_id === nodeId && content.kind === "item" && content.needs.every((need) => kept.includes(need)) ? [content.item] : [],
  );
}

function toPackNode(node: DraftNode, taken: readonly StoredPart[], kept: readonly string[], isFirst: boolean): PackNode {
  const items = withMain(itemsOf(node.id, taken, kept));
  const explanations = taken.flatMap(({ node_id, passage_ids, content }) =>
    node_id === node.id && content.kind === "explanation"
      ? [{ approach: content.approach, text: content.text, passages: passage_ids.slice(0, MAX_CITED) }]
      : [],
  );
  const [first, ...others] = [...explanations].sort((a) => (a.approach === MEANING ? -1 : 1));
  const shown = first && isFirst ? [{ ...first, text: firstSentences(first.text, MAX_FIRST_WORDS) }, ...others] : explanations;
  const used = new Set(items.flatMap((item) => (item.form === "choice" ? item.options.map(({ misconception }) => misconception) : [])));
  return {
    ...node,
    kind: node.kind === "closing" ? "closing" : isFirst ? "introduction" : "concept",
    requires: node.requires.filter((id) => kept.includes(id)),
    minutes: Math.min(
      20,
      minutesOf(
        shown.slice(0, 1).map(({ text }) => text),
        items,
      ),
    ),
    explanations: shown,
    items,
    misconceptions: node.misconceptions.filter(({ id, match }) => match.length > 0 || used.has(id)),
  };
}

/** Something has to be asked first. */
function withMain(items: readonly Item[]): Item[] {
  if (items.some(({ role }) => role === "main")) return [...items];
  const at = items.findIndex(({ role }) => role !== "step");
  return items.map((item, index) => (index === at ? { ...item, role: "main" } : item));
}

/** As many whole sentences from the beginning as fit; at least one. */
function firstSentences(text: string, most: number): string {
  const sentences = text.split(/(?<=[.!…]["’”)]?)\s+(?=\p{Lu}|“)/u);
  let words = 0;
  const end = sentences.findIndex((sentence, at) => {
    words += sentence.split(/\s+/).length;
    return words > most && at > 0;
  });
  return sentences.slice(0, end < 0 ? sentences.length : end).join(" ");
}
