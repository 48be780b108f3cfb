import { logitOf, sigmoid } from "./belief.ts";
import { chanceOf, PRIOR } from "./bkt.ts";
import type { Answer, ItemForm, Judgement, Standing } from "./evidence.schema.ts";

/**
 * Mastery is judged as if practice added three tenths less than measured: who learns half as fast would else be taken for a master by the tenth question, before
 * their answers say so. The price is a few questions.
 */
const GROWTH_MARGIN = 0.7;

/**
 * How far learners, their skills and questions lie apart (variances in logits²), what practice adds an answer, and P(wrong | able). Learners, questions, growth
 * and slips as `bench/learners/fit.ts` finds them in ASSISTments 2009 and Statics 2011 (Gervet et al. 2020): growth of a skill that is still being learned, one
 * spread above the usual; half of what looks like a slip. Skills within a learner as in `PRIORS`.
 */
export const SPREADS = { learner: 0.751 ** 2, skill: 0.25, item: 0.877 ** 2, growth: GROWTH_MARGIN * 0.072, slip: 0.074 } as const;

/** A master would get a usual question right two times in three, slips apart; and it is 95 % sure that they would. */
const ABLE = logitOf(2 / 3);
const Z_SURE = 1.645;

/** Before the first answer, in logits of a right answer to a usual question: what `PRIOR` says as a share. */
const BEFORE = logitOf(PRIOR);
const VARIANCE_BEFORE = SPREADS.learner + SPREADS.skill;
/** Questions whose own ease is remembered, the newest: more than a skill usually has. */
const KEPT_ITEMS = 12;
const LEAST_INFORMATION = 0.01;
const FRESH_EASE = { mean: 0, variance: SPREADS.item } as const;

/** A question's ease for this learner, in logits above a usual one. */
export interface ItemEase {
  readonly item_id: string;
  readonly mean: number;
  readonly variance: number;
}

/** What is believed of a learner's level in a skill, in logits of a right answer to a usual question, slips apart. */
export interface Ability {
  readonly mean: number;
  readonly variance: number;
  /** Answers that practised it: how much growth is in the mean. */
  readonly practised: number;
  /** What was met of questions: a question that comes back tells less about the skill, since it may be this one alone that is known. The newest last. */
  readonly items: readonly ItemEase[];
}

/** A skill nobody has answered about. */
export const START_ABILITY: Ability = { mean: BEFORE, variance: VARIANCE_BEFORE, practised: 0, items: [] };

/**
 * The belief after one answer that counts `weight` (0 to 1): a step of an extended Kalman filter over level and ease of the question (Glickman 1999), with chance
 * below and slips above. Half right is taken for the middle of both.
 */
export function takeAbility(
  ability: Ability,
  answer: Pick<Answer, "item_id" | "form" | "difficulty">,
  verdict: Judgement,
  weight: number,
): Ability {
  if (weight === 0 || verdict === "n/a") return ability;
  const { items } = ability;
  const at = items.findIndex(({ item_id }) => item_id === answer.item_id);
  const ease = items[at] ?? FRESH_EASE;
  const solved = sigmoid(ability.mean + ease.mean - (answer.difficulty ?? 0));
  const chance = chanceOf(answer.form);
  const range = rangeAbove(chance);
  const expected = chance + range * solved;
  const slope = range * solved * (1 - solved);
  const noise = Math.max(LEAST_INFORMATION, expected * (1 - expected)) / weight;
  const gain = slope / (slope * slope * (ability.variance + ease.variance) + noise);
  const step = gain * ((verdict === "correct" ? 1 : verdict === "wrong" ? 0 : 0.5) - expected);
  // A log of 100,000 answers is folded while a learner waits: one copy of the few questions, and no more.
  const kept = items.slice(at < 0 && items.length >= KEPT_ITEMS ? 1 : 0);
  if (at >= 0) kept.splice(at, 1);
  kept.push({
    item_id: answer.item_id,
    mean: ease.mean + ease.variance * step,
    variance: ease.variance - ease.variance * ease.variance * gain * slope,
  });
  return {
    mean: ability.mean + ability.variance * step + SPREADS.growth * weight,
    variance: ability.variance - ability.variance * ability.variance * gain * slope,
    practised: ability.practised + weight,
    items: kept,
  };
}

/**
 * What other skills say of the learner's level in general, in logits above the usual learner's; the usual learner's where there are none. Growth is left out:
 * it belongs to the skill that was practised.
 */
export function standingOf(others: readonly Ability[]): Standing {
  let precision = 1 / SPREADS.learner;
  let sum = 0;
  for (const { mean, variance, practised } of others) {
    const told = 1 / variance - 1 / VARIANCE_BEFORE;
    if (practised === 0 || told <= 0) continue;
    const level = (mean / variance - BEFORE / VARIANCE_BEFORE) / told - BEFORE - SPREADS.growth * practised;
    const weight = 1 / (1 / told + SPREADS.skill);
    precision += weight;
    sum += weight * level;
  }
  return { mean: sum / precision, variance: 1 / precision };
}

/** Whether it is sure that a learner of this standing has the skill; null: nothing is known of them elsewhere. */
export function isSurelyAble(ability: Ability, standing: Standing | null): boolean {
  const { mean, variance } = standing ? within(ability, standing) : ability;
  return mean - ABLE >= Z_SURE * Math.sqrt(variance);
}

/** P(right) on a question of this form that was not asked before, without help. */
export function expectedOn(form: ItemForm, ability: Ability): number {
  const chance = chanceOf(form);
  const variance = ability.variance + SPREADS.item;
  return chance + rangeAbove(chance) * sigmoid(ability.mean / Math.sqrt(1 + (Math.PI * variance) / 8));
}

/** The skill's belief with the learner's standing in place of a usual learner's (two normal distributions multiplied). */
function within({ mean, variance }: Ability, standing: Standing): Standing {
  const prior = SPREADS.skill + standing.variance;
  const precision = 1 / variance - 1 / VARIANCE_BEFORE + 1 / prior;
  return {
    mean: (mean / variance - BEFORE / VARIANCE_BEFORE + (BEFORE + standing.mean) / prior) / precision,
    variance: 1 / precision,
  };
}

/** What ability can add to P(right by chance). */
function rangeAbove(chance: number): number {
  return 1 - SPREADS.slip - chance;
}
