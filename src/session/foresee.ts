import type { Evaluation } from "../agents/evaluator/evaluator.schema.ts";
import type { EvaluatorInput, TutorInput } from "../agents/inputs.ts";
import { evaluationByCode } from "./evaluation-by-code.ts";
import type { EventBody } from "./events.schema.ts";
import { applyEvent } from "./fold.ts";
import type { SessionState } from "./state.schema.ts";
import { isClosing } from "./transition.ts";

/**
 * Where the session goes if the learner takes the first path, or answers the question on the table: the state in which the tutor drafts the next node's
 * message. For a probe it is the state in which its own node is taught, since another probe needs no model. Null when nothing is to be drafted then. `at`: now, ISO 8601.
 */
export function foreseeNext(state: SessionState, at: string): SessionState | null {
  if (state.phase.type === "choosing_path") {
    const [path] = state.paths;
    if (!path) return null;
    return after(state, { type: "path_chosen", message_id: "", path_id: path.id, teaching_path: path.teaching_sequence }, at);
  }
  if ((state.phase.type !== "awaiting_reply" && state.phase.type !== "evaluating") || isClosing(state)) return null;
  if (state.placing) {
    // Who has answered one probe right will most likely answer the next.
    return state.placing.probes.length === 0 ? after(state, { type: "teaching_requested", message_id: "" }, at) : null;
  }
  // What the evaluator would have to say for the learner to get on.
  const advances = { user_intent: "attempt_answer", evaluation: "correct", reasoning: "" } as const;
  return after(state, evaluationByCode(advances, { message_id: "", advance_reason: "evaluator" }), at);
}

/** Below this the label is wrong often enough, one time in six, for a second draft to pay. The confidence in a label is calibrated (`npm run eval -- grade`). */
const SURE = 0.85;
const LABEL_BESIDE = { correct: "partial", partial: "wrong", wrong: "partial" } as const;

/**
 * The verdicts that a turn is prepared for while the evaluator reads: the forecast and, where that is unsure, the label beside it. The second says nothing
 * of points, since nobody knows which they would be: its remedy speaks of the whole, and fits whichever they are. Choices and numbers are judged by code.
 */
export function likelyVerdicts(forecast: Evaluation, { item }: Pick<EvaluatorInput, "item">): Evaluation[] {
  const { user_intent, evaluation, confidence } = forecast;
  const isExact = item?.form === "choice" || item?.form === "numeric";
  if (isExact || user_intent !== "attempt_answer" || evaluation === "n/a" || confidence >= SURE) return [forecast];
  const beside: Evaluation = {
    ...forecast,
    evaluation: LABEL_BESIDE[evaluation],
    should_advance: false,
    key_points_met: [],
    key_points_missed: [],
    missing_cue: null,
    misconception_id: null,
    confidence: 1 - confidence,
    reasoning: "",
    guidance_for_tutor: "",
  };
  return [forecast, beside];
}

/** Whether a remedy that was drafted for one verdict may stand for another of the same name: it must hold nothing against the learner that the other does not. */
export function standsFor(drafted: Evaluation, given: Evaluation | null): boolean {
  const missed = given?.key_points_missed ?? [];
  return missed.length === 0 || drafted.key_points_missed.every((point) => missed.includes(point));
}

/** The state after events that have not happened. */
export function foreseeEvents(state: SessionState, bodies: readonly EventBody[], at: string): SessionState {
  return bodies.reduce((next, body) => after(next, body, at), state);
}

/**
 * Names what a draft was made for: everything its prompt is made of that may differ within a session. Two inputs with the same name may share a draft.
 * Of the evaluation only the verdict counts, because the reviewer reads the draft against the real one (and `standsFor` looks at the points); of the
 * conversation nothing, because a message that answers a reply is named by the reply, and one that opens a node does not look back.
 */
export function nameDraft(input: TutorInput): string {
  const { item, evaluation, material: _material, glossary: _glossary, passages, history: _history, turn_number: _turn, ...rest } = input;
  const verdict = evaluation && {
    user_intent: evaluation.user_intent,
    evaluation: evaluation.evaluation,
    misconception_id: evaluation.misconception_id,
  };
  return JSON.stringify({ ...rest, item_id: item?.id ?? null, verdict, passage_ids: passages.map(({ id }) => id) });
}

function after(state: SessionState, body: EventBody, at: string): SessionState {
  // The place in the log does not matter: nothing of this is stored.
  return applyEvent(state, { v: 1, seq: 1, at, ...body });
}
