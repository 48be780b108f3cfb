import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFsrs } from "../../src/learners/fsrs.adapter.ts";
import type { Grade, Memory } from "../../src/learners/review-memory.port.ts";
import { gradeAnswer, recallAt, type ReviewCard, scheduleReview, takeReview } from "../../src/learners/review-schedule.ts";
import { answer } from "../support/learner-evidence.ts";

const fsrs = createFsrs();
const AT = "2026-11-27T09:00:00.000Z";
const later = (days: number): string => new Date(Date.parse(AT) + days * 86_400_000).toISOString();
const first = (grade: Grade): ReviewCard => scheduleReview(fsrs, null, { skill: "s", grade, at: AT });

describe("the review schedule", () => {
  it("reproduces the reference vector of FSRS-6", () => {
    const days = [0, 0, 1, 3, 8, 21];
    const grades = [1, 3, 3, 3, 3, 3] as const;
    const end = grades.reduce<Memory | null>((memory, grade, at) => fsrs.next(memory, days[at] ?? 0, grade), null);
    expect(end?.stability).toBeCloseTo(53.62691, 4);
    expect(end?.difficulty).toBeCloseTo(6.3574867, 5);
  });

  it("asks again when recall has fallen to 90 %", () => {
    const card = scheduleReview(fsrs, first(3), { skill: "s", grade: 3, at: later(3) });
    expect(recallAt(fsrs, card, card.due_at)).toBeCloseTo(0.9, 1);
    expect(recallAt(fsrs, card, card.last_at)).toBe(1);
  });

  it.each<[string, Grade | null, Parameters<typeof answer>[1]]>([
    ["unassisted and fast is easy", 4, { duration_ms: 9_000 }],
    ["unassisted is good", 3, { duration_ms: 30_000 }],
    ["unassisted and never timed is good", 3, { duration_ms: null }],
    ["after a hint is hard", 2, { hints: 1, unassisted: false }],
    ["half right is hard", 2, { verdict: "partial" }],
    ["wrong is again", 1, { verdict: "wrong" }],
    ["told by three hints is again", 1, { hints: 3, unassisted: false }],
    ["a question is no review", null, { verdict: "n/a" }],
    ["what nobody could judge is no review", null, { verified: false }],
  ])("grades what was shown: %s", (_what, grade, over) => expect(gradeAnswer(answer(1, over))).toBe(grade));

  it("brings what was forgotten back sooner than what was known", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom<Grade>(1, 2, 3, 4), fc.integer({ min: 0, max: 400 })), { maxLength: 20 }),
        (reviews) => {
          let card: ReviewCard = first(3);
          for (const [grade, days] of reviews)
            card = scheduleReview(fsrs, card, {
              skill: "s",
              grade,
              at: new Date(Date.parse(card.last_at) + days * 86_400_000).toISOString(),
            });
          const next = (grade: Grade) => scheduleReview(fsrs, card, { skill: "s", grade, at: card.due_at });
          expect(Date.parse(next(1).due_at)).toBeLessThanOrEqual(Date.parse(next(3).due_at));
          expect(Date.parse(next(3).due_at)).toBeLessThanOrEqual(Date.parse(next(4).due_at));
          expect(Date.parse(card.due_at)).toBeGreaterThan(Date.parse(card.last_at));
        },
      ),
    );
  });

  it("counts the first of two devices that answer the same review, and tells the second", () => {
    const card = first(3);
    const one = takeReview(fsrs, card, { grade: 3, at: later(3), seen_reviews: card.reviews });
    if (!one.ok) throw new Error(one.error.detail);
    const two = takeReview(fsrs, one.value, { grade: 1, at: later(3), seen_reviews: card.reviews });
    expect(two).toMatchObject({ ok: false, error: { code: "already_reviewed", detail: expect.stringContaining(one.value.last_at) } });
    expect(one.value.reviews).toBe(card.reviews + 1);
  });

  it("takes a clock that went backwards for one that stood still", () => {
    const card = scheduleReview(fsrs, first(3), { skill: "s", grade: 3, at: later(-40) });
    expect(card.last_at).toBe(AT);
    expect(Date.parse(card.due_at)).toBeGreaterThan(Date.parse(AT));
    expect(recallAt(fsrs, card, later(-40))).toBe(1);
  });
});
