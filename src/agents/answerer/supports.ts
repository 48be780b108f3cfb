import { contentStems, readSentences } from "../../curriculum/text.ts";

/** So much of a sentence's content must be in the passages that it cites; the rest is the words that join it. */
const LEAST_PART = 0.6;

/**
 * Whether texts say what a sentence says, as far as words tell: every number of it, and most of its content words. It does not see a turned-round sense, so
 * it lets through what uses the passage's own words for something else.
 */
export function isSupported(sentence: string, texts: readonly string[]): boolean {
  const stems = contentStems(sentence);
  if (stems.length === 0) return false;
  const there = new Set(texts.flatMap(contentStems));
  const numbers = readSentences(sentence).flatMap(({ tokens }) => tokens.flatMap(({ kind, stem }) => (kind === "number" ? [stem] : [])));
  return numbers.every((number) => there.has(number)) && stems.filter((stem) => there.has(stem)).length >= LEAST_PART * stems.length;
}
