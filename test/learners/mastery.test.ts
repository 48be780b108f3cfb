import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { standingOf, START_ABILITY } from "../../src/learners/ability.ts";
import { PRIOR } from "../../src/learners/bkt.ts";
import type { Answer, Evidence } from "../../src/learners/evidence.schema.ts";
import { explainMastery, foldMastery, MASTERY, startMastery, takeAnswer } from "../../src/learners/mastery.ts";
import { answer, correction } from "../support/learner-evidence.ts";

const SKILL = "common-denominator";
const choice = { kind: "choice", options: 4 } as const;
const known = (events: readonly Evidence[]): number => foldMastery(events).get(SKILL)?.known ?? PRIOR;
const isMastered = (events: readonly Evidence[]): boolean => foldMastery(events).get(SKILL)?.mastered ?? false;
const series = (count: number, over: Partial<Answer> = {}): Answer[] => Array.from({ length: count }, (_, n) => answer(n, over));

const anyAnswer = fc
  .record({
    n: fc.integer({ min: 0, max: 30 }),
    skill: fc.constantFrom(SKILL, "equivalent-fractions"),
    form: fc.constantFrom(choice, { kind: "open" } as const, { kind: "numeric" } as const, { kind: "unknown" } as const),
    verdict: fc.constantFrom("correct", "partial", "wrong", "n/a"),
    hints: fc.integer({ min: 0, max: 3 }),
    verified: fc.boolean(),
    unassisted: fc.boolean(),
    duration_ms: fc.option(fc.integer({ min: 0, max: 100_000 })),
    difficulty: fc.option(fc.double({ min: -8, max: 8, noNaN: true })),
  })
  .map(({ n, ...over }) => answer(n, over));
const anyLog = fc
  .tuple(
    fc.uniqueArray(anyAnswer, { maxLength: 30, selector: ({ id }) => id }),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom("correct", "wrong", "void"))),
  )
  .map(([answers, corrected]): Evidence[] => [
    ...answers,
    ...corrected.flatMap(([at, verdict], n) => {
      const target = answers[at % Math.max(1, answers.length)];
      return target ? [correction(n, target, verdict)] : [];
    }),
  ]);

describe("a learner's mastery", () => {
  it("is explained by its answers: recomputing the explanation gives the stored value, always", () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        for (const [skill, stored] of foldMastery(log)) {
          const { prior, answers, mastery } = explainMastery(log, skill);
          expect(mastery).toEqual(stored);
          expect(answers[0]?.before).toBe(prior);
          for (const [at, line] of answers.entries()) expect(line.before).toBe(at === 0 ? prior : answers[at - 1]?.after);
          expect(answers.at(-1)?.after).toBe(stored.known);
        }
      }),
    );
  });

  it("is the same when every event arrives twice", () => {
    fc.assert(
      fc.property(anyLog, fc.infiniteStream(fc.nat()), (log, picks) => {
        const repeated = log.flatMap((event, at) => {
          const again = log[(picks.next().value ?? 0) % (at + 1)];
          return again ? [event, again] : [event];
        });
        expect([...foldMastery(repeated)]).toEqual([...foldMastery(log)]);
      }),
    );
  });

  it("is the same whether it is folded at once or answer by answer", () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyAnswer, { selector: ({ id }) => id }), (answers) => {
        const mine = answers.filter(({ skill }) => skill === SKILL);
        const stepped = mine.reduce((state, one) => takeAnswer(state, one), startMastery(SKILL));
        expect(stepped).toEqual(foldMastery(answers).get(SKILL) ?? startMastery(SKILL));
      }),
    );
  });

  it("stays a probability, and a right answer never lowers it", () => {
    fc.assert(
      fc.property(anyLog, anyAnswer, (log, last) => {
        const right: Answer = { ...last, id: "last", skill: SKILL, verdict: "correct" };
        expect(known(log)).toBeGreaterThan(0);
        expect(known(log)).toBeLessThan(1);
        expect(known([...log, right])).toBeGreaterThanOrEqual(known(log));
      }),
    );
  });

  it("is never so sure that nothing could change it, however long the log and however odd the items", () => {
    for (const verdict of ["correct", "wrong"] as const)
      for (const difficulty of [-8, 0, 8]) {
        const long = series(2_000, { verdict, difficulty });
        expect(known(long)).toBeGreaterThan(0);
        expect(known(long)).toBeLessThan(1);
      }
    expect(known([...series(2_000), ...series(40, { verdict: "wrong" }).map((one) => ({ ...one, id: `w${one.id}` }))])).toBeLessThan(0.5);
  });

  it("is what a teacher's correction makes it, as if the answer had been judged so at once", () => {
    const log = series(4, { verdict: "wrong" });
    const [, second] = log;
    if (!second) throw new Error("There are four.");
    const judgedSo = log.map((one) => (one === second ? { ...one, verdict: "correct" as const } : one));
    expect(known([...log, correction(1, second, "correct")])).toBe(known(judgedSo));
    expect(known([...log, correction(1, second, "correct"), correction(2, second, "wrong")])).toBe(known(log));
    expect(known([...log, correction(1, second, "void")])).toBe(known(log.filter((one) => one !== second)));
  });

  it("needs three answers and a written one, however sure it looks", () => {
    expect(isMastered(series(2, { difficulty: 4 }))).toBe(false);
    expect(known(series(30, { form: choice }))).toBeGreaterThan(MASTERY.known);
    expect(isMastered(series(30, { form: choice }))).toBe(false);
    expect(isMastered([...series(30, { form: choice }), answer(31)])).toBe(true);
    expect(isMastered(series(14))).toBe(true);
  });

  it("takes more than the same few questions again, and less from a learner who is right elsewhere", () => {
    const few = Array.from({ length: 12 }, (_, n) => answer(n, { item_id: `itm_${n % 3}` }));
    expect([known(few) > MASTERY.known, isMastered(few)]).toEqual([true, false]);
    const elsewhere = standingOf(Array.from({ length: 4 }, () => foldMastery(series(6)).get(SKILL)?.ability ?? START_ABILITY));
    expect([isMastered(series(8)), isMastered(series(8, { standing: elsewhere }))]).toEqual([false, true]);
    const misses = standingOf(
      Array.from({ length: 4 }, () => foldMastery(series(6, { verdict: "wrong" })).get(SKILL)?.ability ?? START_ABILITY),
    );
    expect([isMastered(series(14)), isMastered(series(12, { standing: misses }))]).toEqual([true, false]);
  });

  it("counts help, and says that it does", () => {
    const after = [0, 1, 2, 3].map((hints) => known([answer(0, { hints })]));
    expect(after).toEqual([...after].sort((a, b) => b - a));
    expect(after[3]).toBe(PRIOR);
    expect(explainMastery([answer(0, { hints: 1 })], SKILL).answers[0]).toMatchObject({ weight: 0.5, reasons: ["hints"] });
    expect(foldMastery([answer(0, { hints: 1, unassisted: false })]).get(SKILL)?.unassisted).toEqual({ right: 0, of: 0 });
  });

  it("is not moved by questions, by steps nobody could judge, or by answers after every hint", () => {
    const silent = [answer(0, { verdict: "n/a" }), answer(1, { verified: false }), answer(2, { hints: 3 })];
    expect(foldMastery(silent).get(SKILL)).toMatchObject({ known: PRIOR, observations: 0, produced: 0 });
    expect(explainMastery(silent, SKILL).answers.map(({ reasons }) => reasons)).toEqual([["not_an_answer"], ["unverified"], ["hints"]]);
  });

  it("hardly heeds an answer faster than anybody reads", () => {
    const fast = explainMastery([answer(0, { form: choice, duration_ms: 900 })], SKILL).answers[0];
    expect(fast).toMatchObject({ weight: 0.25, reasons: ["fast_guess"] });
    expect(known([answer(0, { form: choice, duration_ms: 900 })])).toBeLessThan(known([answer(0, { form: choice })]));
  });

  it("rises more by a hard item than by an easy one", () => {
    expect(known([answer(0, { difficulty: 1.5 })])).toBeGreaterThan(known([answer(0, { difficulty: -1.5 })]));
  });

  it("is folded from 100,000 answers and explains all of them", () => {
    const log = Array.from({ length: 100_000 }, (_, n) => answer(n, { skill: `skill-${n % 50}`, verdict: n % 3 ? "correct" : "wrong" }));
    const skills = foldMastery(log);
    expect(skills.size).toBe(50);
    expect(explainMastery(log, "skill-7")).toMatchObject({ mastery: skills.get("skill-7"), answers: { length: 2_000 } });
  });
});
