import type { Evaluation } from "../agents/evaluator/evaluator.schema.ts";
import type { Item } from "../curriculum/pack.schema.ts";
import { type Haste, readHaste } from "../learners/gaming.ts";
import { formOf } from "../learners/item-form.ts";
import type { SkillMastery } from "../learners/mastery.ts";
import type { PublicEvaluation } from "../protocol/public-event.schema.ts";
import { MAX_HINTS } from "./evidence-of.ts";
import { answerIn, durationOf, type JudgedReply, masteryAfter } from "./judged-reply.ts";
import type { SessionState } from "./state.schema.ts";
import { isClosing } from "./transition.ts";

/** What mastery makes of an answer. */
export interface Advance {
  /** With `should_advance` as mastery says. */
  readonly evaluation: Evaluation;
  /** After this answer. */
  readonly mastery: SkillMastery;
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
export function decideAdvance(judged: JudgedReply): Advance | null {
  const { state, evaluation, material } = judged;
  const answer = answerIn(judged);
  const mastery = answer && masteryAfter(state, answer);
  if (!mastery) return null;
  const isRight = evaluation.evaluation === "correct";
  const hasMore = material?.items.some(({ role, id }) => role !== "step" && !state.node.asked_item_ids.includes(id)) ?? false;
  const advances = isRight && (isClosing(state) || mastery.mastered || !hasMore);
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
