import type { TutorInput } from "../agents/inputs.ts";
import { evaluationByCode } from "./evaluation-by-code.ts";
import type { EventBody } from "./events.schema.ts";
import { applyEvent } from "./fold.ts";
import type { SessionState } from "./state.schema.ts";
import { isClosing } from "./transition.ts";

/**
 * Where the session goes if the learner takes the first path, or answers the question on the table: the state in which the tutor drafts the next node's
 * message. Null when nothing is to be drafted then. `at`: now, ISO 8601.
 */
export function foreseeNext(state: SessionState, at: string): SessionState | null {
  if (state.phase.type === "choosing_path") {
    const [path] = state.paths;
    if (!path) return null;
    return after(state, { type: "path_chosen", message_id: "", path_id: path.id, teaching_path: path.teaching_sequence }, at);
  }
  if ((state.phase.type !== "awaiting_reply" && state.phase.type !== "evaluating") || isClosing(state)) return null;
  // What the evaluator would have to say for the learner to get on.
  const advances = { user_intent: "attempt_answer", evaluation: "correct", reasoning: "" } as const;
  return after(state, evaluationByCode(advances, { message_id: "", advance_reason: "evaluator" }), at);
}

/** The state after events that have not happened. */
export function foreseeEvents(state: SessionState, bodies: readonly EventBody[], at: string): SessionState {
  return bodies.reduce((next, body) => after(next, body, at), state);
}

/**
 * Names what a draft was made for: everything its prompt is made of that may differ within a session. Two inputs with the same name may share a draft.
 * Of the evaluation only the verdict counts, because the reviewer reads the draft against the real one; of the conversation nothing, because a message
 * that answers a reply is named by the reply, and one that opens a node does not look back.
 */
export function nameDraft(input: TutorInput): string {
  const { item, evaluation, material: _material, glossary: _glossary, passages, history: _history, turn_number: _turn, ...rest } = input;
  const verdict = evaluation && {
    user_intent: evaluation.user_intent,
    evaluation: evaluation.evaluation,
    misconception_id: evaluation.misconception_id,
    missed: evaluation.key_points_missed.toSorted(),
  };
  return JSON.stringify({ ...rest, item_id: item?.id ?? null, verdict, passage_ids: passages.map(({ id }) => id) });
}

function after(state: SessionState, body: EventBody, at: string): SessionState {
  // The place in the log does not matter: nothing of this is stored.
  return applyEvent(state, { v: 1, seq: 1, at, ...body });
}
