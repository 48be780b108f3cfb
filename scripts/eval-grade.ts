// `npm run eval:grade -- IN OUT [--route provider:model] [--as label|score|points]`: grades the answers of any grading set with the product's evaluator.
// IN: rows with `id`, `question`, one or several reference answers and an answer, under the names that the sets of ../shared/data use. OUT: rows as their
// score.py read them. `--as score` writes the mark (0 to 1) instead of the label, for scorers of marks; `--as points` the same out of 5.
import { evaluator } from "../src/agents/evaluator/evaluator.agent.ts";
import type { Evaluation } from "../src/agents/evaluator/evaluator.schema.ts";
import type { Grade } from "../src/agents/evaluator/grader/grade.ts";
import { gradeItem } from "../src/agents/evaluator/judge-reference.ts";
import { main, ScriptError } from "./lib/command.ts";
import { openEvalDoor } from "./lib/eval-door.ts";
import { readCommandLine, readRows, tellUnused, writeRows } from "./lib/eval-files.ts";
import { type GradeInput, readGradeRow } from "./lib/grade-input.ts";

const FORMS = ["label", "score", "points"] as const;
const POINTS = 5;

await main(async () => {
  const { form, rest } = readForm(process.argv.slice(2));
  const { input, output, route } = readCommandLine("eval:grade", rest);
  const { rows, unread } = readRows(input);
  const read = rows.map(({ value, line }) => readGradeRow(value, line));
  const ask = openEvalDoor(route);
  const written: object[] = [];
  const by = { model: 0, embedded: 0 };
  for (const row of read) {
    if (typeof row === "string") continue;
    const answer = await ask(evaluator, row.input);
    by[answer.by] += 1;
    written.push(toRow(row, answer.output, answer.by === "embedded", form));
  }
  writeRows(output, written);
  tellUnused([...unread, ...read.filter((row) => typeof row === "string")]);
  console.log(
    `${written.length} of ${rows.length + unread.length} rows graded: ${by.embedded} with no model, ${by.model} by ${route ?? "a model"}.`,
  );
});

function readForm(args: readonly string[]): { readonly form: (typeof FORMS)[number]; readonly rest: readonly string[] } {
  const at = args.indexOf("--as");
  if (at < 0) return { form: "label", rest: args };
  const form = FORMS.find((known) => known === args[at + 1]);
  if (!form) throw new ScriptError(`--as takes one of ${FORMS.join(", ")}.`);
  return { form, rest: args.filter((_, index) => index !== at && index !== at + 1) };
}

function toRow({ id, input }: GradeInput, evaluation: Evaluation, isEmbedded: boolean, form: (typeof FORMS)[number]): object {
  const { evaluation: label, confidence, user_intent, key_points_met, key_points_missed, quoted } = evaluation;
  const grade = isEmbedded ? gradeItem(input) : null;
  const score = round(scoreOf(evaluation, grade));
  if (form === "score") return { id, score };
  if (form === "points") return { id, score: round(score * POINTS) };
  return {
    id,
    label,
    score,
    confidence: round(confidence),
    user_intent,
    prob: round(chanceOf(evaluation, grade)),
    key_points_met,
    key_points_missed,
    quoted,
  };
}

/** The chance that the answer is correct: the grader's where it decided, else what the verdict and its confidence say. */
function chanceOf({ evaluation, confidence }: Evaluation, grade: Grade | null): number {
  if (evaluation === "n/a") return 0;
  const isExact = grade === null || Math.abs(grade[evaluation] - confidence) > 1e-6;
  if (isExact || grade === null)
    return evaluation === "correct" ? confidence : evaluation === "partial" ? (1 - confidence) / 2 : (1 - confidence) / 4;
  return grade.correct;
}

/** The mark to expect, 0 to 1. */
function scoreOf(evaluation: Evaluation, grade: Grade | null): number {
  const chance = chanceOf(evaluation, grade);
  if (evaluation.evaluation === "n/a") return 0;
  if (grade && Math.abs(grade.correct - chance) < 1e-6) return grade.score;
  return evaluation.evaluation === "correct" ? 0.5 + chance / 2 : evaluation.evaluation === "partial" ? 0.5 : chance;
}

function round(value: number): number {
  return Number(value.toFixed(4));
}
