import type { Pack } from "../../src/curriculum/pack.schema.ts";
import { type Habit, SimulatedLearner } from "./learner.ts";
import type { Lesson } from "./lesson.ts";
import type { Parameters } from "./parameters.ts";
import type { Policy } from "./policy.ts";
import type { Words } from "./replies.ts";

/** Longer lessons than this are broken off and counted as such. */
const MOST_TURNS = 160;
/** After so many days without practice learning is looked at again. */
export const DELAYS = [0, 7, 30] as const;

/** One node of one learner's lesson. Abilities are P(right) on a usual written question, unasked, without help, slips apart. */
export interface PlayedNode {
  readonly before: number;
  /** After the lesson, by `DELAYS`. */
  readonly after: readonly number[];
  /** How the lesson left it; `declared`: the policy took it for learned. */
  readonly left: "declared" | "not_declared" | "set_aside" | "not_reached";
  /** When it was declared. */
  readonly at_declaration: number | null;
  /** Where the fold stood when the node was left. */
  readonly believed: number;
  readonly mastered: boolean;
  readonly replies: number;
  readonly ms: number;
}

export interface Played {
  readonly pack: string;
  readonly seed: number;
  readonly habit: Habit;
  readonly nodes: readonly PlayedNode[];
  readonly completed: boolean;
  /** What was right in the learner's mind and not for the product, and the other way round. */
  readonly misjudged: { readonly right: number; readonly missed: number; readonly wrong: number; readonly accepted: number };
}

export interface Play {
  readonly seed: number;
  readonly parameters: Parameters;
  readonly words: Words;
  readonly ease: ReadonlyMap<string, number>;
  readonly policy: Policy;
  readonly habit?: Habit;
}

/** Takes one learner through one lesson. */
export async function playLesson(lesson: Lesson, { seed, parameters, words, ease, policy, habit }: Play): Promise<Played> {
  const learner = new SimulatedLearner(seed, parameters, words, ease, habit);
  const { pack } = words;
  const before = new Map(pack.nodes.map(({ skill }) => [skill, learner.ability(skill)]));
  const left = new Map<string, Pick<PlayedNode, "left" | "at_declaration" | "believed" | "mastered">>();
  const spent = new Map<string, { replies: number; ms: number }>();
  const misjudged = { right: 0, missed: 0, wrong: 0, accepted: 0 };
  let believed = { known: 0, mastered: false };
  let read = "";
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const shown = lesson.shown();
    if (!shown) break;
    const { node } = shown;
    const time = spent.get(node.id) ?? { replies: 0, ms: 0 };
    spent.set(node.id, time);
    // Reading is learning; a message that still stands after a hint is not read again.
    const reading = read === node.id + shown.teaching + shown.item.id ? 0 : learner.read(shown);
    read = node.id + shown.teaching + shown.item.id;
    const act = learner.act(shown);
    time.ms += reading + act.ms;
    lesson.wait(reading + act.ms);
    if (act.type === "hint") {
      await lesson.hint();
      continue;
    }
    if (act.type === "set_aside") {
      await lesson.setAside();
      left.set(node.id, { left: "set_aside", at_declaration: null, believed: believed.known, mastered: believed.mastered });
      believed = { known: 0, mastered: false };
      continue;
    }
    time.replies += 1;
    const { evaluation, corrected, advanced, mastery } = await lesson.reply(act.text);
    count(misjudged, act.meant, evaluation.evaluation);
    // What is declared is declared on what the learner knows now, before the feedback on this reply.
    const ability = learner.ability(node.skill);
    learner.hear(shown, act, evaluation.evaluation, corrected);
    believed = mastery;
    if (advanced) {
      const isDeclared = policy.name === "evaluator" || (policy.name === "mastery" && mastery.mastered);
      left.set(node.id, {
        left: isDeclared ? "declared" : "not_declared",
        at_declaration: isDeclared ? ability : null,
        believed: mastery.known,
        mastered: mastery.mastered,
      });
    }
  }
  const nodes = pack.nodes.map((node): PlayedNode => {
    const { replies, ms } = spent.get(node.id) ?? { replies: 0, ms: 0 };
    return {
      before: before.get(node.skill) ?? Number.NaN,
      after: DELAYS.map((days) => learner.ability(node.skill, days)),
      ...(left.get(node.id) ?? { left: "not_reached", at_declaration: null, believed: 0, mastered: false }),
      replies,
      ms,
    };
  });
  return { pack: pack.id, seed, habit: learner.habit, nodes, completed: lesson.shown() === null, misjudged };
}

function count(of: { right: number; missed: number; wrong: number; accepted: number }, meant: string, evaluation: string): void {
  if (meant === "right") {
    of.right += 1;
    if (evaluation !== "correct") of.missed += 1;
  }
  if (meant === "wrong" || meant === "misled" || meant === "part") {
    of.wrong += 1;
    if (evaluation === "correct") of.accepted += 1;
  }
}
