import { foldMastery } from "../../src/learners/mastery.ts";
import { answer } from "../../test/support/learner-evidence.ts";
import { percentile } from "../lib/stats.ts";

const ANSWERS = 100_000;
const SKILLS = 50;
const ROUNDS = 7;

/** How long a learner's whole log takes to fold, in ms: the middle of seven rounds over 100,000 answers about 50 skills. */
export function timeFold(): number {
  const log = Array.from({ length: ANSWERS }, (_, n) => answer(n, { skill: `skill-${n % SKILLS}`, verdict: n % 3 ? "correct" : "wrong" }));
  const rounds = Array.from({ length: ROUNDS }, () => {
    const before = performance.now();
    foldMastery(log);
    return performance.now() - before;
  });
  return Math.round(percentile(rounds, 0.5));
}
