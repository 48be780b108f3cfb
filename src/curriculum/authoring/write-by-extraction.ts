import { extractClosing } from "./extract-closing.ts";
import { extractConceptNode } from "./extract-node.ts";
import type { PlannedLesson } from "./plan-lesson.ts";
import type { WrittenNode } from "./written-node.ts";

/** What one node of a plan teaches and asks, by extraction alone. Null where the documents do not give enough for it. */
export function writeByExtraction(lesson: PlannedLesson, nodeId: string): WrittenNode | null {
  const node = lesson.nodes.find(({ id }) => id === nodeId);
  if (!node) return null;
  if (node.term === null) return extractClosing(lesson);
  const earlier = lesson.nodes.flatMap(({ id, term }) => (term && node.requires.includes(id) ? [{ term, node_id: id }] : []));
  const input = { term: node.term, terms: lesson.terms, sentences: lesson.sentences, is_first: node.kind === "introduction" };
  return extractConceptNode({ ...input, earlier }) ?? extractConceptNode({ ...input, earlier: [] });
}
