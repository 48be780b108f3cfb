import type { Evaluation } from "../../src/agents/evaluator/evaluator.schema.ts";
import type { TutorInput } from "../../src/agents/inputs.ts";
import { passagesOf } from "../../src/agents/tutor/passages.ts";
import type { Item, Pack, PackNode } from "../../src/curriculum/pack.schema.ts";

/** An evaluation that says nothing but what the case is about. */
export function evaluationOf(changes: Partial<Evaluation> = {}): Evaluation {
  return {
    user_intent: "attempt_answer",
    evaluation: "wrong",
    should_advance: false,
    quoted: "",
    key_points_met: [],
    key_points_missed: [],
    missing_cue: null,
    misconception_id: null,
    confidence: 0.8,
    reasoning: "",
    guidance_for_tutor: "",
    ...changes,
  };
}

/** What the tutor sees when it introduces a pack's node; the case changes what it is about. */
export function tutorInputOf(pack: Pack, node: PackNode, item: Item | null, changes: Partial<TutorInput> = {}): TutorInput {
  const [path] = pack.paths;
  return {
    language: pack.language,
    lesson_title: pack.title,
    path: { name: path?.name ?? "", description: path?.description ?? "", approach: path?.approach ?? null },
    node: { id: node.id, concept: node.concept, goal: node.goal },
    material: node,
    glossary: pack.glossary,
    previous: null,
    is_closing: node.kind === "closing",
    reason: "first",
    strategy: "introduce",
    item,
    item_is_repeat: false,
    evaluation: null,
    reply: null,
    reply_instructs: false,
    reviewer_notes: null,
    history: [],
    passages: passagesOf(node),
    used_passage_ids: [],
    remediation_round: 0,
    turn_number: 0,
    ...changes,
  };
}
