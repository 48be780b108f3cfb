import type { OpenQuestion } from "../../curriculum/authoring/authoring.port.ts";
import type { Passage } from "../../protocol/course.schema.ts";
import type { SolverOutput } from "./solver.schema.ts";

/** A question without its key, and all that may be known to answer it. */
export interface SolverInput {
  readonly question: OpenQuestion;
  readonly passages: readonly Passage[];
}

/** An output as the reply that a learner would give; null when the passages do not say. */
export function replyOf({ form }: Pick<OpenQuestion, "form">, { found, option, number, answer }: SolverOutput): string | null {
  if (!found) return null;
  const reply = form === "choice" ? option : form === "numeric" ? number : answer.trim();
  return reply === "" ? null : reply;
}
