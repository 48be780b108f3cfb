import type { ChoiceItem, Item, Misconception, NumericItem, OpenItem } from "../pack.schema.ts";

/** The two angles of a lesson made from documents: what a thing is, and what the text tells around it. */
export const MEANING = "meaning";
export const CONTEXT = "context";
export const APPROACHES = [
  { id: MEANING, name: "What it means" },
  { id: CONTEXT, name: "What the text tells around it" },
] as const;

/** A question, from where it is made, and what has to be taught before it beside its own node. */
export interface WrittenItem {
  readonly item: Item;
  readonly needs: readonly string[];
  readonly passage_ids: readonly string[];
}

/** What an author wrote for one node, before anything was checked. */
export interface WrittenNode {
  readonly goal: string;
  readonly explanations: readonly { readonly approach: string; readonly text: string; readonly passage_ids: readonly string[] }[];
  readonly simpler: string;
  readonly worked_example: string;
  readonly smaller_step: string;
  readonly misconceptions: readonly Misconception[];
  readonly items: readonly WrittenItem[];
}

type Unplaced = Omit<OpenItem, "id" | "role"> | Omit<ChoiceItem, "id" | "role"> | Omit<NumericItem, "id" | "role">;

/** A question in its role; its id is given when the draft is put together. */
export function withRole(item: Unplaced, role: Item["role"]): Item {
  return { id: "itm_unplaced", role, ...item };
}
