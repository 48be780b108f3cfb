import type { SessionCard } from "../protocol/http.schema.ts";
import type { SessionState } from "./state.schema.ts";

/** Where a session stands, as the registry shows it. `at` is ISO 8601, UTC. */
export function toRegistryEntry({ lesson_context, current_index, teaching_path, ...state }: SessionState, at: string) {
  const { lesson_id, title } = lesson_context;
  const node_count = teaching_path.length;
  return { lesson_id, title, status: statusOf(state), current_index, node_count, updated_at: at };
}

/** Whether a session goes on, and how it ended where it does not. */
export function statusOf({ phase }: Pick<SessionState, "phase">): SessionCard["status"] {
  return phase.type === "completed" || phase.type === "abandoned" ? phase.type : "open";
}

/** Whether the registry would show something else now. */
export function hasMoved(before: SessionState, after: SessionState): boolean {
  return (
    before.current_index !== after.current_index ||
    before.teaching_path.length !== after.teaching_path.length ||
    statusOf(before) !== statusOf(after)
  );
}
