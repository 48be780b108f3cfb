import { termsOf } from "../index/index-terms.ts";

/** Words that are in every text and say nothing about any. */
const STOP: ReadonlySet<string> = new Set(
  termsOf(
    `a an the this that these those of to in on at by for from with into about as than then so and or but if when while what which who whom whose how why where
     is are was were be been being am do does did have has had can could will would shall should may might must not no it its he she they them their his her we
     our us you your i me my there here`,
  ),
);
/** Beyond this a query is a text, and its later words add little but time. */
const MAX_TERMS = 40;

/** What is looked for. */
export interface Query {
  /** Terms that carry meaning, each once, in order. */
  readonly terms: readonly string[];
  /** The same with repetitions: which stand next to which. */
  readonly ordered: readonly string[];
}

/** Whether a term says nothing about what a text is about. */
export function isStopTerm(term: string): boolean {
  return STOP.has(term);
}

/** Reads what somebody typed as terms. A query of nothing but small words keeps them. */
export function readQuery(text: string): Query {
  const all = termsOf(text);
  const content = all.filter((term) => !STOP.has(term));
  const ordered = content.length > 0 ? content : all;
  return { ordered, terms: [...new Set(ordered)].slice(0, MAX_TERMS) };
}
