import type { Item, PackNode } from "../../src/curriculum/pack.schema.ts";
import type { Evaluation } from "../../src/agents/evaluator/evaluator.schema.ts";
import type { Settings } from "../../src/protocol/lesson.schema.ts";

/** Where a learner stands in a node when a reply has been judged. */
export interface Standing {
  readonly node: PackNode;
  /** The question that was answered. */
  readonly item: Item | null;
  readonly evaluation: Evaluation;
  /** Replies in this node that were no questions, small steps left out. */
  readonly tries: number;
}

export interface Decision {
  readonly advance: boolean;
  /** The next question; null: the product chooses. */
  readonly item: Item | null;
}

/** What moves a lesson on. */
export interface Policy {
  readonly name: "evaluator" | "mastery" | "fixed";
  /** As the session is made with it. */
  readonly advance: Settings["advance"];
  /** What stands in for the product's own decision; null where nothing does. */
  readonly decide: ((standing: Standing) => Decision) | null;
}

/** The product's default: on with the first right answer. */
export const EVALUATOR: Policy = { name: "evaluator", advance: "evaluator", decide: null };

/** On when the skill is mastered or every question of the step was asked. */
export const MASTERY_POLICY: Policy = { name: "mastery", advance: "mastery", decide: null };

/** The same few questions for everybody, with the tutor's feedback on each, and on. */
export function fixedSequence(count: number): Policy {
  return {
    name: "fixed",
    advance: "evaluator",
    decide({ node, item, evaluation, tries }) {
      if (tries >= count) return { advance: true, item: null };
      if (evaluation.user_intent === "ask_question") return { advance: false, item };
      const whole = node.items.filter(({ role }) => role !== "step");
      return { advance: false, item: whole[tries % whole.length] ?? null };
    },
  };
}
