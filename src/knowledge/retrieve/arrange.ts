import type { FoundPassage, Passage } from "../../protocol/course.schema.ts";
import { termsOf } from "../index/index-terms.ts";
import { sectionOf } from "./rank-passages.ts";

/** Two passages of which so large a part is the same say the same: a document that is there twice, a summary that repeats. */
const SAME_PART = 0.8;
/** So many of one section come before those of others. */
const MOST_OF_SECTION = 3;
/** Longer than three passages a find is a chapter. */
const MOST_MERGED = 3;

/**
 * What a person should see of a ranking: what repeats an earlier one left out, no section crowding out the others, and neighbours in the document put
 * together under the better one. Keeps the order otherwise.
 *
 * @param limit how many finds at most
 */
export function arrange(ranked: readonly FoundPassage[], limit: number): FoundPassage[] {
  return merge(spread(withoutRepeats(ranked, limit * MOST_MERGED))).slice(0, limit);
}

function withoutRepeats(ranked: readonly FoundPassage[], most: number): FoundPassage[] {
  const kept: { readonly found: FoundPassage; readonly terms: ReadonlySet<string> }[] = [];
  for (const found of ranked) {
    if (kept.length >= most) break;
    const terms = new Set(termsOf(found.passage.text));
    if (!kept.some((one) => sharedPart(one.terms, terms) >= SAME_PART)) kept.push({ found, terms });
  }
  return kept.map(({ found }) => found);
}

function sharedPart(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const term of b) if (a.has(term)) shared += 1;
  const all = a.size + b.size - shared;
  return all === 0 ? 1 : shared / all;
}

function spread(ranked: readonly FoundPassage[]): FoundPassage[] {
  const counts = new Map<string, number>();
  const [first, later]: [FoundPassage[], FoundPassage[]] = [[], []];
  for (const found of ranked) {
    const section = sectionOf(found.passage);
    const count = (counts.get(section) ?? 0) + 1;
    counts.set(section, count);
    (count <= MOST_OF_SECTION ? first : later).push(found);
  }
  return [...first, ...later];
}

function merge(ranked: readonly FoundPassage[]): FoundPassage[] {
  const merged: { found: FoundPassage; first: number; last: number }[] = [];
  for (const found of ranked) {
    const { document_id, ordinal } = found.passage;
    const beside = merged.find(
      (one) =>
        one.found.passage.document_id === document_id &&
        sectionOf(one.found.passage) === sectionOf(found.passage) &&
        one.last - one.first + 1 < MOST_MERGED &&
        (ordinal === one.first - 1 || ordinal === one.last + 1),
    );
    const joined =
      beside && (ordinal < beside.first ? join(found.passage, beside.found.passage) : join(beside.found.passage, found.passage));
    if (!beside || !joined) {
      merged.push({ found, first: ordinal, last: ordinal });
      continue;
    }
    const { passage_id, ordinal: own } = beside.found.passage;
    const words = [...new Set([...beside.found.why.words, ...found.why.words])];
    beside.found = { ...beside.found, passage: { ...joined, passage_id, ordinal: own }, why: { ...beside.found.why, words } };
    beside.first = Math.min(beside.first, ordinal);
    beside.last = Math.max(beside.last, ordinal);
  }
  return merged.map(({ found }) => found);
}

/** Two that follow each other as one; null where what stands between them in the document is not known to be blank. */
function join(before: Passage, after: Passage): Passage | null {
  const gap = after.anchor.start - before.anchor.end;
  if (gap < 1 || gap > 2) return null;
  const anchor = { ...before.anchor, page_to: after.anchor.page_to, end: after.anchor.end };
  return { ...before, anchor, text: `${before.text}${gap === 1 ? " " : "\n\n"}${after.text}` };
}
