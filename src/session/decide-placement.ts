import type { Evaluation } from "../agents/evaluator/evaluator.schema.ts";
import type { SkillMastery } from "../learners/mastery.ts";
import { placeLearner } from "../learners/placement.ts";
import type { EventBody } from "./events.schema.ts";
import { answerIn, type JudgedReply, masteryAfter } from "./judged-reply.ts";
import { lawfulEvaluation } from "./lawful-evaluation.ts";

/** What follows from a reply to a probe. */
export interface PlacementDecision {
  /** It advances when the node is skipped, and only then. */
  readonly evaluation: Evaluation;
  readonly placement: NonNullable<(EventBody & { type: "reply_evaluated" })["placement"]>;
  /** Where mastery decides otherwise: that of the node's skill after this answer; null where it says nothing about the skill. */
  readonly mastery: SkillMastery | null;
}

/**
 * Whether somebody who was asked before the teaching is asked once more, skips the node, or is taught it. Null where nobody is being placed, and for a question
 * of the learner's: it is answered, and the probe comes back. What is no answer to go by is asked again; whoever does not know is taught at once. A right
 * answer counts only if it could advance by itself (laws 5 and 10), so that no model's word alone skips a node.
 */
export function decidePlacement(judged: JudgedReply): PlacementDecision | null {
  const { state, evaluation } = judged;
  const { placing, last_reply: reply } = state;
  if (!placing || !reply || evaluation.user_intent === "ask_question") return null;
  const decide = (placement: PlacementDecision["placement"], mastery: SkillMastery | null = null): PlacementDecision => ({
    evaluation: { ...evaluation, should_advance: placement.next === "skip" },
    placement,
    mastery,
  });
  const { known } = placeLearner(placing.probes);
  const saysNothing = reply.instructs_evaluator || (evaluation.user_intent === "attempt_answer" && evaluation.evaluation === "n/a");
  if (saysNothing) return decide({ next: "probe", known });
  const answer = answerIn(judged);
  if (!answer) return decide({ next: "teach", known });
  const placed = placeLearner([...placing.probes, answer]);
  const mayAdvance = lawfulEvaluation({ ...evaluation, should_advance: true }, reply).corrections.length === 0;
  return decide({ next: mayAdvance ? placed.next : "teach", known: placed.known, answer }, masteryAfter(state, answer));
}
