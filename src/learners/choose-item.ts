import type { ItemForm } from "./evidence.schema.ts";

/** Success wanted in practice: hard enough to learn from, easy enough to go on (Wilson et al. 2019 find .85 for plain practice; .7 with hints at hand). */
export const WANTED_SUCCESS = { from: 0.7, to: 0.85 } as const;
/**
 * In shares of success: what a form costs that was asked just before (half of it when it was the question before that, and so on), what it costs for the third
 * time running, and what a choice costs where a written answer is needed.
 */
const SAME_FORM_COST = 0.08;
const THIRD_RUNNING_COST = 0.2;
const NOT_PRODUCED_COST = 0.3;

export interface ItemChoice {
  readonly item_id: string;
  readonly form: ItemForm;
  /** P(right) for this learner now (`predictAnswer`). */
  readonly expected: number;
}

export interface ChooseInput<T extends ItemChoice> {
  readonly items: readonly T[];
  /** Items asked already: none is repeated. */
  readonly asked_item_ids: readonly string[];
  /** The forms asked so far, the most recent last: those asked longest ago are preferred. */
  readonly asked_forms: readonly ItemForm["kind"][];
  /** A written answer is wanted: mastery has none yet, or there was fast guessing. */
  readonly ask_produced: boolean;
}

/** The unasked item nearest to the success wanted, forms mixed; the first of equals. Null when all were asked: then something new is due, not the same again. */
export function chooseItem<T extends ItemChoice>({ items, asked_item_ids, asked_forms, ask_produced }: ChooseInput<T>): T | null {
  const cost = ({ expected, form }: T): number =>
    Math.max(0, WANTED_SUCCESS.from - expected, expected - WANTED_SUCCESS.to) +
    sameFormCost(form.kind, asked_forms) +
    (ask_produced && form.kind === "choice" ? NOT_PRODUCED_COST : 0);
  return leastOf(unasked(items, asked_item_ids), cost);
}

/** For "I know this" and for probes: the hardest unasked item, a written answer before any choice. Null when all were asked. */
export function chooseHardItem<T extends ItemChoice>(items: readonly T[], asked_item_ids: readonly string[]): T | null {
  return leastOf(unasked(items, asked_item_ids), ({ expected, form }) => expected + (form.kind === "choice" ? 1 : 0));
}

function sameFormCost(kind: ItemForm["kind"], asked_forms: readonly ItemForm["kind"][]): number {
  const at = asked_forms.lastIndexOf(kind);
  if (at < 0) return 0;
  const isThirdRunning = asked_forms.length > 1 && asked_forms.slice(-2).every((form) => form === kind);
  return SAME_FORM_COST / (asked_forms.length - at) + (isThirdRunning ? THIRD_RUNNING_COST : 0);
}

function unasked<T extends ItemChoice>(items: readonly T[], asked_item_ids: readonly string[]): T[] {
  return items.filter(({ item_id }) => !asked_item_ids.includes(item_id));
}

function leastOf<T>(items: readonly T[], cost: (item: T) => number): T | null {
  return items.reduce<T | null>((best, item) => (best === null || cost(item) < cost(best) ? item : best), null);
}
