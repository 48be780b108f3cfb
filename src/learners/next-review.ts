import type { Answer, Judgement } from "./evidence.schema.ts";
import type { Grade, ReviewMemory } from "./review-memory.port.ts";
import { gradeAnswer, type ReviewCard, scheduleReview } from "./review-schedule.ts";

const AGAIN: Grade = 1;

/**
 * A skill's place in the schedule after one more answer; `verdict` is the one in force. A skill enters the schedule with its first right answer: before that
 * there is nothing to remember. Or else when it was set aside (`n/a`), which was said to come back. Null while it has no place.
 */
export function nextReview(fsrs: ReviewMemory, card: ReviewCard | null, answer: Answer, verdict: Judgement | "void"): ReviewCard | null {
  if (verdict === "void" || (card === null && verdict !== "correct" && verdict !== "n/a")) return card;
  const grade = verdict === "n/a" ? AGAIN : gradeAnswer({ ...answer, verdict });
  return grade === null ? card : scheduleReview(fsrs, card, { skill: answer.skill, grade, at: answer.at });
}
