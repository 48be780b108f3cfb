/** What practice logs say of learners, in logits unless said otherwise; see `fit.ts`. */
export interface Fitted {
  /** Growth with every answer in a skill, of a usual skill, and how far skills differ in it. */
  readonly growth: number;
  readonly growth_spread: number;
  /** How far learners differ in level, and items in ease. */
  readonly level_spread: number;
  readonly ease_spread: number;
  /** Shares: wrong after five right ones in a row, right after five wrong ones in a row. Upper bounds of slips and of luck. */
  readonly slip: number;
  readonly luck: number;
}

/** What `fitFromLogs` gave on 27 November 2026 for ASSISTments 2009 and Statics 2011 (Gervet et al. 2020), for where the data is not. */
export const FITTED: Fitted = { growth: 0.011, growth_spread: 0.061, level_spread: 0.751, ease_spread: 0.877, slip: 0.148, luck: 0.29 };

/** A population of learners. Levels are in logits of a right written answer to a usual question without help, a slip apart. */
export interface Parameters {
  /** Level before the lesson, of a usual learner and skill. Not from the logs: they hold practice after lessons. */
  readonly start: number;
  readonly level_spread: number;
  readonly skill_spread: number;
  readonly ease_spread: number;
  /** What reading an explanation or a worked example adds the first time; half of it the second, and so on. */
  readonly explanation: number;
  readonly example: number;
  /** What feedback on a miss adds, and what getting it right oneself adds. */
  readonly feedback: number;
  readonly practice: number;
  /** How far learners differ in how fast they learn: standard deviation of its logarithm. */
  readonly speed_spread: number;
  /** Level that nobody exceeds: what is left to learn shrinks on the way there. */
  readonly ceiling: number;
  readonly slip: number;
  /** Luck as a share of chance: 1 is one in k for a choice and one in twenty for what has to be written. */
  readonly luck: number;
  /** Exponent of forgetting, (1 + days) to the minus; each right answer makes it smaller. */
  readonly forgetting: number;
  /** How many of the misconceptions of a node a learner holds at first. */
  readonly misled: number;
}

/**
 * The usual population. The logs' usual skill hardly grows by practice, since their learners mostly know it, so growth is that of a skill one spread above it: a
 * right answer adds twice that, feedback on a miss twice as much again. What explanations add is in no log: 0.8 spreads of level at the first reading, about
 * the effect of tutoring (VanLehn 2011: 0.76). Slips are half of what looks like one after five right answers: the other half did not know.
 */
export function usual(fitted: Fitted): Parameters {
  const growth = fitted.growth + fitted.growth_spread;
  return {
    start: -1.2,
    level_spread: fitted.level_spread,
    skill_spread: 0.5,
    ease_spread: fitted.ease_spread,
    explanation: 0.8 * fitted.level_spread,
    example: 0.9 * fitted.level_spread,
    feedback: 4 * growth,
    practice: 2 * growth,
    speed_spread: 0.4,
    ceiling: 3,
    slip: fitted.slip / 2,
    luck: 1,
    forgetting: 0.12,
    misled: 0.25,
  };
}

/** A population that differs from the usual one in one respect, or in all at once, by half. */
export interface Condition {
  readonly name: string;
  readonly parameters: Parameters;
}

/** The usual population first, then each respect half as great and half as great again, then the worst for whoever must tell who knows. */
export function conditionsOf(of: Parameters): Condition[] {
  const learning = (by: number): Partial<Parameters> => ({
    explanation: of.explanation * by,
    example: of.example * by,
    feedback: of.feedback * by,
    practice: of.practice * by,
  });
  const changes: readonly (readonly [string, (by: number) => Partial<Parameters>])[] = [
    ["learning", learning],
    ["slips", (by) => ({ slip: of.slip * by })],
    ["luck", (by) => ({ luck: of.luck * by })],
    ["forgetting", (by) => ({ forgetting: of.forgetting * by })],
    // Farther below the middle for less, nearer for more.
    ["starting level", (by) => ({ start: of.start * (2 - by) })],
    ["misconceptions", (by) => ({ misled: of.misled * by })],
    ["spread", (by) => ({ level_spread: of.level_spread * by, skill_spread: of.skill_spread * by, ease_spread: of.ease_spread * by })],
  ];
  const worst = { ...learning(0.5), slip: of.slip * 1.5, luck: of.luck * 1.5, misled: of.misled * 1.5, start: of.start * 1.5 };
  return [
    { name: "usual", parameters: of },
    ...changes.flatMap(([name, change]) => [0.5, 1.5].map((by) => ({ name: `${name} × ${by}`, parameters: { ...of, ...change(by) } }))),
    { name: "all against it", parameters: { ...of, ...worst } },
  ];
}
