import type { Prompt } from "../agent.ts";
import { DATA_RULE, markData } from "../mark-data.ts";
import { rememberPrompt } from "../remember-prompt.ts";
import type { AnswererInput } from "./answerer-input.ts";

/** Asks for an answer from the passages and from nothing else. */
export function answererPrompt({ question, language, passages }: AnswererInput): Prompt {
  const sources = passages.map(
    ({ id, heading, text }) => `Passage ${id}${heading === "" ? "" : ` (${heading.replace(/\s+/g, " ")})`}:\n${markData("passage", text)}`,
  );
  return {
    system: systemPrompt(language),
    user: [...sources, `The question:\n${markData("learner_question", question)}`, "Now write the JSON object."].join("\n\n"),
  };
}

const systemPrompt = rememberPrompt(
  (language) => `You answer a learner's question from passages of their course, and from nothing else.

- Write at most six short, plain sentences in the language with the tag ${language}. Each says one thing that a passage says, and "citations" names the passages that say it by their ids.
- Keep to what is written. Take over names, numbers and terms exactly. Add no example, no cause and no judgement of your own.
- If the passages answer only a part, answer that part. If they answer nothing of it, "answered" is false and "sentences" is empty; never fill a gap from what you know.
- When something is missing that another search in the same documents might bring, put up to three short search queries into "searches"; else leave it empty.
${DATA_RULE}

Answer with one JSON object and nothing else, with these fields in this order:
{"answered": true, "sentences": [{"text": "...", "citations": ["..."]}], "searches": []}`,
);
