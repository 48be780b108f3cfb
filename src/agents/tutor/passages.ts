import type { PackNode } from "../../curriculum/pack.schema.ts";
import { rememberFor } from "../../shared/remember.ts";
import type { Passage } from "../inputs.ts";

/** The id of one text of a node, as citations name it: `node_quorum.simpler`, `node_quorum.from_failure` (an approach), `node_quorum.question_2`. */
export function passageId(node: PackNode, part: string): string {
  return `${node.id}.${part}`;
}

/** Everything a node may be taught from and cited: its explanations by approach, the other ways of saying it, and the answers to known questions. */
export const passagesOf: (node: PackNode) => readonly Passage[] = rememberFor((node) => [
  ...node.explanations.map(({ approach, text }) => ({ id: passageId(node, approach), text })),
  { id: passageId(node, "simpler"), text: node.simpler },
  { id: passageId(node, "worked_example"), text: node.worked_example },
  { id: passageId(node, "smaller_step"), text: node.smaller_step },
  ...node.questions.map(({ answer }, at) => ({ id: passageId(node, `question_${at + 1}`), text: answer })),
]);
