import { findInstructions } from "../../shared/injection/find-instructions.ts";
import type { Agent, Checked, Correction } from "../agent.ts";
import type { AnswererInput } from "./answerer-input.ts";
import { answererPrompt } from "./answerer-prompt.ts";
import { type AnswererOutput, answererSchema } from "./answerer.schema.ts";
import { embeddedAnswer } from "./embedded-answerer.ts";
import { isSupported } from "./supports.ts";

/** The Answerer: answers a question from passages, every sentence with the passages that say so. */
export const answerer: Agent<AnswererInput, AnswererOutput, "answerer"> = {
  name: "answerer",
  temperature: 0,
  max_output_tokens: 900,
  output_schema: answererSchema,
  prompt: answererPrompt,
  embedded: embeddedAnswer,
  check: keepSupported,
};

/** Drops what no cited passage says, citations of passages that were not there, and sentences that read as orders; what is left is the answer. */
function keepSupported({ passages }: AnswererInput, output: AnswererOutput): Checked<AnswererOutput> {
  const byId = new Map(passages.map(({ id, text }) => [id, text]));
  const corrections: Correction[] = [];
  const sentences = output.sentences.flatMap(({ text, citations }) => {
    const known = [...new Set(citations)].filter((id) => byId.has(id));
    const texts = known.flatMap((id) => byId.get(id) ?? []);
    if (known.length < citations.length)
      corrections.push({
        check: "citation_unknown",
        detail: `${citations.length - known.length} citations name no passage, or one twice.`,
      });
    if (isSupported(text, texts) && findInstructions(text).length === 0) return [{ text, citations: known }];
    corrections.push({ check: "sentence_unsupported", detail: "A sentence says what no passage it cites says." });
    return [];
  });
  const answered = output.answered && sentences.length > 0;
  return { output: { ...output, answered, sentences: answered ? sentences : [] }, corrections };
}
