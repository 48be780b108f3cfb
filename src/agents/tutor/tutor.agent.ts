import type { Agent, Checked, Correction } from "../agent.ts";
import type { TutorInput } from "../inputs.ts";
import { embeddedTutor } from "./embedded-tutor.ts";
import { tutorPrompt } from "./tutor-prompt.ts";
import { type TutorOutput, tutorOutputSchema } from "./tutor.schema.ts";

/** The Tutor: teaches one idea and asks the one question that code has chosen. What it drafts still has to pass `checkDraft` and the reviewer. */
export const tutor: Agent<TutorInput, TutorOutput> = {
  name: "tutor",
  temperature: 0.5,
  max_output_tokens: 1_500,
  output_schema: tutorOutputSchema,
  prompt: tutorPrompt,
  embedded: embeddedTutor,
  check: tidyOutput,
};

/** Sets right what needs no new draft: a question said twice, hints for a question that has its own. What was said is left to the gate. */
function tidyOutput({ item }: TutorInput, output: TutorOutput): Checked<TutorOutput> {
  const corrections: Correction[] = [];
  const question = output.question.trim().replace(/^["“](.*)["”]$/s, "$1");
  let teaching = output.teaching.trim();
  if (teaching.endsWith(question) && teaching !== question) {
    teaching = teaching.slice(0, -question.length).trim();
    corrections.push({ check: "question_repeated", detail: "The teaching ended with the question itself; it is asked once." });
  }
  const hints = item ? [] : output.hints.map((hint) => hint.trim()).filter((hint) => hint !== "");
  if (item && output.hints.length > 0) corrections.push({ check: "hints_dropped", detail: "The question brings its own hints." });
  return { output: { teaching, question, citations: [...new Set(output.citations)], hints }, corrections };
}
