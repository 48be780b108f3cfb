// How much of what a grader misses is not about answers: the same answer passes with one question's graders and fails with another's.
import { groupBy, macroF1 } from "./eval-metrics.ts";

/** An answer that was graded by people and by us. */
interface GradedChance {
  readonly group: string;
  readonly correct: boolean;
  /** The chance of being correct, before people were asked. */
  readonly chance: number;
}

const STEP = 0.05;
const FARTHEST = 4;
/** One pseudo-observation: a question of which all answers were right has no strictness without end. */
const PRIOR = 0.01;

/**
 * The macro-F1 of correct or not if how strictly each question was graded were known: the log-odds of all its answers are moved by what explains its own
 * grades best. No grader can know that of a question it meets for the first time; it says what better features could not win, and what they could.
 */
export function knowingStrictness(answers: readonly GradedChance[]): number {
  const moved = groupBy(answers, ({ group }) => group).flatMap((own) => {
    const offset = strictnessOf(own);
    return own.map(({ correct, chance }) => ({ correct, said: logit(chance) + offset >= 0 }));
  });
  return macroF1(
    moved.map(({ correct }) => String(correct)),
    moved.map(({ said }) => String(said)),
  );
}

function strictnessOf(answers: readonly GradedChance[]): number {
  let best = { offset: 0, likelihood: Number.NEGATIVE_INFINITY };
  for (let offset = -FARTHEST; offset <= FARTHEST; offset += STEP) {
    const likelihood = answers.reduce(
      (sum, { correct, chance }) => sum - Math.log1p(Math.exp((correct ? -1 : 1) * (logit(chance) + offset))),
      -PRIOR * answers.length * offset * offset,
    );
    if (likelihood > best.likelihood) best = { offset, likelihood };
  }
  return best.offset;
}

function logit(chance: number): number {
  const held = Math.min(1 - 1e-6, Math.max(1e-6, chance));
  return Math.log(held / (1 - held));
}
