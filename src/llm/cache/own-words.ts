import { PLAIN_WORDS } from "../guard/plain-words.ts";
import { isHarmless, isSubject } from "./question-words.ts";

const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** The words of a question, in lower case, that are nowhere in what is asked along with it; those that everybody uses are nobody's own. */
export function ownWords(question: string, others: string): ReadonlySet<string> {
  const known = new Set(wordsOf(others));
  return new Set(wordsOf(question).filter((word) => !known.has(word) && !PLAIN_WORDS.has(word) && isSubject(word) && !isHarmless(word)));
}

/** Whether one of these words, in lower case, is in a text. */
export function repeats(text: string, words: ReadonlySet<string>): boolean {
  return words.size > 0 && wordsOf(text).some((word) => words.has(word));
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(WORD) ?? [];
