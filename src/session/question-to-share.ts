import type { Agent } from "../agents/agent.ts";
import type { TutorInput } from "../agents/inputs.ts";
import type { TutorOutput } from "../agents/tutor/tutor.schema.ts";
import type { SimilarQuestion } from "../llm/models.port.ts";
import type { SessionState } from "./state.schema.ts";

/**
 * A learner's question about a pack's material, with the prompt that holds the question and the lesson and nothing of their conversation: its answer may be
 * given to whoever asks the same. The scope is that prompt without the question, so material, node, path and the item to lead back to are all in it. Undefined
 * where an answer is for this learner alone.
 */
export function questionToShare(
  { lesson_context, phase }: Pick<SessionState, "lesson_context" | "phase">,
  input: TutorInput,
  tutor: Pick<Agent<TutorInput, TutorOutput>, "prompt">,
): SimilarQuestion | undefined {
  const { reply, language } = input;
  if (lesson_context.basis !== "pack" || phase.type !== "drafting" || phase.reason !== "answer_question" || reply === null)
    return undefined;
  if (input.reply_instructs || input.reviewer_notes !== null) return undefined;
  const bare = { ...input, history: [], used_passage_ids: [], evaluation: null };
  return { scope: tutor.prompt({ ...bare, reply: "" }).user, text: reply, language, prompt: () => tutor.prompt(bare) };
}
