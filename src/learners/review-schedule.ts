import { err, ok, type Result } from "../shared/result.ts";
import type { Answer } from "./evidence.schema.ts";
import type { Grade, Memory, ReviewMemory } from "./review-memory.port.ts";

export const DAY_MS = 86_400_000;
/** An unassisted right answer given within this share of the usual time comes easily. */
export const EASY_SHARE = 0.5;
/** The usual time of a form while an item's own is not known: reading and choosing, reading and writing. */
export const USUAL_MS = { choice: 20_000, produced: 40_000 } as const;

/** A skill under review. `reviews` counts what changed it; it is the version that an answer must name to count. */
export interface ReviewCard {
  readonly skill: string;
  readonly memory: Memory;
  readonly reviews: number;
  readonly lapses: number;
  readonly last_at: string;
  readonly due_at: string;
}

export interface ReviewError {
  readonly code: "already_reviewed";
  readonly detail: string;
}

/**
 * Unassisted and fast is easy, unassisted is good, after help or half right is hard, wrong is again. Null where there is nothing to grade: no attempt,
 * nobody could judge, or three hints had given the answer away and it was right (it says nothing of memory).
 * @param usual_ms how long this item usually takes
 */
export function gradeAnswer(answer: Answer, usual_ms: number | null = null): Grade | null {
  if (answer.verdict === "n/a" || !answer.verified) return null;
  if (answer.verdict === "wrong") return 1;
  if (answer.hints >= 3) return 1;
  if (answer.verdict === "partial" || !answer.unassisted || answer.hints > 0) return 2;
  const usual = usual_ms ?? USUAL_MS[answer.form.kind === "choice" ? "choice" : "produced"];
  return answer.duration_ms !== null && answer.duration_ms <= usual * EASY_SHARE ? 4 : 3;
}

/** The card after a graded answer at `at`; null: the skill's first. An instant before the last review counts as the same moment. */
export function scheduleReview(
  fsrs: ReviewMemory,
  card: ReviewCard | null,
  { skill, grade, at }: { readonly skill: string; readonly grade: Grade; readonly at: string },
): ReviewCard {
  const days = card ? daysBetween(card.last_at, at) : 0;
  const memory = fsrs.next(card?.memory ?? null, days, grade);
  const last_at = card && Date.parse(card.last_at) > Date.parse(at) ? card.last_at : at;
  return {
    skill,
    memory,
    reviews: (card?.reviews ?? 0) + 1,
    lapses: (card?.lapses ?? 0) + (card && grade === 1 ? 1 : 0),
    last_at,
    due_at: new Date(Date.parse(last_at) + fsrs.intervalDays(memory) * DAY_MS).toISOString(),
  };
}

/**
 * An answer of a review session. Two devices may show the same due skill: the first answer counts, the second is told so.
 * Errors: `already_reviewed` (the card has changed since it was shown).
 * @param seen_reviews the card's `reviews` when the question was shown
 */
export function takeReview(
  fsrs: ReviewMemory,
  card: ReviewCard,
  { grade, at, seen_reviews }: { readonly grade: Grade; readonly at: string; readonly seen_reviews: number },
): Result<ReviewCard, ReviewError> {
  if (card.reviews !== seen_reviews)
    return err({
      code: "already_reviewed",
      detail: `${card.skill} was reviewed at ${card.last_at}, on another device perhaps. That answer counts.`,
    });
  return ok(scheduleReview(fsrs, card, { skill: card.skill, grade, at }));
}

/** P(recall) of a card at an instant. */
export function recallAt(fsrs: ReviewMemory, card: ReviewCard, at: string): number {
  return fsrs.recall(card.memory, daysBetween(card.last_at, at));
}

/** Days from one instant to another, never below 0: a clock that went backwards has not un-passed time. */
export function daysBetween(from: string, to: string): number {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / DAY_MS);
}
