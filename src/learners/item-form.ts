import type { Item } from "../curriculum/pack.schema.ts";
import type { ItemForm } from "./evidence.schema.ts";

/** How an item is answered, as evidence names it. */
export function formOf(item: Item): ItemForm {
  return item.form === "choice" ? { kind: "choice", options: item.options.length } : { kind: item.form };
}
