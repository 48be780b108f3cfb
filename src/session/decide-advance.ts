import type { Evaluation } from "../agents/evaluator/evaluator.schema.ts";
import type { Item, PackNode } from "../curriculum/pack.schema.ts";
import { type Haste, readHaste } from "../learners/gaming.ts";
import { formOf } from "../learners/item-form.ts";
import { type SkillMastery, startMastery, takeAnswer } from "../learners/mastery.ts";
import type { PublicEvaluation } from "../protocol/public-event.schema.ts";
import { skillOf, standingIn } from "./evidence-of.ts";
import type { SessionState } from "./state.schema.ts";

const MAX_HINTS = 3;

export interface AdvanceInput {
  readonly state: SessionState;
  readonly evaluation: Evaluation;
  readonly item: Item | null;
  readonly material: PackNode | null;
  /** Whether this is the last node: the closing check is passed by one right answer. */
  readonly is_closing: boolean;
  /** ISO 8601. */
  readonly now: string;
}

/** What mastery makes of an answer. */
export interface Advance {
  /** With `should_advance` as mastery says. */
  readonly evaluation: Evaluation;
  /** After this answer; null where it says nothing about the skill. */
  readonly mastery: SkillMastery | null;
  /** Why it advances, if it does. */
  readonly reason: Extract<PublicEvaluation["advance_reason"], "mastery" | "practised">;
  /** Right, not mastered, and there are questions left that were not asked. */
  readonly practise: boolean;
}

/**
 * Whether an answer moves the lesson on where mastery decides: the verdict is evidence, and the evaluator's own word about advancing moves nothing. A right answer
 * advances when the skill is mastered, in the closing check, and when every question of the step has been asked: nobody is kept for want of questions. Null where
 * the evaluator decides and where there is no key to verify an answer by.
 */
export function decideAdvance({ state, evaluation, item, material, is_closing, now }: AdvanceInput): Advance | null {
  if (state.settings.advance !== "mastery" || !item || !material || !state.last_reply) return null;
  const isAnswer = evaluation.user_intent === "attempt_answer" && evaluation.evaluation !== "n/a" && !state.last_reply.instructs_evaluator;
  if (!isAnswer) return null;
  const skill = skillOf(material, state.lesson_context);
  const before = state.masteries?.find((known) => known.skill === skill) ?? startMastery(skill);
  const mastery = takeAnswer(before, {
    v: 1,
    type: "answer",
    id: state.last_reply.message_id,
    at: now,
    skill,
    session_id: state.session_id,
    node_id: material.id,
    item_id: item.id,
    form: formOf(item),
    purpose: is_closing ? "closing_check" : "lesson",
    verdict: evaluation.evaluation,
    verified: true,
    hints: Math.min(MAX_HINTS, state.node.hint_level),
    unassisted: state.node.hint_level === 0 && state.node.remediation_round === 0,
    duration_ms: durationOf(state),
    difficulty: null,
    ...standingIn(state, skill),
  });
  const isRight = evaluation.evaluation === "correct";
  const hasMore = material.items.some(({ role, id }) => role !== "step" && !state.node.asked_item_ids.includes(id));
  const advances = isRight && (is_closing || mastery.mastered || !hasMore);
  return {
    evaluation: { ...evaluation, should_advance: advances },
    mastery,
    reason: mastery.mastered ? "mastery" : "practised",
    practise: isRight && !advances,
  };
}

/** What its time says of the attempt on the table; nothing where there is nothing to say. */
export function hasteOf(state: SessionState, evaluation: Evaluation, item: Item | null): { readonly haste?: Haste } {
  if (!item || evaluation.user_intent !== "attempt_answer") return {};
  const haste = readHaste({
    duration_ms: durationOf(state),
    form: formOf(item),
    hints: Math.min(MAX_HINTS, state.node.hint_level),
    purpose: state.lesson_context.purpose ?? "lesson",
    verdict: evaluation.evaluation,
  });
  return haste ? { haste } : {};
}

function durationOf({ node, phase }: SessionState): number | null {
  if (phase.type !== "evaluating" || node.asked_at === undefined) return null;
  const ms = Date.parse(phase.turn.started_at) - Date.parse(node.asked_at);
  return ms >= 0 ? ms : null;
}
