import { describe, expect, it } from "vitest";
import { MASTERY_PARAMETERS } from "../../src/learners/mastery-parameters.ts";
import type { ItemForm } from "../../src/learners/evidence.schema.ts";
import { standingOf } from "../../src/learners/ability.ts";
import { startMastery, takeAnswer } from "../../src/learners/mastery.ts";
import { mulberry32 } from "../../scripts/lib/eval-metrics.ts";
import { answer } from "../support/learner-evidence.ts";

const LEARNERS = 600;
const SKILLS = ["a", "b", "c", "d", "e"];
const MOST_ANSWERS = 12;
const FORMS: readonly ItemForm[] = [{ kind: "choice", options: 4 }, { kind: "open" }, { kind: "numeric" }];

interface Simulated {
  readonly prior: number;
  readonly learn: number;
  readonly slip: number;
  /** P(right | not known), by form. */
  readonly guess: (form: ItemForm) => number;
}

/** Learners of five skills who know each or do not; asked about one after the other until mastery is declared or the questions run out. */
function simulate(of: Simulated, seed: number): { readonly declared: number; readonly falsely: number; readonly median: number } {
  const random = mulberry32(seed);
  const lengths: number[] = [];
  let falsely = 0;
  for (let learner = 0; learner < LEARNERS; learner++) {
    const skills = SKILLS.map((skill) => ({ knows: random() < of.prior, state: startMastery(skill) }));
    for (let n = 0; n < MOST_ANSWERS; n++)
      for (const one of skills.filter(({ state }) => !state.mastered)) {
        const form = FORMS[n % FORMS.length] ?? { kind: "open" };
        const right = random() < (one.knows ? 1 - of.slip : of.guess(form));
        const standing = standingOf(skills.flatMap((other) => (other === one ? [] : [other.state.ability])));
        one.state = takeAnswer(one.state, answer(n, { skill: one.state.skill, form, verdict: right ? "correct" : "wrong", standing }));
        if (one.state.mastered) {
          lengths.push(n + 1);
          if (!one.knows) falsely += 1;
        }
        one.knows ||= random() < of.learn;
      }
  }
  return {
    declared: lengths.length / LEARNERS / SKILLS.length,
    falsely: falsely / Math.max(1, lengths.length),
    median: lengths.sort((a, b) => a - b)[lengths.length >> 1] ?? 0,
  };
}

const { learn, slip, lucky } = MASTERY_PARAMETERS;
const guessBy = (share: number) => (form: ItemForm) =>
  form.kind === "choice" ? 1 / form.options + (1 - 1 / form.options) * lucky * share : Math.min(0.95, (0.05 + 0.95 * lucky) * share);

describe("simulated learners", () => {
  it("who only guess among four options, and once in twenty in writing, pass in at most 3 of 100", () => {
    const guessers = { prior: 0, learn: 0, slip: 0, guess: (form: ItemForm) => (form.kind === "choice" ? 0.25 : 0.05) };
    expect(simulate(guessers, 1).declared).toBeLessThan(0.03);
  });

  it("are seldom called masters before they know, even where the model is wrong about them by half", () => {
    for (const [at, guess] of [0.5, 1, 1.25].entries())
      for (const by of [0.5, 1, 1.5])
        for (const prior of [0.1, 0.2, 0.3]) {
          const { falsely } = simulate({ prior, learn: learn * 2 * by, slip: slip * by, guess: guessBy(guess) }, 10 + at);
          expect([guess, by, prior, falsely <= 0.05]).toEqual([guess, by, prior, true]);
        }
  });

  it("who are luckier by half than anybody measured are called masters falsely in less than one in ten", () => {
    for (const by of [0.5, 1, 1.5])
      expect(simulate({ prior: 0.1, learn: learn * 2 * by, slip: slip * by, guess: guessBy(1.5) }, 20).falsely).toBeLessThan(0.1);
  });

  it("who know, and seldom slip, are seen to know in about seven answers", () => {
    const { declared, median } = simulate({ prior: 1, learn: 0, slip: slip / 2, guess: guessBy(1) }, 3);
    expect(declared).toBeGreaterThan(0.85);
    expect(median).toBeLessThanOrEqual(8);
  });
});
