import { contentStems, readSentences } from "../text.ts";
import { isContent } from "../token.ts";
import type { SourceSentence } from "./source-sentences.ts";

/** Words with a meaning too general for an answer to hang on. */
const EMPTY_WORDS = new Set(
  "although though unless until whether whereas where within without between through during across along among against toward towards upon depend process type kind form way act thing person people individual someone something anything particular certain specific given able based type used using use called known known refer involve involves include includes occur occurs happen happens example tendency ability part set number amount level time often usually various different example one two".split(
    " ",
  ),
);
const MAX_TELLING_WORDS = 6;
const MIN_LETTERS = 4;

/**
 * Patterns of the rubric language for what a phrase says: any two of its telling words in one sentence. Rare words tell most. Empty when the phrase has
 * fewer than two that are not taken.
 * @param taken stems that a question names already, or that belong to another point
 */
export function patternsFor(phrase: string, taken: ReadonlySet<string>, sentences: readonly SourceSentence[]): string[] {
  const words = tellingWords(phrase, taken, sentences);
  return words.flatMap((word, at) => words.slice(at + 1).map((other) => `${word} ${other}`));
}

/** The words of a phrase that carry it, the rarest of the document first. */
export function tellingWords(phrase: string, taken: ReadonlySet<string>, sentences: readonly SourceSentence[]): string[] {
  const tokens = readSentences(phrase).flatMap((sentence) => sentence.tokens);
  const own = [...new Map(tokens.map((token) => [token.stem, token])).values()].filter(
    (token) =>
      isContent(token) &&
      !token.negated &&
      token.kind === "word" &&
      /^\p{L}+$/u.test(token.text) &&
      token.text.length >= MIN_LETTERS &&
      !EMPTY_WORDS.has(token.text) &&
      !taken.has(token.stem),
  );
  const spread = spreadOf(sentences);
  return own
    .sort((a, b) => (spread.get(a.stem) ?? 0) - (spread.get(b.stem) ?? 0) || a.start - b.start)
    .slice(0, MAX_TELLING_WORDS)
    .sort((a, b) => a.start - b.start)
    .map(({ text }) => text);
}

const known = new WeakMap<readonly SourceSentence[], ReadonlyMap<string, number>>();

/** In how many sentences of the documents each stem is. */
function spreadOf(sentences: readonly SourceSentence[]): ReadonlyMap<string, number> {
  const made = known.get(sentences) ?? countStems(sentences);
  known.set(sentences, made);
  return made;
}

function countStems(sentences: readonly SourceSentence[]): Map<string, number> {
  const count = new Map<string, number>();
  for (const { text } of sentences) for (const stem of contentStems(text)) count.set(stem, (count.get(stem) ?? 0) + 1);
  return count;
}
