import { type Belief, drift, DRIFT, learnFrom, logitOf, PRIORS, probabilityOf } from "./belief.ts";

/** What everybody's answers say about practice in general, a skill and an item: shared by learners, three rows of a table. */
export interface Levels {
  readonly base: Belief;
  readonly skill: Belief;
  readonly item: Belief;
}

export interface Asked {
  readonly skill: string;
  readonly item: string;
}

interface SkillTrace {
  level: Belief;
  right: number;
  wrong: number;
  /** Recent surprises (right or wrong, less what was expected), fading fast and slowly. */
  fast: number;
  slow: number;
  /** 1 right, −1 wrong. */
  last: number;
  last_count: number;
}

/** What one learner's answers so far say about the next. Grown in place, one answer at a time: a learner may have 100,000. */
export interface LearnerTrace {
  level: Belief;
  count: number;
  right: number;
  fast: number;
  middle: number;
  slow: number;
  last: number;
  last_skill: string | null;
  readonly skills: Map<string, SkillTrace>;
  readonly items: Map<string, { right: number; wrong: number; last: number }>;
}

export const FRESH_LEVELS: Levels = { base: PRIORS.base, skill: PRIORS.skill, item: PRIORS.item };

export function startTrace(): LearnerTrace {
  return {
    level: PRIORS.learner,
    count: 0,
    right: 0,
    fast: 0,
    middle: 0,
    slow: 0,
    last: 0,
    last_skill: null,
    skills: new Map(),
    items: new Map(),
  };
}

/** The learner's level in a skill, in logits above the usual: what one knows elsewhere counts, and what one has shown here. */
export function levelIn(trace: LearnerTrace, skill: string): number {
  return trace.level.mean + (trace.skills.get(skill)?.level.mean ?? 0);
}

/** What the numbers of `readFeatures` are called, in their order. */
export const FEATURES = [
  "constant",
  "expected",
  "learner",
  "learner_in_skill",
  "skill",
  "item",
  "learner_doubt",
  "learner_in_skill_doubt",
  "skill_doubt",
  "item_doubt",
  "right_in_skill",
  "wrong_in_skill",
  "right_on_item",
  "wrong_on_item",
  "last_on_item",
  "right",
  "wrong",
  "surprise_fast",
  "surprise_middle",
  "surprise_slow",
  "skill_surprise_fast",
  "skill_surprise_slow",
  "last_in_skill",
  "first_in_skill",
  "since_skill",
  "answers_on_item",
  "answers_in_skill",
  "first_of_all",
  "last_in_skill_fading",
  "last",
  "same_skill",
] as const;

/**
 * What is known just before an answer, as numbers of about −2 to 2: the beliefs and their doubt, successes and failures per skill and item in logarithms
 * (PFA, Pavlik et al. 2009; DAS3H, Choffin et al. 2019, whose windows of time are fading averages over answers here: logs without clocks have them too).
 */
export function readFeatures(trace: LearnerTrace, levels: Levels, asked: Asked): number[] {
  const [base, learner, inSkill, skill, item] = beliefsOf(trace, levels, asked);
  const past = trace.skills.get(asked.skill);
  const onItem = trace.items.get(asked.item);
  const gap = past ? Math.log1p(trace.count - past.last_count - 1) / 3 : 0;
  return [
    1,
    logitOf(probabilityOf([base, learner, inSkill, skill, item])),
    learner.mean,
    inSkill.mean,
    skill.mean,
    item.mean,
    Math.sqrt(learner.variance),
    Math.sqrt(inSkill.variance),
    Math.sqrt(skill.variance),
    Math.sqrt(item.variance),
    Math.log1p(past?.right ?? 0),
    Math.log1p(past?.wrong ?? 0),
    Math.log1p(onItem?.right ?? 0),
    Math.log1p(onItem?.wrong ?? 0),
    onItem?.last ?? 0,
    Math.log1p(trace.right) / 3,
    Math.log1p(trace.count - trace.right) / 3,
    trace.fast,
    trace.middle,
    trace.slow,
    past?.fast ?? 0,
    past?.slow ?? 0,
    past?.last ?? 0,
    past ? 0 : 1,
    gap,
    Math.log1p(item.count) / 4,
    Math.log1p(skill.count) / 6,
    trace.count === 0 ? 1 : 0,
    (past?.last ?? 0) * gap,
    trace.last,
    trace.last_skill === asked.skill ? 1 : 0,
  ];
}

/** Takes in one answer: the trace is changed, the levels after it are returned to be kept. */
export function takeAnswer(trace: LearnerTrace, levels: Levels, asked: Asked, right: boolean): Levels {
  const beliefs = beliefsOf(trace, levels, asked);
  const surprise = (right ? 1 : 0) - probabilityOf(beliefs);
  const [base, learner, inSkill, skill, item] = learnFrom(beliefs, right);
  const past = trace.skills.get(asked.skill) ?? {
    level: PRIORS.learner_skill,
    right: 0,
    wrong: 0,
    fast: 0,
    slow: 0,
    last: 0,
    last_count: 0,
  };
  const onItem = trace.items.get(asked.item) ?? { right: 0, wrong: 0, last: 0 };
  const sign = right ? 1 : -1;
  trace.level = learner ?? trace.level;
  past.level = inSkill ?? past.level;
  past.right += right ? 1 : 0;
  past.wrong += right ? 0 : 1;
  past.fast = 0.6 * past.fast + 0.4 * surprise;
  past.slow = 0.9 * past.slow + 0.1 * surprise;
  past.last = sign;
  past.last_count = trace.count;
  onItem.right += right ? 1 : 0;
  onItem.wrong += right ? 0 : 1;
  onItem.last = sign;
  trace.fast = 0.5 * trace.fast + 0.5 * surprise;
  trace.middle = 0.8 * trace.middle + 0.2 * surprise;
  trace.slow = 0.95 * trace.slow + 0.1 * surprise;
  trace.last = sign;
  trace.last_skill = asked.skill;
  trace.count += 1;
  trace.right += right ? 1 : 0;
  trace.skills.set(asked.skill, past);
  trace.items.set(asked.item, onItem);
  return { base: base ?? levels.base, skill: skill ?? levels.skill, item: item ?? levels.item };
}

function beliefsOf(trace: LearnerTrace, { base, skill, item }: Levels, asked: Asked): [Belief, Belief, Belief, Belief, Belief] {
  const inSkill = trace.skills.get(asked.skill)?.level ?? PRIORS.learner_skill;
  return [base, drift(trace.level, DRIFT.learner), drift(inSkill, DRIFT.learner_skill), skill, item];
}
