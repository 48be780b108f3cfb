// What nobody may pass with, and what everybody must: answer controls of two textbooks, and right and wrong solutions of word problems.
import { evaluator } from "../../src/agents/evaluator/evaluator.agent.ts";
import { dataFile, readRows } from "./eval-files.ts";
import { readGradeRow } from "./grade-input.ts";

/** How often the product says what of one kind of row. */
export interface Control {
  readonly name: string;
  readonly labels: ReadonlyMap<string, number>;
  readonly count: number;
}

const BOOKS = ["psychology", "sociology"];

/** Every control of the books that are there, by its kind. */
export function gradeControls(): Control[] {
  return BOOKS.flatMap((book) => byKind(dataFile(`openstax_course/dev/${book}_answer_controls.jsonl.gz`), "control"));
}

/** Solutions by what people called them. */
export function gradeSolutions(): Control[] {
  return byKind(dataFile("mathdial/dev/solution_correctness.jsonl"), "label");
}

function byKind(file: string | null, kind: string): Control[] {
  if (file === null) return [];
  const said = new Map<string, Map<string, number>>();
  for (const { value, line } of readRows(file).rows) {
    const read = readGradeRow(value, line);
    if (typeof read === "string") continue;
    const { evaluation } = evaluator.check(read.input, evaluator.embedded(read.input)).output;
    const name = String(value[kind]);
    const labels = said.get(name) ?? new Map<string, number>();
    labels.set(evaluation, (labels.get(evaluation) ?? 0) + 1);
    said.set(name, labels);
  }
  return [...said].map(([name, labels]) => ({ name, labels, count: [...labels.values()].reduce((sum, count) => sum + count, 0) }));
}

/** The share of a control's rows that got a label. */
export function shareOfLabel({ labels, count }: Control, label: string): number {
  return (labels.get(label) ?? 0) / count;
}
