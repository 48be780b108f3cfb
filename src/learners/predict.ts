import { type Belief, PRIORS } from "./belief.ts";
import { type Asked, type LearnerTrace, type Levels, readFeatures, startTrace, takeAnswer } from "./learner-trace.ts";
import { learnLogistic, type OnlineLogistic, predictLogistic, startLogistic } from "./online-logistic.ts";
import { PREDICTION_WEIGHTS } from "./prediction-weights.ts";

/** How far the fitted weights may be wrong for another place: small, so that they hold until some hundreds of answers say otherwise. */
const WEIGHT_VARIANCE = 0.01;

const FITTED = startLogistic(PREDICTION_WEIGHTS, 0);

/** P(right) before an answer, in (0, 1), with the weights as they were fitted: for one learner's own object. */
export function predictAnswer(trace: LearnerTrace, levels: Levels, asked: Asked): number {
  return predictLogistic(FITTED, readFeatures(trace, levels, asked));
}

/** Everything that a log of many learners has taught so far. Grown in place. */
export interface AnswerLog {
  base: Belief;
  readonly skills: Map<string, Belief>;
  readonly items: Map<string, Belief>;
  readonly learners: Map<string, LearnerTrace>;
  readonly mixer: OnlineLogistic;
}

export interface LoggedAsk extends Asked {
  readonly learner: string;
}

/** A log before its first row. A `mixer` is handed in where weights are fitted or evaluated. */
export function openLog(mixer: OnlineLogistic = startLogistic(PREDICTION_WEIGHTS, WEIGHT_VARIANCE)): AnswerLog {
  return { base: PRIORS.base, skills: new Map(), items: new Map(), learners: new Map(), mixer };
}

/** P(right) of the next row, from the rows before it alone; a learner, skill or item never seen is taken for a usual one. */
export function predictNext(log: AnswerLog, ask: LoggedAsk): number {
  return predictLogistic(log.mixer, featuresOf(log, ask));
}

/** Takes in the row's answer: learner, skill, item and the weights themselves. */
export function takeNext(log: AnswerLog, ask: LoggedAsk, right: boolean): void {
  learnLogistic(log.mixer, featuresOf(log, ask), right);
  const trace = log.learners.get(ask.learner) ?? startTrace();
  log.learners.set(ask.learner, trace);
  const after = takeAnswer(trace, levelsOf(log, ask), ask, right);
  log.base = after.base;
  log.skills.set(ask.skill, after.skill);
  log.items.set(ask.item, after.item);
}

/** The levels that a log holds for what is asked; priors where nothing is known. */
export function levelsOf({ base, skills, items }: AnswerLog, { skill, item }: Asked): Levels {
  return { base, skill: skills.get(skill) ?? PRIORS.skill, item: items.get(item) ?? PRIORS.item };
}

/** The features of a row before its answer. */
export function featuresOf(log: AnswerLog, ask: LoggedAsk): number[] {
  return readFeatures(log.learners.get(ask.learner) ?? startTrace(), levelsOf(log, ask), ask);
}
