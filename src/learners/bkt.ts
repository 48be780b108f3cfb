import { logitOf, sigmoid } from "./belief.ts";
import type { ItemForm, Judgement } from "./evidence.schema.ts";
import { MASTERY_PARAMETERS } from "./mastery-parameters.ts";

/**
 * P(known) before the first answer. Not fitted: a lesson teaches what is new. Practice logs begin higher, but a prior too low costs a few questions,
 * one too high declares mastery that is not there.
 */
export const PRIOR = 0.2;

/**
 * Mastery is judged as if luck were two fifths greater than measured: learners may be luckier than those of the practice logs, and
 * calling them masters is the dearer error. It also sets right what the low prior costs in log-loss. The price is about two questions.
 */
export const LUCK_MARGIN = 1.4;

/** What decides, from what was fitted. */
export function withMargin({ lucky, ...rest }: BktParameters): BktParameters {
  return { ...rest, lucky: lucky * LUCK_MARGIN };
}

/** P(right by chance) of a form, before anybody half-knows anything. */
export function chanceOf(form: ItemForm): number {
  switch (form.kind) {
    case "choice":
      return 1 / form.options;
    case "numeric":
    case "short":
      return 0.05;
    case "open":
    case "code":
      return 0.02;
    default:
      return 0.05;
  }
}

const DECIDING = withMargin(MASTERY_PARAMETERS);

/** Where P(known) is held, so that no log, however long, ends in a certainty that nothing can change. */
const LEAST = 1e-6;

export interface Emission {
  /** P(right | known) and P(right | not known). */
  readonly known: number;
  readonly unknown: number;
}

export interface BktParameters {
  readonly learn: number;
  readonly slip: number;
  /** P(right | not known) beyond chance: half-knowledge, what the question gives away. */
  readonly lucky: number;
}

/**
 * How likely a right answer is for who knows and who does not. An item's difficulty moves both by its logit (KT-IDEM, Pardos and Heffernan 2011); chance
 * is a floor that no difficulty lowers, and who knows is never less likely to be right than who does not.
 * @param difficulty logits above a usual item of the skill
 */
export function emissionOf(form: ItemForm, difficulty: number, { slip, lucky }: BktParameters = DECIDING): Emission {
  const chance = chanceOf(form);
  // Without a difficulty the logit would only be taken back: a log of 100,000 answers is folded while a learner waits.
  const unknown = chance + (1 - chance) * (difficulty === 0 ? lucky : sigmoid(logitOf(lucky) - difficulty));
  const known = difficulty === 0 ? 1 - slip : sigmoid(logitOf(1 - slip) - difficulty);
  return { known: Math.max(known, unknown), unknown };
}

/** P(right) of an answer to come, given P(known). */
export function expectedRight(known: number, emission: Emission): number {
  return known * emission.known + (1 - known) * emission.unknown;
}

/**
 * P(known) after one answer (Corbett and Anderson 1995), the answer counting `weight` (0 to 1): its likelihood ratio is raised to that power, and so much of
 * a chance to learn comes with it. Half right counts half for and half against. `n/a` says nothing.
 */
export function updateKnown(
  known: number,
  verdict: Judgement,
  weight: number,
  emission: Emission,
  { learn }: Pick<BktParameters, "learn"> = MASTERY_PARAMETERS,
): number {
  if (weight === 0 || verdict === "n/a") return known;
  const right = emission.known / emission.unknown;
  const wrong = (1 - emission.known) / (1 - emission.unknown);
  const ratio = verdict === "correct" ? right : verdict === "wrong" ? wrong : Math.sqrt(right * wrong);
  const odds = (known / (1 - known)) * (weight === 1 ? ratio : ratio ** weight);
  const posterior = odds / (1 + odds);
  return Math.min(1 - LEAST, Math.max(LEAST, posterior + (1 - posterior) * learn * weight));
}
