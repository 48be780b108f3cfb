import type { Answer, Correction } from "../../src/learners/evidence.schema.ts";

const START_MS = Date.UTC(2026, 10, 20, 9);

/** An unassisted right answer to an open question, the `n`th of its log; `over` says what is different. */
export function answer(n: number, over: Partial<Answer> = {}): Answer {
  return {
    v: 1,
    type: "answer",
    id: `ses_a:${n}`,
    at: new Date(START_MS + n * 60_000).toISOString(),
    skill: "common-denominator",
    session_id: "ses_a",
    node_id: "node_a",
    item_id: `itm_${n}`,
    form: { kind: "open" },
    purpose: "lesson",
    verdict: "correct",
    verified: true,
    hints: 0,
    unassisted: true,
    duration_ms: 30_000,
    difficulty: null,
    ...over,
  };
}

/** A teacher's correction of an answer. */
export function correction(n: number, corrects: Answer, verdict: Correction["verdict"]): Correction {
  return {
    v: 1,
    type: "correction",
    id: `cor_${n}`,
    at: new Date(START_MS + n * 60_000).toISOString(),
    skill: corrects.skill,
    corrects: corrects.id,
    verdict,
    by: "tch_a",
    reason: "It says the same in other words.",
  };
}
