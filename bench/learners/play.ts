import type { Answer } from "../../src/learners/evidence.schema.ts";
import type { SkillMastery } from "../../src/learners/mastery.ts";
import { type Habit, type Meant, SimulatedLearner } from "./learner.ts";
import type { Lesson } from "./lesson.ts";
import type { Parameters } from "./parameters.ts";
import type { Policy } from "./policy.ts";
import type { Words } from "./replies.ts";

/** Longer lessons than this are broken off and counted as such. A hint is a turn too: who opens all of them takes some 40 turns a step of eight questions. */
const MOST_TURNS = 500;
/** After so many days without practice learning is looked at again. */
export const DELAYS = [0, 7, 30] as const;

/** When a skill was declared mastered, and what was true then. */
export interface Declaration {
  /** 0 for the first lesson. */
  readonly lesson: number;
  /** P(right) on a usual written question that was never asked, without help, slips apart, before feedback on the reply that decided. */
  readonly ability: number;
  /** Replies and time in the node up to then, all lessons together. */
  readonly replies: number;
  readonly ms: number;
}

/** One skill of one learner. Abilities are as in `Declaration`. */
export interface PlayedNode {
  readonly before: number;
  /** After the first lesson, by `DELAYS`. */
  readonly after: readonly number[];
  readonly declared: Declaration | null;
  readonly set_aside: boolean;
  /** Of the first lesson. */
  readonly replies: number;
  readonly ms: number;
}

/** Replies by what was in the learner's mind and what the product made of them. */
export interface Misjudged {
  right: number;
  missed: number;
  wrong: number;
  accepted: number;
}

export interface Played {
  readonly pack: string;
  readonly seed: number;
  readonly habit: Habit;
  readonly nodes: readonly PlayedNode[];
  readonly lessons: number;
  /** Whether every lesson came to its end. */
  readonly completed: boolean;
  readonly misjudged: Misjudged;
}

export interface Course {
  readonly seed: number;
  readonly parameters: Parameters;
  readonly words: Words;
  readonly ease: ReadonlyMap<string, number>;
  readonly policy: Policy;
  readonly habit?: Habit | undefined;
  /** Days between lessons: after each the lesson is taken again until all is mastered. Only where mastery decides. */
  readonly returns: readonly number[];
  readonly open: (brought: readonly SkillMastery[]) => Promise<Lesson>;
  /** Hears every answer that is evidence, with the learner's ability when it was given. */
  readonly onAnswer?: ((answer: Answer, ability: number) => void) | undefined;
}

interface Spent {
  replies: number;
  ms: number;
}

/** Takes one learner through a lesson, and through it again on later days while skills are not mastered. */
export async function playCourse({ seed, parameters, words, ease, policy, habit, returns, open, onAnswer }: Course): Promise<Played> {
  const learner = new SimulatedLearner(seed, parameters, words, ease, habit);
  const skills = words.pack.nodes.map(({ skill }) => skill);
  const before = skills.map((skill) => learner.ability(skill));
  const declared = new Map<string, Declaration>();
  const aside = new Set<string>();
  const misjudged = { right: 0, missed: 0, wrong: 0, accepted: 0 };
  const spent = new Map<string, Spent>();
  const trial: Trial = { learner, policy, declared, aside, misjudged, spent, onAnswer };

  let lesson = await open([]);
  let lessons = 1;
  await take(lesson, trial, 0);
  let completed = lesson.shown() === null;
  const after = skills.map((skill) => DELAYS.map((days) => learner.ability(skill, days)));
  const first = new Map([...spent].map(([skill, of]) => [skill, { ...of }]));
  for (const days of policy.advance === "mastery" ? returns : []) {
    if (skills.every((skill) => declared.has(skill))) break;
    learner.pass(days);
    lesson = await open(lesson.masteries());
    await take(lesson, trial, lessons++);
    completed &&= lesson.shown() === null;
  }
  const nodes = skills.map((skill, at): PlayedNode => {
    const { replies, ms } = first.get(skill) ?? { replies: 0, ms: 0 };
    return {
      before: before[at] ?? Number.NaN,
      after: after[at] ?? [],
      declared: declared.get(skill) ?? null,
      set_aside: aside.has(skill),
      replies,
      ms: Math.round(ms),
    };
  });
  return { pack: words.pack.id, seed, habit: learner.habit, nodes, lessons, completed, misjudged };
}

interface Trial {
  readonly learner: SimulatedLearner;
  readonly policy: Policy;
  readonly declared: Map<string, Declaration>;
  readonly aside: Set<string>;
  readonly misjudged: Misjudged;
  readonly spent: Map<string, Spent>;
  readonly onAnswer: Course["onAnswer"];
}

async function take(lesson: Lesson, { learner, policy, declared, aside, misjudged, spent, onAnswer }: Trial, nth: number): Promise<void> {
  let read = 0;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const shown = lesson.shown();
    if (!shown) return;
    const { skill } = shown.node;
    const time = spent.get(skill) ?? { replies: 0, ms: 0 };
    spent.set(skill, time);
    // Reading is learning; a message that still stands after a hint is not read again.
    const reading = read === shown.seq ? 0 : learner.read(shown);
    read = shown.seq;
    const act = learner.act(shown);
    time.ms += reading + act.ms;
    lesson.wait(reading + act.ms);
    if (act.type === "hint") await lesson.hint();
    else if (act.type === "set_aside") {
      await lesson.setAside();
      aside.add(skill);
    } else {
      time.replies += 1;
      const { evaluation, corrected, advanced, reason, answer } = await lesson.reply(act.text);
      if (answer) onAnswer?.(answer, learner.ability(skill));
      countJudgement(misjudged, act.meant, evaluation.evaluation);
      const isDeclared = advanced && (policy.name === "evaluator" || reason === "mastery");
      if (isDeclared && !declared.has(skill)) declared.set(skill, { lesson: nth, ability: learner.ability(skill), ...time });
      learner.hear(shown, act, evaluation.evaluation, corrected);
    }
  }
}

function countJudgement(of: Misjudged, meant: Meant, evaluation: string): void {
  if (meant === "right") {
    of.right += 1;
    if (evaluation !== "correct") of.missed += 1;
  }
  if (meant === "wrong" || meant === "misled" || meant === "part") {
    of.wrong += 1;
    if (evaluation === "correct") of.accepted += 1;
  }
}
