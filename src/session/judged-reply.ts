import type { Evaluation } from "../agents/evaluator/evaluator.schema.ts";
import type { Item, PackNode } from "../curriculum/pack.schema.ts";
import type { Answer } from "../learners/evidence.schema.ts";
import { type SkillMastery, startMastery, takeAnswer } from "../learners/mastery.ts";
import { answerTo } from "./evidence-of.ts";
import type { SessionState } from "./state.schema.ts";

/** The reply on the table with what the evaluator says of it, and what it was held against. */
export interface JudgedReply {
  readonly state: SessionState;
  readonly evaluation: Evaluation;
  readonly item: Item | null;
  readonly material: PackNode | null;
  /** ISO 8601. */
  readonly now: string;
}

/** The reply as the evidence that it is; null where it is no attempt, or where there is no key to verify it by. */
export function answerIn({ state, evaluation, item, material, now }: JudgedReply): Answer | null {
  const reply = state.last_reply;
  if (!item || !material || !reply || reply.instructs_evaluator) return null;
  if (evaluation.user_intent !== "attempt_answer" || evaluation.evaluation === "n/a") return null;
  return answerTo(item, material, state, {
    id: reply.message_id,
    at: now,
    verdict: evaluation.evaluation,
    isHelped: state.node.remediation_round > 0,
    duration_ms: durationOf(state),
  });
}

/** The skill's mastery after an answer; null where mastery does not decide, so that nobody keeps it in the session. */
export function masteryAfter({ settings, masteries }: SessionState, answer: Answer): SkillMastery | null {
  if (settings.advance !== "mastery") return null;
  return takeAnswer(masteries?.find(({ skill }) => skill === answer.skill) ?? startMastery(answer.skill), answer);
}

/** From the question shown to the answer sent, in ms; null when nobody measured it or a clock ran backwards. */
export function durationOf({ node, phase }: SessionState): number | null {
  if (phase.type !== "evaluating" || node.asked_at === undefined) return null;
  const ms = Date.parse(phase.turn.started_at) - Date.parse(node.asked_at);
  return ms >= 0 ? ms : null;
}
