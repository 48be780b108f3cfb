import { type Ability, isSurelyAble, START_ABILITY, takeAbility } from "./ability.ts";
import { emissionOf, expectedRight, PRIOR, updateKnown } from "./bkt.ts";
import type { Answer, Correction, Evidence, Judgement } from "./evidence.schema.ts";
import { FAST_GUESS_SHARE, type Haste, readHaste } from "./gaming.ts";

/**
 * When a skill counts as mastered: how sure, after how many answers that counted, and how many of them written rather than chosen. And it must be as sure that the
 * learner's level in it is a master's (`isSurelyAble`): that asks what P(known) does not, whether it was the same few questions, and what they do elsewhere.
 */
export const MASTERY = { known: 0.95, observations: 3, produced: 1 } as const;
/** What an answer weighs after 0, 1, 2, 3 hints: help is free but visible. */
export const HELP_WEIGHTS = [1, 0.5, 0.25, 0] as const;

/** What is known of one learner's skill. */
export interface SkillMastery {
  readonly skill: string;
  /** P(known), 0 to 1. */
  readonly known: number;
  readonly ability: Ability;
  /** Answers that counted at all. */
  readonly observations: number;
  /** Of these, right and written rather than chosen. */
  readonly produced: number;
  /** Answers without any help, and how many of them were right: kept apart from the rest. */
  readonly unassisted: { readonly right: number; readonly of: number };
  readonly mastered: boolean;
  /** The last answer's instant; null before the first. */
  readonly last_at: string | null;
}

/** One line under "Why 72 %?": an answer, how much it counted and why, and what it changed. */
export interface ExplainedAnswer {
  readonly answer: Answer;
  /** The correction in force, if a teacher made one. */
  readonly correction: Correction | null;
  readonly verdict: Judgement | "void";
  readonly weight: number;
  /** Why it did not count in full. */
  readonly reasons: readonly ("hints" | Haste | "unverified" | "void" | "not_an_answer")[];
  /** How likely a right answer was held to be, before it was given. */
  readonly expected: number;
  readonly before: number;
  readonly after: number;
}

export interface Explanation {
  readonly skill: string;
  readonly prior: number;
  readonly answers: readonly ExplainedAnswer[];
  /** Equal to what the fold holds: the last `after`, or the prior. */
  readonly mastery: SkillMastery;
}

/** A skill nobody has answered about. */
export function startMastery(skill: string): SkillMastery {
  return {
    skill,
    known: PRIOR,
    ability: START_ABILITY,
    observations: 0,
    produced: 0,
    unassisted: { right: 0, of: 0 },
    mastered: false,
    last_at: null,
  };
}

/** Every skill of a log, in the order of arrival. What is in it twice counts once; the last correction of an answer holds, wherever it stands. */
export function foldMastery(events: readonly Evidence[]): ReadonlyMap<string, SkillMastery> {
  const corrections = correctionsOf(events);
  // A log of 100,000 answers is folded while a learner waits, and looking up their ids and skills is half of it: each is looked up once.
  const seen = new Set<string>();
  const skills = new Map<string, { mastery: SkillMastery }>();
  for (const event of events) {
    if (event.type !== "answer") continue;
    const known = seen.size;
    if (seen.add(event.id).size === known) continue;
    let skill = skills.get(event.skill);
    if (!skill) {
      skill = { mastery: startMastery(event.skill) };
      skills.set(event.skill, skill);
    }
    skill.mastery = takeAnswer(skill.mastery, event, corrections.get(event.id) ?? null);
  }
  return new Map([...skills].map(([name, { mastery }]) => [name, mastery]));
}

/** A skill after one more answer: what an object does that holds the state and sees an answer for the first time. */
export function takeAnswer(state: SkillMastery, answer: Answer, correction: Correction | null = null): SkillMastery {
  return step(state, answer, correction);
}

/** How a skill came to stand where it stands, answer by answer. Give it the whole log or the events of the skill: the result is the same. */
export function explainMastery(events: readonly Evidence[], skill: string): Explanation {
  const corrections = correctionsOf(events);
  const seen = new Set<string>();
  const answers: ExplainedAnswer[] = [];
  let mastery = startMastery(skill);
  for (const event of events) {
    if (event.type !== "answer" || event.skill !== skill || seen.has(event.id)) continue;
    seen.add(event.id);
    const correction = corrections.get(event.id) ?? null;
    const after = step(mastery, event, correction);
    answers.push(explain(mastery, after, event, correction));
    mastery = after;
  }
  return { skill, prior: PRIOR, answers, mastery };
}

/** How much an answer counts, 0 to 1, and why not in full. */
export function weighAnswer(answer: Answer, verdict: Judgement | "void"): Pick<ExplainedAnswer, "weight" | "reasons"> {
  const weight = weightOf(answer, verdict);
  if (verdict === "void") return { weight, reasons: ["void"] };
  if (verdict === "n/a") return { weight, reasons: ["not_an_answer"] };
  if (!answer.verified) return { weight, reasons: ["unverified"] };
  const haste = readHaste(answer);
  return { weight, reasons: [...(answer.hints > 0 ? (["hints"] as const) : []), ...(haste ? [haste] : [])] };
}

function weightOf(answer: Answer, verdict: Judgement | "void"): number {
  if (verdict === "void" || verdict === "n/a" || !answer.verified) return 0;
  return (HELP_WEIGHTS[answer.hints] ?? 0) * (readHaste(answer) === "fast_guess" ? FAST_GUESS_SHARE : 1);
}

/** One step of the fold. What it explains is said by `explain`, from the same numbers. */
function step(state: SkillMastery, answer: Answer, correction: Correction | null): SkillMastery {
  const verdict = correction?.verdict ?? answer.verdict;
  const weight = weightOf(answer, verdict);
  if (weight === 0 || verdict === "void") return { ...state, last_at: answer.at };
  const emission = emissionOf(answer.form, answer.difficulty ?? 0);
  const known = updateKnown(state.known, verdict, weight, emission);
  const ability = takeAbility(state.ability, answer, verdict, weight);
  const isRight = verdict === "correct";
  const observations = state.observations + 1;
  const produced = state.produced + (isRight && answer.form.kind !== "choice" ? 1 : 0);
  return {
    skill: state.skill,
    known,
    ability,
    observations,
    produced,
    unassisted: answer.unassisted ? { right: state.unassisted.right + (isRight ? 1 : 0), of: state.unassisted.of + 1 } : state.unassisted,
    mastered:
      known >= MASTERY.known &&
      observations >= MASTERY.observations &&
      produced >= MASTERY.produced &&
      isSurelyAble(ability, answer.standing ?? null),
    last_at: answer.at,
  };
}

function explain(before: SkillMastery, after: SkillMastery, answer: Answer, correction: Correction | null): ExplainedAnswer {
  const verdict = correction?.verdict ?? answer.verdict;
  return {
    answer,
    correction,
    verdict,
    ...weighAnswer(answer, verdict),
    expected: expectedRight(before.known, emissionOf(answer.form, answer.difficulty ?? 0)),
    before: before.known,
    after: after.known,
  };
}

/** The correction in force of each answer: the one that arrived last. */
function correctionsOf(events: readonly Evidence[]): ReadonlyMap<string, Correction> {
  const corrections = new Map<string, Correction>();
  const seen = new Set<string>();
  for (const event of events) {
    if (event.type !== "correction" || seen.has(event.id)) continue;
    seen.add(event.id);
    corrections.set(event.corrects, event);
  }
  return corrections;
}
