import type { Item } from "../../curriculum/pack.schema.ts";
import type { EvaluatorInput } from "../inputs.ts";

/** Everything that a reply about the subject of a question would share a word with: the texts of the item and of its node, the key included. */
export function subjectOf(
  { node, question, misconceptions }: Pick<EvaluatorInput, "node" | "question" | "misconceptions">,
  item: Item,
): string {
  const points = "key_points" in item ? item.key_points.flatMap(({ text, cue }) => [text, cue]) : [];
  const options = item.form === "choice" ? item.options.map(({ text }) => text) : [];
  const errors = misconceptions.flatMap(({ name, feedback }) => [name, feedback]);
  return [node.concept, node.goal, question, item.key, item.cue, ...item.hints, ...points, ...options, ...errors].join("\n\n");
}
