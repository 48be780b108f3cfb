import type { Passage } from "../../protocol/course.schema.ts";
import { termsOf } from "./index-terms.ts";

/** A passage as its terms. */
export interface ReadPassage {
  readonly passage: Passage;
  readonly heads: readonly string[];
  readonly sentences: readonly (readonly string[])[];
  /** Terms of heads and sentences. */
  readonly length: number;
}

/** A passage's terms as they are kept. FTS5 sees only terms; the lines are for ranking, which would otherwise read a hundred passages anew at each search. */
export interface KeptTerms {
  /** With a space between. */
  readonly heads: string;
  /** The same; a sentence a line. */
  readonly body: string;
}

/** Reads a passage as terms. Sentences without any are left out. */
export function readPassage(passage: Passage): ReadPassage {
  const sentences = passage.text
    .split(/(?<=[.!?])\s+/)
    .map(termsOf)
    .filter(({ length }) => length > 0);
  return withLength(passage, termsOf(passage.anchor.headings.join(" ")), sentences);
}

/** Terms for keeping beside their passage. */
export function keepTerms(passage: Passage): KeptTerms {
  const { heads, sentences } = readPassage(passage);
  return { heads: heads.join(" "), body: sentences.map((terms) => terms.join(" ")).join("\n") };
}

/** The opposite of `keepTerms`. What has only one line may have been kept before there were lines, and is read anew. */
export function readKeptTerms(passage: Passage, { heads, body }: KeptTerms): ReadPassage {
  if (!body.includes("\n")) return readPassage(passage);
  return withLength(
    passage,
    splitTerms(heads),
    body.split("\n").map((line) => splitTerms(line)),
  );
}

const splitTerms = (line: string): string[] => (line === "" ? [] : line.split(" "));

function withLength(passage: Passage, heads: readonly string[], sentences: readonly (readonly string[])[]): ReadPassage {
  return { passage, heads, sentences, length: sentences.reduce((sum, { length }) => sum + length, heads.length) };
}
