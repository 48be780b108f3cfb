import type { Text } from "../ui/text.ts";
import type { SessionState } from "./session-state.ts";

/** The one quiet line: who is at work. Follows the activity frames, and the session's own state where none came (a reload, plain HTTP). */
export function statusOf(state: SessionState, text: Text): string {
  if (state.link === "cut_off") return text.status.cut_off;
  const { turn, reason } = state.view;
  const sent = state.outbox.some((command) => command.type === "reply");
  // Not acknowledged yet, so nobody is reading it.
  if (turn === "learner") return sent ? text.status.sending : text.status.your_turn;
  const { activity } = state;
  if (activity && activity.status !== "finished") {
    if (activity.status === "fell_back") return text.status.fell_back;
    if (activity.agent === "reviewer") return text.status.reviewer;
    if (activity.agent === "tutor")
      return activity.status === "retrying" || state.growing?.is_stale ? text.status.tutor_again : text.status.tutor[reason];
  }
  if (turn === "planning" || turn === "choosing_path") return text.status.planning;
  return turn === "evaluator" ? text.status.evaluator : text.status.tutor[reason];
}
