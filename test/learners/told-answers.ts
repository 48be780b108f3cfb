import type { Answer } from "../../src/learners/evidence.schema.ts";
import type { Seen, ToldAnswer } from "../../src/learners/told-answer.schema.ts";

/** 2026-03-02 at noon, a Monday. */
export const NOON = Date.parse("2026-03-02T12:00:00.000Z");
export const DAY_MS = 86_400_000;

/** One answer as a session tells it; right, written and unassisted unless it is said otherwise. */
export function toldAnswer(n: number, answer: Partial<Answer> = {}, seen: Partial<Seen> = {}): ToldAnswer {
  const session_id = answer.session_id ?? "ses_a";
  return {
    answer: {
      v: 1,
      type: "answer",
      id: `${session_id}:${n}`,
      at: new Date(NOON + n * 60_000).toISOString(),
      skill: "pieces-cake",
      session_id,
      node_id: "node_cake",
      item_id: `itm_${n}`,
      form: { kind: "open" },
      purpose: "lesson",
      verdict: "correct",
      verified: true,
      hints: 0,
      unassisted: true,
      duration_ms: 30_000,
      difficulty: null,
      ...answer,
    },
    seen: {
      question: `Question ${n}?`,
      quoted: "because there are fewer",
      concept: "Pieces of a cake",
      lesson_id: "les_fixture",
      lesson_title: "Sharing fairly",
      language: "en",
      pack: { id: "fixture", version: 1 },
      began_at: new Date(NOON).toISOString(),
      ...seen,
    },
  };
}
