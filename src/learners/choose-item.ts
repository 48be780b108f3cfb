import type { ItemForm } from "./evidence.schema.ts";

/** Success wanted in practice: hard enough to learn from, easy enough to go on (Wilson et al. 2019 find .85 for plain practice; .7 with hints at hand). */
export const WANTED_SUCCESS = { from: 0.7, to: 0.85 } as const;
/** What a form asked just before costs, and what a chosen form costs where a written answer is needed, in shares of success. */
const SAME_FORM_COST = 0.08;
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
  readonly last_form: ItemForm["kind"] | null;
  /** A written answer is wanted: mastery has none yet, or there was fast guessing. */
  readonly ask_produced: boolean;
}

/** The unasked item nearest to the success wanted, forms mixed; the first of equals. Null when all were asked: then something new is due, not the same again. */
export function chooseItem<T extends ItemChoice>({ items, asked_item_ids, last_form, ask_produced }: ChooseInput<T>): T | null {
  const cost = ({ expected, form }: T): number =>
    Math.max(0, WANTED_SUCCESS.from - expected, expected - WANTED_SUCCESS.to) +
    (form.kind === last_form ? SAME_FORM_COST : 0) +
    (ask_produced && form.kind === "choice" ? NOT_PRODUCED_COST : 0);
  return leastOf(unasked(items, asked_item_ids), cost);
}

/** For "I know this" and for probes: the hardest unasked item, a written answer before any choice. Null when all were asked. */
export function chooseHardItem<T extends ItemChoice>(items: readonly T[], asked_item_ids: readonly string[]): T | null {
  return leastOf(unasked(items, asked_item_ids), ({ expected, form }) => expected + (form.kind === "choice" ? 1 : 0));
}

function unasked<T extends ItemChoice>(items: readonly T[], asked_item_ids: readonly string[]): T[] {
  return items.filter(({ item_id }) => !asked_item_ids.includes(item_id));
}

function leastOf<T>(items: readonly T[], cost: (item: T) => number): T | null {
  return items.reduce<T | null>((best, item) => (best === null || cost(item) < cost(best) ? item : best), null);
}
