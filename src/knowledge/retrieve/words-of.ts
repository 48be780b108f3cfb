import { termsOf } from "../index/index-terms.ts";

/** The words of a text, as written there, whose terms are among these; each once. */
export function wordsOf(text: string, terms: ReadonlySet<string>): string[] {
  if (terms.size === 0) return [];
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];
  return [...new Set(words.filter((word) => termsOf(word).some((term) => terms.has(term))))];
}
