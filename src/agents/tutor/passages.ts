import type { PackNode } from "../../curriculum/pack.schema.ts";
import { rememberFor } from "../../shared/remember.ts";
import type { Strategy } from "../../protocol/lesson.schema.ts";
import type { Passage, TutorInput } from "../inputs.ts";

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

/**
 * The node's texts that the learner has not had yet: the one that the strategy names first, then every other explanation, then the rest. Nothing is
 * said twice word for word. In the closing check the explanations only set the scene, and answers are written for a question: both stay out.
 */
export function unusedPassages(
  { strategy, used_passage_ids, is_closing }: Pick<TutorInput, "strategy" | "used_passage_ids" | "is_closing">,
  material: PackNode,
): Passage[] {
  const kinds: readonly Kind[] = ["other_approach", "simpler", "worked_example", "smaller_step"];
  const order = kinds
    .filter((kind) => !is_closing || kind !== "other_approach")
    .sort((a, b) => Number(b === strategy) - Number(a === strategy));
  const unused = passagesOf(material)
    .slice(0, -material.questions.length || undefined)
    .filter(({ id }) => !used_passage_ids.includes(id));
  return order.flatMap((kind) => unused.filter(({ id }) => kindOf(id, material) === kind));
}

/** What a text of a node does for somebody who has not understood yet. */
export type Kind = Exclude<Strategy, "introduce" | "answer_question">;

/** What the passage of that id is; every explanation is another approach. */
export function kindOf(id: string, material: PackNode): Kind {
  const kinds: readonly Kind[] = ["simpler", "worked_example", "smaller_step"];
  return kinds.find((kind) => id === passageId(material, kind)) ?? "other_approach";
}
