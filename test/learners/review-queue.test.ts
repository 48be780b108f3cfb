import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFsrs } from "../../src/learners/fsrs.adapter.ts";
import { buildCalendar, buildQueue, countStreak, DAILY_CAP, dayOf, overduenessOf } from "../../src/learners/review-queue.ts";
import { type ReviewCard, scheduleReview } from "../../src/learners/review-schedule.ts";

const NOW = "2026-11-27T09:00:00.000Z";
const shift = (days: number): string => new Date(Date.parse(NOW) + days * 86_400_000).toISOString();
const card = (skill: string, last: number, due: number): ReviewCard => ({
  skill,
  memory: { stability: due - last, difficulty: 5 },
  reviews: 1,
  lapses: 0,
  last_at: shift(last),
  due_at: shift(due),
});
const anyCards = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 90 }), fc.integer({ min: -90, max: 30 })), {
    selector: ([skill]) => skill,
    maxLength: 200,
  })
  .map((cards) => cards.map(([skill, interval, due]) => card(`s${skill}`, due - interval, due)));

describe("the review queue", () => {
  it("asks first for what is latest for its interval, not for what is latest in days", () => {
    const { today } = buildQueue({ cards: [card("long", -100, -10), card("short", -6, -4)], now: NOW, done_today: 0 });
    expect(today.map((one) => one.card.skill)).toEqual(["short", "long"]);
  });

  it("never asks for more than the day's cap, and loses nothing that is due", () => {
    fc.assert(
      fc.property(anyCards, fc.integer({ min: 0, max: 40 }), (cards, done_today) => {
        const { today, waiting, spread } = buildQueue({ cards, now: NOW, done_today });
        expect(today.length).toBeLessThanOrEqual(Math.max(0, DAILY_CAP - done_today));
        expect(today.length + waiting).toBeLessThanOrEqual(2 * DAILY_CAP);
        const due = cards.filter((one) => overduenessOf(one, NOW) >= 0);
        expect(today.length + waiting + spread.length).toBe(due.length);
        for (const [day, some] of Map.groupBy(spread, (one) => one.day)) {
          expect(day > dayOf(NOW, 1)).toBe(true);
          expect(some.length).toBeLessThanOrEqual(DAILY_CAP);
        }
      }),
    );
  });

  it("stays within two daily caps for a learner who comes back after 30 days", () => {
    const fsrs = createFsrs();
    const cards = Array.from({ length: 150 }, (_, n) =>
      scheduleReview(fsrs, null, { skill: `s${n}`, grade: n % 4 === 0 ? 1 : 3, at: shift(-30 - (n % 20)) }),
    );
    const { today, waiting, spread } = buildQueue({ cards, now: NOW, done_today: 0 });
    expect(today.length).toBe(DAILY_CAP);
    expect(today.length + waiting).toBe(2 * DAILY_CAP);
    expect(spread.length).toBe(150 - 2 * DAILY_CAP);
    expect(
      buildCalendar({ cards, now: NOW, done_today: 0 }, 14)
        .slice(0, 8)
        .map(({ reviews }) => reviews),
    ).toEqual([20, 20, 20, 20, 20, 20, 20, 10]);
  });

  it("asks for confusable skills one after the other", () => {
    const cards = ["mitosis", "osmosis", "enzymes", "meiosis"].map((skill, n) => card(skill, -10, -5 + n));
    const { today } = buildQueue({ cards, now: NOW, done_today: 0, confusable: [["meiosis", "mitosis"]] });
    expect(today.map((one) => one.card.skill)).toEqual(["mitosis", "meiosis", "osmosis", "enzymes"]);
  });

  it("shows a calendar in which every review of the coming days has a day with room", () => {
    fc.assert(
      fc.property(anyCards, (cards) => {
        const calendar = buildCalendar({ cards, now: NOW, done_today: 0 }, 60);
        expect(calendar.reduce((sum, { reviews }) => sum + reviews, 0)).toBe(cards.length);
        for (const { reviews } of calendar) expect(reviews).toBeLessThanOrEqual(DAILY_CAP);
      }),
    );
  });
});

describe("a streak", () => {
  const days = (...back: number[]): Set<string> => new Set(back.map((day) => dayOf(NOW, -day)));

  it("counts the days on which something was reviewed, and does not ask for today yet", () => {
    expect(countStreak(days(1, 2, 3), days(), NOW)).toEqual({ days: 3, today: false });
    expect(countStreak(days(0, 1, 2, 3), days(), NOW)).toEqual({ days: 4, today: true });
  });

  it("is not lost on a day with nothing due, nor by one day off in seven", () => {
    expect(countStreak(days(0, 1, 3, 4), days(2), NOW).days).toBe(4);
    expect(countStreak(days(0, 1, 3, 4), days(), NOW).days).toBe(4);
    expect(countStreak(days(0, 2, 4, 5), days(), NOW).days).toBe(2);
    expect(countStreak(days(), days(), NOW)).toEqual({ days: 0, today: false });
  });
});
