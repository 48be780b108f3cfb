import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  contestBodySchema,
  knowledgeBodySchema,
  type KnowledgeBody,
  reviewsBodySchema,
  whyBodySchema,
} from "../../../src/protocol/knowledge.schema.ts";
import { faultIn, MAX_REASON_CHARS } from "../../../web/app/knowledge/contest-draft.ts";
import { pointsOf, stepsOf } from "../../../web/app/knowledge/estimate.ts";
import { format } from "../../../web/app/format.en.ts";
import { stonesOf } from "../../../web/app/knowledge/levels.ts";
import { words } from "../../../web/app/knowledge/text.en.ts";
import { dayAt, weeksOf } from "../../../web/app/knowledge/weeks.ts";
import { routeOf, skillPath } from "../../../web/app/route.ts";
import { readDue } from "../../../web/app/wire.ts";
import { daysFromNow, KNOWLEDGE, MAJORITY, NOW, REVIEWS, WHY_MAJORITY, WHY_RANGE } from "./samples.ts";

const now = Date.parse(NOW);
const DAY_MS = 86_400_000;

describe("the samples that these pages are shown with", () => {
  it("are what the server may send", () => {
    expect(knowledgeBodySchema.safeParse(KNOWLEDGE).success).toBe(true);
    expect(reviewsBodySchema.safeParse(REVIEWS).success).toBe(true);
  });

  it.each([WHY_MAJORITY, WHY_RANGE])("lead from before the first answer to the figure that they explain: $card.name", (why) => {
    expect(whyBodySchema.safeParse(why).success).toBe(true);
    expect(why.rows.reduce((before, row) => (row.mastery_before === before ? row.mastery_after : Number.NaN), why.prior)).toBe(
      why.card.mastery,
    );
    expect([why.card.answers, why.card.right]).toEqual([
      why.rows.length,
      why.rows.filter(({ verdict, corrected }) => (corrected?.verdict ?? verdict) === "correct").length,
    ]);
  });
});

describe("a learner who follows an address", () => {
  it.each([
    ["/knowledge", { name: "knowledge" }],
    ["/knowledge/", { name: "knowledge" }],
    ["/review", { name: "review" }],
    ["/knowledge/majority-quorum", { name: "skill", skill: "majority-quorum" }],
    ["/knowledge/%E0%A4%A", { name: "not_found" }],
    ["/knowledge/a/b", { name: "not_found" }],
    ["/knowledgeable", { name: "not_found" }],
  ])("comes from %s to the right page", (path, route) => {
    expect(routeOf(path)).toEqual(route);
  });

  it("comes to the skill that was meant, whatever it is called", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 32 }), (skill) => {
        const route = routeOf(skillPath(skill));
        expect(route).toEqual({ name: "skill", skill });
      }),
    );
  });
});

describe("a learner who reads a skill's card", () => {
  it.each([
    [{ answers: 0, right: 0, unassisted_right: 0 }, "No answer has counted yet"],
    [{ answers: 2, right: 0, unassisted_right: 0 }, "0 of 2 right"],
    [{ answers: 4, right: 3, unassisted_right: 2 }, "3 of 4 right, 2 without help"],
    [{ answers: 4, right: 3, unassisted_right: 3 }, "3 of 4 right, all 3 without help"],
    [{ answers: 2, right: 1, unassisted_right: 1 }, "1 of 2 right, without help"],
    [{ answers: 3, right: 1, unassisted_right: 0 }, "1 of 3 right, none without help yet"],
  ])("sees apart what was done without help: %o", (change, said) => {
    expect(words.right({ ...MAJORITY, ...change })).toBe(said);
  });

  it.each([
    [null, "Comes back once an answer was right"],
    [daysFromNow(0), "Due today"],
    [daysFromNow(-0.1), "Due today"],
    [daysFromNow(-1), "Due since yesterday"],
    [daysFromNow(-9), "Due since November 18"],
    [daysFromNow(0.2), "Due later today"],
    [daysFromNow(1), "Due tomorrow"],
    [daysFromNow(12), "Due in 12 days"],
  ])("is told when it is to be tried again: %s", (due, said) => {
    expect(words.due(due, now)).toBe(said);
  });

  it("never reads of all or nothing where it is not", () => {
    expect([0, 0.001, 0.72, 0.999, 1].map(format.share)).toEqual(["0%", "1%", "72%", "99%", "100%"]);
  });

  it("sees one stone laid for each level, and moss only on what is mastered", () => {
    expect(stonesOf("begun")).toEqual(["laid", "to_come", "to_come", "to_come"]);
    expect(stonesOf("near")).toEqual(["laid", "laid", "laid", "to_come"]);
    expect(stonesOf("mastered")).toEqual(["laid", "laid", "laid", "current"]);
  });

  it("reads dates of another year with that year", () => {
    expect([format.date(now, "2026-03-02T23:30:00Z"), format.date(now, "2025-12-31T00:00:00Z")]).toEqual(["March 2", "December 31, 2025"]);
  });
});

describe("a learner who reads the calendar", () => {
  it("is never nagged about a streak that is not there", () => {
    expect([0, 1, 4].map(words.calendar.streak)).toEqual([null, null, "4 days in a row"]);
  });

  it("reads every day in words, and today as such", () => {
    expect(words.calendar.cell({ day: "2026-11-27", due: 3, done: 2 }, true)).toBe("Friday, November 27, today: 2 done, 3 due");
    expect(words.calendar.cell({ day: "2026-11-28", due: 0, done: 0 }, false)).toBe("Saturday, November 28: nothing");
  });

  it("sees weeks that begin on Monday, and finds every day of the server's in its place", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.array(fc.nat(9), { minLength: 1, maxLength: 80 }), (first, counts) => {
        const calendar: KnowledgeBody["calendar"] = counts.map((done, index) => ({ day: dayAt((first + index) * DAY_MS), due: 0, done }));
        const weeks = weeksOf(calendar);
        expect(weeks.flat().filter((day) => day !== null)).toEqual(calendar);
        for (const week of weeks) {
          expect(week).toHaveLength(7);
          for (const [index, day] of week.entries()) if (day) expect(new Date(`${day.day}T00:00:00Z`).getUTCDay()).toBe((index + 1) % 7);
        }
      }),
    );
  });

  it("misses no day that the server left out", () => {
    const weeks = weeksOf([
      { day: "2026-11-27", due: 1, done: 0 },
      { day: "2026-11-23", due: 0, done: 2 },
    ]);
    expect(weeks).toHaveLength(1);
    expect(weeks[0]?.map((day) => day && day.done + day.due)).toEqual([2, 0, 0, 0, 1, null, null]);
    expect(weeksOf([])).toEqual([]);
  });
});

describe("a learner who asks why", () => {
  it("sees the line begin before the first answer and end at the figure, inside the drawing", () => {
    const steps = stepsOf(WHY_MAJORITY);
    expect(steps.map(({ estimate }) => estimate)).toEqual([0.2, 0.31, 0.19, 0.41, 0.63, 0.86, 0.72]);
    const points = pointsOf(steps, 300);
    expect([points[0], points.at(-1)]).toEqual([
      { x: 0, y: 80 },
      { x: 300, y: 28 },
    ]);
    expect(pointsOf(steps.slice(0, 1), 300)).toEqual([{ x: 0, y: 80 }]);
  });

  it("sees what a person made of an answer in place of what we did", () => {
    expect(stepsOf(WHY_MAJORITY)[3]?.verdict).toBe("correct");
  });

  it("reads how far each answer moved it, and that one did not", () => {
    expect(words.row.moved(0.41, 0.63)).toBe("from 41% to 63%");
    expect(words.row.moved(0.721, 0.723)).toBe("stayed at 72%");
    expect([words.row.weight(1, 0), words.row.weight(0.5, 1), words.row.weight(0, 0)]).toEqual([
      "counted in full",
      "counted for 50%",
      "did not count",
    ]);
    expect(words.row.weight(0.25, 0)).toBe("counted for 25%, since it came faster than one can read and think");
  });

  it("may say against a verdict what the server takes, and is told before sending what it does not", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: MAX_REASON_CHARS + 20 }), (reason) => {
        expect(faultIn(reason) === null).toBe(contestBodySchema.safeParse({ reason: reason.trim() }).success);
      }),
    );
    expect([faultIn("  \n"), faultIn("x".repeat(501)), faultIn("x".repeat(500))]).toEqual(["empty", "too_long", null]);
  });
});

describe("a learner on the shelf", () => {
  it.each([
    [REVIEWS, 3],
    [{ due: [], later: 4 }, 0],
    [null, 0],
    ["<html>", 0],
  ])("is told how much is due, and nothing of what cannot be read", (body, due) => {
    expect(readDue(body)).toBe(due);
  });
});
