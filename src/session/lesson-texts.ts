import type { Pack } from "../curriculum/pack.schema.ts";
import type { SessionState } from "./state.schema.ts";

/** Names of fields that hold no words of a lesson. */
const NO_WORDS: ReadonlySet<string> = new Set([
  "id",
  "licence",
  "authors",
  "match",
  "url",
  "form",
  "role",
  "kind",
  "approach",
  "skill",
  "requires",
]);

/**
 * Every text of a pack that a learner may meet or write again: title, concepts, explanations, questions, keys, misconceptions, glossary. Who wrote the
 * pack is left out: a learner may have that name too. Empty without a pack.
 */
export function packTexts(pack: Pack | null): string[] {
  return pack === null ? [] : stringsIn(pack);
}

/** What a session's lesson is about, in the words of its plan; with a pack these are the pack's own. */
export function planTexts({ lesson_context: { title, objectives }, teaching_path }: SessionState): string[] {
  return [title, ...objectives, ...teaching_path.map(({ concept }) => concept)];
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => (NO_WORDS.has(key) ? [] : stringsIn(item)));
}
