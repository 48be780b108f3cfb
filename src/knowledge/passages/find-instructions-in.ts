import type { Finding, Passage } from "../../protocol/course.schema.ts";
import { findInstructions } from "../../shared/injection/find-instructions.ts";

const MAX_EXCERPT_CHARS = 300;

/** What in a document reads as orders to a model or a grader: a finding a sentence, with its page, for the teacher to look at. */
export function findInstructionsIn(passages: readonly Passage[]): Finding[] {
  return passages.flatMap(({ text, anchor }) =>
    findInstructions(text).map(({ start, end }): Finding => {
      const words = text.slice(start, end).replace(/\s+/g, " ");
      return { kind: "instructions", page: anchor.page_from, excerpt: words.slice(0, MAX_EXCERPT_CHARS) };
    }),
  );
}
