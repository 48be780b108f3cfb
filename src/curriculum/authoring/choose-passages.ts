import type { DraftCreate, Passage } from "../../protocol/course.schema.ts";
import { normalise } from "../text.ts";
import { passagesFor } from "./passages-for.ts";

/** About eighty thousand words: more than a lesson is made from, and read in a few seconds. */
const MAX_PASSAGES = 400;

/** The passages under the headings that were chosen; of very many the ones that the title and the objectives speak of. */
export function choosePassages(passages: readonly Passage[], { title, objectives, headings }: DraftCreate): Passage[] {
  const wanted = new Set(headings.map(normalise));
  const under =
    wanted.size === 0 ? passages : passages.filter(({ anchor }) => anchor.headings.some((heading) => wanted.has(normalise(heading))));
  return passagesFor([title, ...objectives].join("\n\n"), under, MAX_PASSAGES);
}
