import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer } from "../../src/learners/evidence.schema.ts";
import { createFsrs } from "../../src/learners/fsrs.adapter.ts";
import { createLearnerModel } from "../../src/learners/keep-knowledge.usecase.ts";
import { createLearnerStore } from "../../src/learners/learner.store.ts";
import { foldSkill, nameOfFold } from "../../src/learners/skill-state.ts";
import type { ToldAnswer } from "../../src/learners/told-answer.schema.ts";
import { evidenceRowSchema, knowledgeBodySchema, reviewsBodySchema, whyBodySchema } from "../../src/protocol/knowledge.schema.ts";
import { createTestStorage, type TestStorage } from "../support/sqlite-storage.ts";
import { DAY_MS, NOON, toldAnswer } from "./told-answers.ts";

const fsrs = createFsrs();
const logger = { info() {}, warn() {}, error() {} };

function open(storage: TestStorage = createTestStorage(), fold = nameOfFold(fsrs)) {
  const store = createLearnerStore(storage.storage, fold);
  return { storage, store, model: createLearnerModel({ store, fsrs, logger, name: "ten_a/lrn_a" }) };
}

const value = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};

const anyAnswer = fc.record({
  skill: fc.constantFrom("one", "two", "three"),
  verdict: fc.constantFrom<Answer["verdict"]>("correct", "partial", "wrong"),
  hints: fc.integer({ min: 0, max: 3 }),
  unassisted: fc.boolean(),
  purpose: fc.constantFrom<Answer["purpose"]>("lesson", "closing_check", "review", "challenge"),
  session_id: fc.constantFrom("ses_a", "ses_b"),
  duration_ms: fc.option(fc.integer({ min: 0, max: 120_000 })),
  at: fc.integer({ min: 0, max: 90 }).map((days) => new Date(NOON + days * DAY_MS).toISOString()),
});
const anyLog = fc.array(anyAnswer, { maxLength: 30 }).map((answers) => answers.map((answer, n) => toldAnswer(n, answer)));

describe("what is kept of a learner", () => {
  it("is always what an explanation comes to, whatever was answered, told twice, corrected or killed in between", () => {
    fc.assert(
      fc.property(anyLog, fc.array(fc.nat(29), { maxLength: 5 }), fc.nat(30), (log, corrected, cut) => {
        const { storage, model } = open();
        model.record(log.slice(0, cut));
        const { model: after, store } = open(storage);
        after.record(log);
        for (const n of corrected) after.correct(log[n]?.answer.id ?? "", { verdict: "wrong", by: "Ms. Okafor" }, NOON);
        for (const state of store.skills()) {
          const { skill } = state.mastery;
          const why = value(after.why(skill));
          expect(whyBodySchema.parse(why)).toEqual(why);
          expect(why.rows.at(-1)?.mastery_after ?? why.prior).toBe(state.mastery.known);
          expect(why.card.mastery).toBe(state.mastery.known);
          expect(why.rows.map(({ mastery_before }) => mastery_before)).toEqual([
            why.prior,
            ...why.rows.slice(0, -1).map(({ mastery_after }) => mastery_after),
          ]);
          const { taught: _taught, ...folded } = state;
          expect(foldSkill(fsrs, store.eventsOf(skill))).toEqual(folded);
        }
        expect(after.exportPage(0).evidence.filter((one) => one.includes('"type":"answer"'))).toHaveLength(log.length);
      }),
      { numRuns: 60 },
    );
  });

  it("counts an answer once that is told twice, and says so", () => {
    const { model } = open();
    const log = [toldAnswer(1), toldAnswer(2)];
    expect(model.record(log).map(({ outcome }) => outcome)).toEqual(["counted", "counted"]);
    const before = model.knowledge(NOON);
    expect(model.record(log).map(({ outcome }) => outcome)).toEqual(["repeat", "repeat"]);
    expect(model.knowledge(NOON)).toEqual(before);
    expect(before.skills).toMatchObject([{ skill: "pieces-cake", answers: 2, right: 2, unassisted_right: 2, language: "en" }]);
  });

  it("refuses another answer under the same id, and keeps the first", () => {
    const { model } = open();
    model.record([toldAnswer(1)]);
    expect(model.record([toldAnswer(1, { verdict: "wrong" })])).toEqual([{ id: "ses_a:1", outcome: "refused" }]);
    expect(model.knowledge(NOON).skills).toMatchObject([{ right: 1, answers: 1 }]);
  });

  it("loses nothing when a write fails: told again, it counts once", () => {
    const { storage, model } = open();
    for (let nth = 1; nth <= 6; nth++) {
      storage.failWrite(nth);
      const tell = () => model.record([toldAnswer(nth)]);
      try {
        tell();
      } catch {
        expect(model.record([toldAnswer(nth)])).toEqual([{ id: `ses_a:${nth}`, outcome: "counted" }]);
      }
      storage.failWrite(0);
    }
    expect(model.knowledge(NOON).skills).toMatchObject([{ answers: 6 }]);
  });

  it("holds an answer at the last one's instant when the clock has gone backwards, and keeps it", () => {
    const { model } = open();
    model.record([toldAnswer(5), toldAnswer(1, { id: "ses_a:6" })]);
    const { rows } = value(model.why("pieces-cake"));
    expect(rows.map(({ at }) => at)).toEqual([toldAnswer(5).answer.at, toldAnswer(5).answer.at]);
  });

  it("folds a learner's skills again when the rules of folding have changed", () => {
    const { storage, model } = open(createTestStorage(), "the rules of yesterday");
    model.record([toldAnswer(1), toldAnswer(2, { skill: "other" })]);
    const before = model.knowledge(NOON);
    const kept = open(storage);
    expect(kept.model.knowledge(NOON)).toEqual(before);
    expect(kept.store.staleSkills()).toEqual([]);
  });
});

describe("a learner who thinks that a verdict is wrong", () => {
  it("is heard, and the figure stays until a person has looked; then it goes by that", () => {
    const { model } = open();
    model.record([toldAnswer(1, { verdict: "wrong" }), toldAnswer(2)]);
    const before = value(model.why("pieces-cake"));
    const row = evidenceRowSchema.parse(value(model.contest("pieces-cake", "ses_a:1", "I meant the same.", NOON)));
    expect(row.contested).toEqual({ at: new Date(NOON).toISOString(), reason: "I meant the same." });
    expect(value(model.why("pieces-cake")).card).toEqual(before.card);

    const corrected = value(model.correct("ses_a:1", { verdict: "correct", by: "Ms. Okafor" }, NOON));
    expect(corrected).toMatchObject({
      verdict: "wrong",
      corrected: { verdict: "correct", by: "Ms. Okafor" },
      contested: { reason: "I meant the same." },
    });
    const after = value(model.why("pieces-cake"));
    expect(after.card.mastery).toBeGreaterThan(before.card.mastery);
    expect(after.card.right).toBe(2);

    // The same correction again changes nothing; another one takes its place.
    model.correct("ses_a:1", { verdict: "correct", by: "Ms. Okafor" }, NOON);
    expect(model.exportPage(0).evidence).toHaveLength(3);
    value(model.correct("ses_a:1", { verdict: "wrong", by: "Mr. Lind" }, NOON));
    expect(value(model.why("pieces-cake")).card.mastery).toBe(before.card.mastery);
  });

  it("is refused by name where there is no such skill or answer", () => {
    const { model } = open();
    model.record([toldAnswer(1), toldAnswer(2, { skill: "other" })]);
    const codeOf = (result: { ok: boolean; error?: { code: string } }) => result.error?.code;
    expect(codeOf(model.why("nothing"))).toBe("skill_not_found");
    expect(codeOf(model.contest("nothing", "ses_a:1", "No.", NOON))).toBe("skill_not_found");
    expect(codeOf(model.contest("pieces-cake", "ses_a:2", "No.", NOON))).toBe("evidence_not_found");
    expect(codeOf(model.correct("ses_a:9", { verdict: "wrong", by: "x" }, NOON))).toBe("evidence_not_found");
    expect(codeOf(model.takeReviews({ session_id: "ses_r", instead_of: null, now: NOON }))).toBe("nothing_due");
  });
});

describe("reviews", () => {
  const skills = Array.from({ length: 60 }, (_, n) => toldAnswer(n, { skill: `skill-${n}`, node_id: `node_${n}` }));

  it("come back within the day's cap after a month away, and the rest waits", () => {
    const { model } = open();
    model.record(skills);
    const now = NOON + 30 * DAY_MS;
    const { due, later } = reviewsBodySchema.parse(model.reviews(now));
    const knowledge = knowledgeBodySchema.parse(model.knowledge(now));
    expect(due.length).toBe(knowledge.daily_cap);
    expect([due.length + later, knowledge.due_now]).toEqual([60, due.length]);
    expect(knowledge.skills.slice(0, due.length).map(({ skill }) => skill)).toEqual(due.map(({ skill }) => skill));
    expect(knowledge.calendar).toHaveLength(57);
    expect(Math.max(...knowledge.calendar.map((day) => day.due))).toBeLessThanOrEqual(knowledge.daily_cap);
  });

  it("bring back the next day what was set aside, which counts as no answer and is not shown as one", () => {
    const { model } = open();
    model.record([toldAnswer(1, { verdict: "n/a", duration_ms: null })]);
    expect(model.knowledge(NOON).skills).toMatchObject([
      { answers: 0, right: 0, level: "begun", due_at: new Date(NOON + DAY_MS + 60_000).toISOString() },
    ]);
    const { prior, rows, card } = value(model.why("pieces-cake"));
    expect([rows, card.mastery]).toEqual([[], prior]);
    expect(model.reviews(NOON + 2 * DAY_MS).due).toHaveLength(1);
    model.record([toldAnswer(2, { skill: "missed", verdict: "wrong" })]);
    expect(model.knowledge(NOON).skills.find(({ skill }) => skill === "missed")?.due_at).toBeNull();
  });

  it("come beside those of the same lesson, because they are most easily taken for each other", () => {
    const { model } = open();
    const lesson = (n: number) => ({ lesson_id: `les_${n % 3}`, lesson_title: `Lesson ${n % 3}` });
    model.record(skills.slice(0, 9).map(({ answer }, n) => toldAnswer(n, answer, lesson(n))));
    const titles = model.reviews(NOON + 30 * DAY_MS).due.map(({ lesson_title }) => lesson_title);
    expect(titles.filter((title, at) => title !== titles[at - 1])).toHaveLength(3);
  });

  it("are given to one session; a second device is told which, until that one is over", () => {
    const { model } = open();
    model.record(skills.slice(0, 3));
    const now = NOON + 30 * DAY_MS;
    const take = (session_id: string, instead_of: string | null = null) => value(model.takeReviews({ session_id, instead_of, now }));
    expect(take("ses_one")).toMatchObject({ kind: "taken", session_id: "ses_one" });
    expect(take("ses_two")).toMatchObject({ kind: "open", session_id: "ses_one" });
    expect(take("ses_two", "ses_one")).toMatchObject({ kind: "taken", session_id: "ses_two" });
    model.releaseReviews("ses_one");
    expect(take("ses_three")).toMatchObject({ kind: "open", session_id: "ses_two" });
    model.releaseReviews("ses_two");
    expect(take("ses_three")).toMatchObject({ kind: "taken", session_id: "ses_three" });
  });

  it("count once when two devices answer the same one; the second is told, and its answer kept", () => {
    const { model, store } = open();
    model.record([toldAnswer(1)]);
    const began_at = new Date(NOON + 9 * DAY_MS).toISOString();
    const review = (session_id: string, minutes: number, change: Partial<Answer> = {}): ToldAnswer =>
      toldAnswer(
        1,
        { session_id, purpose: "review", at: new Date(NOON + 10 * DAY_MS + minutes * 60_000).toISOString(), ...change },
        { began_at },
      );
    expect(model.record([review("ses_phone", 0)])).toMatchObject([{ outcome: "counted" }]);
    const before = store.skill("pieces-cake");
    expect(model.record([review("ses_desk", 1, { verdict: "wrong" })])).toEqual([{ id: "ses_desk:1", outcome: "answered_elsewhere" }]);
    const after = store.skill("pieces-cake");
    expect([after?.mastery.known, after?.review, after?.right]).toEqual([before?.mastery.known, before?.review, before?.right]);
    expect(value(model.why("pieces-cake")).rows.map(({ weight, kind }) => [kind, weight > 0])).toEqual([
      ["lesson", true],
      ["review", true],
      ["review", false],
    ]);
    expect(model.record([review("ses_desk", 1, { verdict: "wrong" })])).toMatchObject([{ outcome: "repeat" }]);
  });
});
