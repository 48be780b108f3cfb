import type { Item, PackNode } from "../../src/curriculum/pack.schema.ts";
import type { Evaluation } from "../../src/agents/evaluator/evaluator.schema.ts";
import { emissionOf, expectedRight } from "../../src/learners/bkt.ts";
import { chooseItem } from "../../src/learners/choose-item.ts";
import type { Answer, ItemForm } from "../../src/learners/evidence.schema.ts";
import { noticeGaming } from "../../src/learners/gaming.ts";
import type { SkillMastery } from "../../src/learners/mastery.ts";

/** Where a learner stands in a node when a reply has been judged. */
export interface Standing {
  readonly node: PackNode;
  /** The question that was answered. */
  readonly item: Item | null;
  readonly evaluation: Evaluation;
  readonly asked_item_ids: readonly string[];
  /** Replies in this node that were no questions, small steps left out. */
  readonly tries: number;
  readonly mastery: SkillMastery;
  /** The evidence of this node, oldest first. */
  readonly answers: readonly Answer[];
}

export interface Decision {
  readonly advance: boolean;
  /** The next question, where the policy chooses it; null: the product's own remediation does. */
  readonly item: Item | null;
}

/** Decides after each judged reply; null where the product's own default does. */
export interface Policy {
  readonly name: "evaluator" | "mastery" | "fixed";
  readonly decide: ((standing: Standing) => Decision) | null;
}

/** More tries in a node than anybody should be held to: the step is left without being mastered and comes back as a review. */
const MOST_TRIES = 12;

export const EVALUATOR: Policy = { name: "evaluator", decide: null };

/** On when the skill is mastered. After a right answer the next question is chosen by expected success; after a miss the tutor remediates as ever. */
export const MASTERY_POLICY: Policy = {
  name: "mastery",
  decide({ node, item, evaluation, asked_item_ids, tries, mastery, answers }) {
    if (mastery.mastered || tries >= MOST_TRIES) return { advance: true, item: null };
    if (evaluation.evaluation !== "correct" || item?.role === "step") return { advance: false, item: null };
    const whole = wholeItems(node);
    const choices = whole.map((one) => ({ item_id: one.id, form: formOf(one), expected: expectedRight(mastery.known, emissionOf(formOf(one), 0)), item: one }));
    const ask_produced = mastery.produced === 0 || noticeGaming(answers)?.ask_produced === true;
    const chosen = chooseItem({ items: choices, asked_item_ids, last_form: item ? formOf(item).kind : null, ask_produced });
    // All were asked: the one asked longest ago comes again.
    const stalest = whole.filter((one) => one.id !== item?.id).sort((a, b) => asked_item_ids.indexOf(a.id) - asked_item_ids.indexOf(b.id))[0];
    return { advance: false, item: chosen?.item ?? stalest ?? item };
  },
};

/** The same few questions for everybody, with feedback on each, and on. */
export function fixedSequence(count: number): Policy {
  return {
    name: "fixed",
    decide({ node, item, evaluation, tries }) {
      if (tries >= count) return { advance: true, item: null };
      if (evaluation.user_intent === "ask_question") return { advance: false, item };
      const whole = wholeItems(node);
      return { advance: false, item: whole[tries % whole.length] ?? null };
    },
  };
}

function wholeItems(node: PackNode): Item[] {
  return node.items.filter(({ role }) => role !== "step");
}

export function formOf(item: Item): ItemForm {
  return item.form === "choice" ? { kind: "choice", options: item.options.length } : { kind: item.form };
}
