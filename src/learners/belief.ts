/** What is believed of a level or a difficulty, in logits: a normal distribution, and how many answers it rests on. */
export interface Belief {
  readonly mean: number;
  readonly variance: number;
  readonly count: number;
}

/** Before the first answer. The variances say how far learners, skills and items usually lie apart: round numbers, which hold for both practice logs. */
export const PRIORS = {
  /** How easy practice is in general: two answers in three are right. */
  base: { mean: 0.6, variance: 1, count: 0 },
  skill: { mean: 0, variance: 1, count: 0 },
  item: { mean: 0, variance: 1.2, count: 0 },
  learner: { mean: 0, variance: 1, count: 0 },
  learner_skill: { mean: 0, variance: 0.25, count: 0 },
} as const satisfies Record<string, Belief>;

/** What each answer adds to the variance of a learner's level: people change, so their steps never die out. */
export const DRIFT = { learner: 0.004, learner_skill: 0.005 } as const;

/** A right answer's least surprise: no single answer may move a belief without bound. */
const LEAST_INFORMATION = 0.01;

/** P(right) of the sum of these beliefs, their uncertainty taken in (MacKay 1992: the logit shrinks by √(1 + πσ²/8)). */
export function probabilityOf(beliefs: readonly Belief[]): number {
  let logit = 0;
  let variance = 0;
  for (const one of beliefs) {
    logit += one.mean;
    variance += one.variance;
  }
  return sigmoid(logit / Math.sqrt(1 + (Math.PI * variance) / 8));
}

/**
 * The beliefs after one answer: an Elo step whose size is each belief's own share of the doubt (an extended Kalman filter over a sum, as in Glickman
 * 1999). The more answers, the smaller the step.
 */
export function learnFrom(beliefs: readonly Belief[], right: boolean): Belief[] {
  let logit = 0;
  let variance = 0;
  for (const one of beliefs) {
    logit += one.mean;
    variance += one.variance;
  }
  const p = sigmoid(logit);
  const noise = 1 / Math.max(LEAST_INFORMATION, p * (1 - p));
  const gain = 1 / (variance + noise);
  const surprise = ((right ? 1 : 0) - p) * noise;
  return beliefs.map((one) => ({
    mean: one.mean + one.variance * gain * surprise,
    variance: one.variance - one.variance * one.variance * gain,
    count: one.count + 1,
  }));
}

/** A belief that has aged by one answer. */
export function drift(belief: Belief, by: number): Belief {
  return { ...belief, variance: belief.variance + by };
}

export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

export function logitOf(probability: number): number {
  return Math.log(probability / (1 - probability));
}
