import type { Item, PackNode } from "../../curriculum/pack.schema.ts";
import { type Ability, expectedOn } from "../../learners/ability.ts";
import { chooseItem } from "../../learners/choose-item.ts";
import { formOf } from "../../learners/item-form.ts";
import { probesOf } from "../../learners/placement.ts";
import type { Strategy } from "../../protocol/lesson.schema.ts";
import type { Evaluation } from "../evaluator/evaluator.schema.ts";
import { sharedContent } from "./draft-text.ts";

/** The question to ask, and whether the learner has met it in this node before. */
export interface SelectedItem {
  readonly item: Item;
  readonly is_repeat: boolean;
}

export interface SelectItemInput {
  readonly material: PackNode;
  readonly strategy: Strategy;
  /** Ids of the items asked in this node, the most recent last. */
  readonly asked_item_ids: readonly string[];
  readonly current_item_id: string | null;
  /** The evaluation of the reply to the current item; null when there was none. */
  readonly evaluation?: (Pick<Evaluation, "evaluation"> & Partial<Pick<Evaluation, "misconception_id">>) | null;
  /** Whether the last reply made a point of the current item that no earlier one had: what is missing is then asked for, not something else. */
  readonly is_worth_completing?: boolean;
  /** The forms of the questions that opened the nodes so far, the most recent last. */
  readonly opening_forms: readonly Item["form"][];
  /** Tutor messages delivered so far: turns the order of equals. */
  readonly turn: number;
  /** The learner's level in the skill, where mastery keeps it: fresh questions are then chosen to be neither too hard nor too easy. */
  readonly ability?: Ability | null;
  /** Written questions come before choices: none has been answered right yet, or there was fast guessing. */
  readonly ask_produced?: boolean;
}

/**
 * Which question goes with a strategy, decided by code and the same for the same input. A fresh item of the role the strategy wants, of the form asked
 * longest ago; else one of a neighbouring role, else the one asked longest ago. Null only for a node without items.
 */
export function selectItem(input: SelectItemInput): SelectedItem | null {
  const { material, strategy, asked_item_ids } = input;
  const current = material.items.find((item) => item.id === input.current_item_id) ?? null;
  const select = (item: Item | null): SelectedItem | null => item && { item, is_repeat: asked_item_ids.includes(item.id) };
  const unaskedOf = (role: Item["role"]): Item[] =>
    material.items.filter((item) => item.role === role && item !== current && !asked_item_ids.includes(item.id));
  const fresh = (role: Item["role"]): Item | null => choose(unaskedOf(role), input);
  const stalest = (...roles: readonly Item["role"][]): Item | null => {
    const others = material.items.filter((item) => roles.includes(item.role) && item !== current);
    return others.sort((a, b) => asked_item_ids.indexOf(a.id) - asked_item_ids.indexOf(b.id))[0] ?? null;
  };
  const missedChoice = current?.form === "choice" && current.role !== "step" && input.evaluation?.evaluation === "wrong" ? current : null;
  const whole = (): Item | null =>
    (missedChoice && noHarder(missedChoice, input)) ?? fresh("main") ?? fresh("similar") ?? stalest("main", "similar");
  const anything = (): Item | null => current ?? material.items[0] ?? null;

  if (current && strategy === "answer_question") return select(current);
  // It looked right and was not certain: another question tells more than the same again.
  if (current && current.role !== "step" && strategy !== "introduce" && input.evaluation?.evaluation === "correct")
    return select(whole() ?? anything());
  // Half an answer is completed before another question is asked. It ends: an item has few points, and each counts once.
  if (current && input.is_worth_completing && current.role !== "step" && strategy !== "introduce") return select(current);
  // The small part is there: the question that was missed comes back, whatever rung the ladder has reached.
  if (current?.role === "step" && (strategy !== "smaller_step" || input.evaluation?.evaluation === "correct")) {
    return select(missedItem(input) ?? whole() ?? anything());
  }
  // Who was stuck has struck out nothing, and a question to write would be no simpler than this choice.
  const isUntried = current?.form === "choice" && current.role !== "step" && input.evaluation?.evaluation === "n/a";
  const repairable = current && (canBeRepaired(current) || isUntried) ? current : null;
  const isFirstProduced = material.items.every((item) => item === current || !canBeRepaired(item) || !asked_item_ids.includes(item.id));
  switch (strategy) {
    case "simpler":
      return select(repairable ?? whole() ?? anything());
    case "other_approach":
      // The feedback on a miss sends the learner back to that question; another one comes with the worked example.
      return select((isFirstProduced ? repairable : null) ?? whole() ?? anything());
    case "worked_example":
      return select(likest(current, unaskedOf("similar")) ?? fresh("main") ?? stalest("similar", "main") ?? anything());
    case "smaller_step":
      return select(fresh("step") ?? stalest("step") ?? whole() ?? anything());
    case "introduce":
    case "answer_question":
      return select(whole() ?? anything());
  }
}

/**
 * Which question of a node is asked before it is taught: the first that was not asked, or again the one on the table while there is no answer to it. Null where
 * every one was asked.
 * @param answers to the node's probes so far
 */
export function selectProbe(
  material: PackNode,
  { item_id, asked_item_ids }: { readonly item_id: string | null; readonly asked_item_ids: readonly string[] },
  answers: readonly { readonly item_id: string }[],
): SelectedItem | null {
  const probes = probesOf(material);
  const isOpen = item_id !== null && !answers.some((answer) => answer.item_id === item_id);
  const open = isOpen ? probes.find(({ id }) => id === item_id) : undefined;
  const item = open ?? probes.find(({ id }) => !asked_item_ids.includes(id));
  return item ? { item, is_repeat: open !== undefined } : null;
}

/**
 * Of fresh questions of one role: the one that suits the learner's level; where that is not known, the one whose form was asked longest ago. The closing check
 * asks for words or code first, which show more than a number.
 */
function choose(fresh: readonly Item[], input: SelectItemInput): Item | null {
  const { turn, ability = null, ask_produced = false } = input;
  const isClosing = input.material.kind === "closing";
  const asked_forms = formsAsked(input);
  if (ability) {
    const items = fresh.map((item) => ({ item, item_id: item.id, form: formOf(item), expected: expectedOn(formOf(item), ability) }));
    return chooseItem({ items, asked_item_ids: [], asked_forms, ask_produced })?.item ?? null;
  }
  const produced = ask_produced || isClosing ? preferring(fresh, ({ form }) => form !== "choice") : fresh;
  const items = isClosing ? preferring(produced, ({ form }) => form === "open" || form === "code") : produced;
  // -1 for a form that was never asked: it comes first.
  const lastAsked = items.map(({ form }) => asked_forms.lastIndexOf(form));
  const longestAgo = items.filter((_, at) => lastAsked[at] === Math.min(...lastAsked));
  return longestAgo[turn % longestAgo.length] ?? null;
}

/**
 * After a choice that was missed: a fresh question with a short answer in which the same error would show, so that the next try is about the same thing and not
 * harder than the first. A number comes before another choice, and the one most like the missed one before others. Null where there is none or the error
 * is not known, where written questions are wanted, and where the learner's level is known, which decides better.
 */
function noHarder(missed: Item, { material, asked_item_ids, ability, ask_produced, evaluation }: SelectItemInput): Item | null {
  const error = evaluation?.misconception_id;
  if (!error || ability || ask_produced === true || material.kind === "closing") return null;
  const short = material.items.filter(
    (item) => item.role !== "step" && !asked_item_ids.includes(item.id) && errorsShownBy(item).includes(error),
  );
  return likest(
    missed,
    preferring(short, ({ form }) => form === "numeric"),
  );
}

/** The misconceptions that the options or wrong values of a question with a short answer stand for; none for a question to write. */
function errorsShownBy(item: Item): string[] {
  if (item.form === "choice") return item.options.flatMap(({ misconception }) => misconception ?? []);
  return item.form === "numeric" ? item.wrong_values.map(({ misconception }) => misconception) : [];
}

/** The items that are wanted; all where none is. */
function preferring(items: readonly Item[], isWanted: (item: Item) => boolean): readonly Item[] {
  const wanted = items.filter(isWanted);
  return wanted.length > 0 ? wanted : items;
}

/** The forms of the questions that opened nodes, then of those asked in this one, the most recent last: what forms have to mix with. */
function formsAsked({ material, asked_item_ids, opening_forms }: SelectItemInput): Item["form"][] {
  return [...opening_forms, ...asked_item_ids.flatMap((id) => material.items.find((item) => item.id === id)?.form ?? [])];
}

/** Of these questions the one that has most in common with the one that was missed. */
function likest(missed: Item | null, items: readonly Item[]): Item | null {
  const likeness = (item: Item): number => (missed ? sharedContent(`${missed.prompt}\n${missed.key}`, `${item.prompt}\n${item.key}`) : 0);
  return [...items].sort((a, b) => likeness(b) - likeness(a))[0] ?? null;
}

/** The last item asked that was not a small step. */
function missedItem({ material, asked_item_ids }: SelectItemInput): Item | null {
  return asked_item_ids.map((id) => material.items.find((item) => item.id === id)).findLast((item) => item && item.role !== "step") ?? null;
}

/** A choice asked again can be answered by striking out; whatever has to be produced is worth a second try. */
function canBeRepaired(item: Item): boolean {
  return item.role !== "step" && item.form !== "choice";
}
