import type { Answer, Judgement } from "./evidence.schema.ts";
import type { ReviewMemory } from "./review-memory.port.ts";
import { gradeAnswer, type ReviewCard, scheduleReview } from "./review-schedule.ts";

/**
 * A skill's place in the schedule after one more answer; `verdict` is the one in force. A skill enters the schedule with its first right answer: before that
 * there is nothing to remember. Null while it has none.
 */
export function nextReview(fsrs: ReviewMemory, card: ReviewCard | null, answer: Answer, verdict: Judgement | "void"): ReviewCard | null {
  if (verdict === "void" || (card === null && verdict !== "correct")) return card;
  const grade = gradeAnswer({ ...answer, verdict });
  return grade === null ? card : scheduleReview(fsrs, card, { skill: answer.skill, grade, at: answer.at });
}
