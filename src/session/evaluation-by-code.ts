import type { Evaluation } from "../agents/evaluator/evaluator.schema.ts";
import type { EventBody } from "./events.schema.ts";

/** An evaluation that nobody made of words: what a step forward means where code takes it, or looks ahead to it. It quotes nothing and names nothing. */
export function evaluationByCode(
  verdict: Pick<Evaluation, "user_intent" | "evaluation" | "reasoning">,
  { message_id, advance_reason }: { readonly message_id: string; readonly advance_reason: "set_aside" | "evaluator" },
): EventBody & { type: "reply_evaluated" } {
  const { user_intent, evaluation } = verdict;
  return {
    type: "reply_evaluated",
    effect_seq: null,
    message_id,
    evaluation: {
      ...verdict,
      should_advance: true,
      quoted: "",
      key_points_met: [],
      key_points_missed: [],
      missing_cue: null,
      misconception_id: null,
      confidence: 1,
      guidance_for_tutor: "",
    },
    verdict: {
      user_intent,
      evaluation,
      should_advance: true,
      advance_reason,
      quoted: null,
      right: [],
      misconception: null,
      missing_cue: null,
      confirm: null,
      unverified: false,
    },
    source: { kind: "code", route: "code", late: false, attempts: [] },
    corrections: [],
    prompt_hash: null,
  };
}
