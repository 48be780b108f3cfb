// An evaluator's input from a row of somebody's grading set, under any of the field names that the sets use.
import type { EvaluatorInput } from "../../src/agents/inputs.ts";
import type { OpenItem } from "../../src/curriculum/pack.schema.ts";
import { readSentences } from "../../src/curriculum/text.ts";
import { referencesOf } from "./grader-data.ts";

const MAX_POINTS = 5;
const MAX_ALTERNATIVES = 20;
const ANSWERS = ["student_answer", "answer", "response", "text", "reply", "solution"];

/** What there is to grade: the row's id, and the evaluator's input for it. */
export interface GradeInput {
  readonly id: string;
  readonly input: WrittenInput;
}

/** An input whose item is a written question. */
export interface WrittenInput extends EvaluatorInput {
  readonly item: OpenItem;
}

/** Reads a row; a sentence where something is missing. */
export function readGradeRow(value: Readonly<Record<string, unknown>>, line: number): GradeInput | string {
  const id = value["id"] ?? value["_id"];
  if (typeof id !== "string" && typeof id !== "number") return `line ${line}: no "id"`;
  const question = value["question"] ?? value["prompt"];
  if (typeof question !== "string" || question.trim() === "") return `line ${line} (${id}): no "question"`;
  const references = referencesOf(value);
  if (references.length === 0) return `line ${line} (${id}): no reference answer ("reference_answers", "reference_answer", "reference")`;
  const answer = ANSWERS.map((name) => value[name]).find((each) => typeof each === "string");
  if (typeof answer !== "string") return `line ${line} (${id}): no answer (${ANSWERS.map((name) => `"${name}"`).join(", ")})`;
  return { id: String(id), input: toEvaluatorInput(question, references, answer) };
}

/** The references are alternatives; the key points are the sentences of the first. Nothing has patterns: people wrote none. */
export function toEvaluatorInput(question: string, references: readonly string[], reply: string): WrittenInput {
  const [key = "", ...others] = references;
  const sentences = readSentences(key).map(({ start, end }) => key.slice(start, end));
  const points =
    sentences.length > MAX_POINTS ? [...sentences.slice(0, MAX_POINTS - 1), sentences.slice(MAX_POINTS - 1).join(" ")] : sentences;
  const cue = "What else belongs to it?";
  const item: OpenItem = {
    id: "itm_graded",
    role: "main",
    form: "open",
    prompt: question,
    key,
    cue,
    confirm: "That is it.",
    hints: ["Say it in your own words."],
    key_points: points.map((text, at) => ({ id: `point_${at + 1}`, text, cue, match: [] })),
    also_right: others.slice(0, MAX_ALTERNATIVES),
  };
  return {
    language: "en",
    node: { id: "node_graded", concept: "A question", goal: "You can answer the question." },
    question,
    item,
    misconceptions: [],
    reply,
    recent: [],
    remediation_round: 0,
    points_met: [],
  };
}
