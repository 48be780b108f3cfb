import type { Answer } from "../learners/evidence.schema.ts";
import type { SessionState } from "./state.schema.ts";
import { isClosing } from "./transition.ts";

/** Why the question on the table is asked, as evidence names it. */
export function purposeOf(state: SessionState): Answer["purpose"] {
  if (state.lesson_context.purpose) return state.lesson_context.purpose;
  if (state.placing) return "placement";
  return isClosing(state) ? "closing_check" : "lesson";
}
