import type { PlannedLesson } from "../../curriculum/authoring/plan-lesson.ts";
import { writeByExtraction } from "../../curriculum/authoring/write-by-extraction.ts";
import type { WrittenNode } from "../../curriculum/authoring/written-node.ts";
import type { Agent } from "../agent.ts";
import { type AuthorInput, authorPrompt } from "./author-prompt.ts";
import { type AuthorOutput, authorSchema } from "./author.schema.ts";
import { checkAuthor } from "./check-author.ts";

/** A sentence too long for the pack format costs its node, not the draft. */
function extracted(lesson: PlannedLesson, nodeId: string): AuthorOutput {
  const written = authorSchema.safeParse(writeByExtraction(lesson, nodeId));
  return written.success ? written.data : authorSchema.parse(NOTHING);
}

/** What is left when the documents give nothing for a node: a draft without it. */
const NOTHING: WrittenNode = {
  goal: "–",
  explanations: [],
  simpler: "–",
  worked_example: "–",
  smaller_step: "–",
  misconceptions: [],
  items: [],
};

/** The Author: writes what one node of a lesson made from documents teaches and asks. Its embedded counterpart extracts it, sentence by sentence. */
export const author: Agent<AuthorInput, AuthorOutput, "author"> = {
  name: "author",
  temperature: 0.4,
  max_output_tokens: 6_000,
  output_schema: authorSchema,
  prompt: authorPrompt,
  embedded: ({ lesson, node_id }) => extracted(lesson, node_id),
  check: checkAuthor,
};
