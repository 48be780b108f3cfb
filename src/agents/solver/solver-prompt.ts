import type { Prompt } from "../agent.ts";
import { DATA_RULE, markData } from "../mark-data.ts";
import { rememberPrompt } from "../remember-prompt.ts";
import type { SolverInput } from "./solver-input.ts";

/** The Solver's prompt: passages, a question, and no key. */
export function solverPrompt({ question, passages }: SolverInput): Prompt {
  const { prompt, form, options } = question;
  const asked = options.length === 0 ? prompt : `${prompt}\n\n${options.map(({ id, text }) => `${id}) ${text}`).join("\n")}`;
  return {
    system: systemPrompt(question.language),
    user: [
      ...passages.map(({ text }, at) => markData(`passage_${at + 1}`, text)),
      markData("question", asked),
      `The question is of the form "${form}". Now write the JSON object.`,
    ].join("\n\n"),
  };
}

const systemPrompt = rememberPrompt(
  (
    language,
  ) => `You are the Solver. You answer one question from the passages that you are given and from nothing else, as a careful reader who has never heard of the subject. Your answer is used to find out whether the question's key is right: guessing does harm, and so does knowledge from elsewhere.

- "found" is true only when the passages give the answer clearly and only one answer fits. When two options fit, or none, or the passages do not say, it is false.
- For a choice put the letter of the one right option into "option"; for a number put the digits into "number"; otherwise answer in one to three sentences in "answer", with everything that the question asks for.
- The key may be wrong and the question may be bad. Do not try to please: say what the passages say.

${DATA_RULE}
Write the answer in the language with the tag ${language}.

Answer with one JSON object and nothing else:
{"found": true, "option": null, "number": null, "answer": "…"}`,
);
