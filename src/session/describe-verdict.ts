import type { Evaluation } from "../agents/evaluator/evaluator.schema.ts";
import type { Item, PackNode } from "../curriculum/pack.schema.ts";
import type { PublicEvaluation } from "../protocol/public-event.schema.ts";

/**
 * The learner-facing part of an evaluation: verdict, the learner's words, what was right, and a cue for what is missing. What was missed, the
 * reasoning and the guidance stay on the server.
 */
export function describeVerdict(input: {
  readonly evaluation: Evaluation;
  readonly item: Item | null;
  readonly material: PackNode | null;
  readonly reply: { readonly text: string; readonly instructs_evaluator: boolean };
  /** What the learner saw of the reply before this one. */
  readonly before: Pick<PublicEvaluation, "misconception" | "missing_cue"> | null;
  /** Why it advances, where that is not the evaluator's word. */
  readonly advance_reason?: PublicEvaluation["advance_reason"];
  /** What follows, where it was asked before the teaching. */
  readonly placement?: PublicEvaluation["placement"];
}): PublicEvaluation {
  const { evaluation, item, material, reply, before } = input;
  const isAttempt = evaluation.user_intent === "attempt_answer" && !reply.instructs_evaluator;
  const isCorrect = isAttempt && evaluation.evaluation === "correct";
  const feedback = material?.misconceptions.find((known) => known.id === evaluation.misconception_id)?.feedback ?? null;
  // What has just been read and did not help is not said again; the item's own cue points from another side.
  const isStale = feedback !== null && feedback === before?.misconception;
  const wanted = evaluation.missing_cue ?? (isStale ? (item?.cue ?? null) : null);
  const cue = wanted !== null && wanted === before?.missing_cue ? (item?.cue ?? wanted) : wanted;
  return {
    user_intent: evaluation.user_intent,
    evaluation: evaluation.evaluation,
    should_advance: evaluation.should_advance,
    advance_reason: evaluation.should_advance ? (input.advance_reason ?? (isUnverified(evaluation) ? "self_checked" : "evaluator")) : null,
    quoted: isAttempt && evaluation.quoted !== "" && reply.text.includes(evaluation.quoted) ? evaluation.quoted : null,
    right: isAttempt ? describeRight(evaluation, item) : [],
    misconception: isAttempt && !isCorrect && !isStale ? feedback : null,
    missing_cue: isAttempt && !isCorrect ? cue : null,
    confirm: isCorrect ? (item?.confirm ?? null) : null,
    unverified: isAttempt && item === null && isUnverified(evaluation),
    ...(input.placement && { placement: input.placement }),
  };
}

/** An attempt that nothing could verify: there was no key to hold it against. */
function isUnverified(evaluation: Evaluation): boolean {
  return evaluation.evaluation === "n/a";
}

function describeRight(evaluation: Evaluation, item: Item | null): string[] {
  const points = item && "key_points" in item ? item.key_points : null;
  if (!points) return item ? [] : evaluation.key_points_met;
  return points.filter((point) => evaluation.key_points_met.includes(point.id)).map((point) => point.text);
}
