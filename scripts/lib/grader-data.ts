// The grading sets of ../shared/data as one: questions, references, answers, and what was said of them.
import { dataFile, readRows, type Row } from "./eval-files.ts";

export type GraderSet = "beetle" | "scientsbank" | "saf" | "mohler";

export interface GradedRow {
  readonly id: string;
  readonly set: GraderSet;
  /** Rows of one question stay together when data is split. */
  readonly group: string;
  readonly question: string;
  readonly references: readonly string[];
  readonly answer: string;
  /** Null where the set only says "incorrect". */
  readonly level: "correct" | "partial" | "wrong" | "n/a" | null;
  readonly correct: boolean;
  /** 0 to 1 where the set has marks. */
  readonly score: number | null;
}

const FILES: Readonly<Record<GraderSet, string>> = {
  beetle: "semeval2013_task7/dev/beetle_train.jsonl.gz",
  scientsbank: "semeval2013_task7/dev/sciEntsBank_train.jsonl.gz",
  saf: "saf_comm_networks/dev/saf_v2_en_train.jsonl.gz",
  mohler: "mohler2011/dev/mohler_assign1-6.jsonl",
};
const FIVE_WAY: Readonly<Record<string, GradedRow["level"]>> = {
  correct: "correct",
  partially_correct_incomplete: "partial",
  contradictory: "wrong",
  irrelevant: "wrong",
  non_domain: "n/a",
};
const SAF: Readonly<Record<string, GradedRow["level"]>> = { Correct: "correct", "Partially correct": "partial", Incorrect: "wrong" };

/** All rows of a set; null where the data is absent. */
export function readGraderSet(set: GraderSet): GradedRow[] | null {
  const file = dataFile(FILES[set]);
  if (file === null) return null;
  return readRows(file).rows.map((row) => toGraded(set, row));
}

function toGraded(set: GraderSet, { value }: Row): GradedRow {
  const text = (name: string): string => {
    const found = value[name];
    return typeof found === "string" || typeof found === "number" ? String(found) : "";
  };
  const score = set === "mohler" ? Number(value["score_avg"]) / 5 : set === "saf" ? Number(value["score_norm"]) : null;
  const level =
    set === "beetle"
      ? (FIVE_WAY[text("label_5way")] ?? null)
      : set === "saf"
        ? (SAF[text("label")] ?? null)
        : score !== null
          ? // The binning of mohler2011/score.py: at least 4.5 of 5 is correct, at most 2 wrong.
            score >= 0.9
            ? "correct"
            : score <= 0.4
              ? "wrong"
              : "partial"
          : text("label_2way") === "correct"
            ? "correct"
            : null;
  return {
    id: text("id"),
    set,
    group: `${set} ${text("qid")}`,
    question: text("question"),
    references: referencesOf(value),
    answer: text("student_answer"),
    level,
    correct: level === "correct",
    score,
  };
}

/** Reference answers under any of the names that the sets use. */
export function referencesOf(value: Readonly<Record<string, unknown>>): string[] {
  const many = value["reference_answers"] ?? value["references"];
  const all: unknown[] = Array.isArray(many) ? many : [value["reference_answer"] ?? value["reference"] ?? value["key"]];
  return all.flatMap((each) => {
    const text = typeof each === "object" && each !== null && "text" in each ? each.text : each;
    return typeof text === "string" && text.trim() !== "" ? [text] : [];
  });
}
