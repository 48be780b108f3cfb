import type { Correction } from "../agents/agent.ts";
import type { Evaluation } from "../agents/evaluator/evaluator.schema.ts";

/**
 * The laws about advancing (5 and 10), enforced where the pointer is moved, whatever agent or model produced the evaluation: an evaluation that
 * contradicts itself, that quotes what the learner did not write, or that answers an attempt to instruct the evaluator does not advance.
 * Pure; returns the evaluation to record and what was corrected.
 */
export function lawfulEvaluation(
  evaluation: Evaluation,
  reply: { readonly text: string; readonly instructs_evaluator: boolean },
): { evaluation: Evaluation; corrections: Correction[] } {
  const corrections: Correction[] = [];
  if (evaluation.should_advance) {
    if (evaluation.user_intent !== "attempt_answer" || evaluation.evaluation === "wrong" || evaluation.evaluation === "partial") {
      corrections.push({
        check: "self_contradiction",
        detail: `should_advance came with ${evaluation.user_intent} and ${evaluation.evaluation}.`,
      });
    }
    if (evaluation.quoted.trim() === "" || !reply.text.includes(evaluation.quoted)) {
      corrections.push({ check: "quoted_not_verbatim", detail: "The words quoted are not a span of the reply." });
    }
    if (reply.instructs_evaluator) {
      corrections.push({ check: "instructs_evaluator", detail: "The reply tries to instruct the evaluator." });
    }
  }
  return { evaluation: corrections.length > 0 ? { ...evaluation, should_advance: false } : evaluation, corrections };
}
