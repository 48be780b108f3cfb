import type { Message } from "../inputs.ts";

/** A phrase around somebody's words. */
export type About = (words: string) => string;
type Phrase = string | ((...words: string[]) => string);

/** Stands for the words of a phrase while its own are looked for. */
const WORDS = "\u0000";

/**
 * The `turn`-th phrase of a list, or the next one after it that does not stand in `said`: neighbouring turns differ, and a phrase comes back only when
 * all of its list were said. The same input gives the same phrase.
 */
export function vary<T extends Phrase>(phrases: readonly [T, ...T[]], turn: number, said = ""): T {
  const start = Math.abs(Math.trunc(turn)) % phrases.length;
  const inOrder = [...phrases.slice(start), ...phrases.slice(0, start)];
  return inOrder.find((phrase) => !isSaid(phrase, said)) ?? inOrder[0] ?? phrases[0];
}

/** Whether the own words of a phrase stand in `said`. */
export function isSaid(phrase: Phrase, said: string): boolean {
  const own = typeof phrase === "string" ? [phrase] : phrase(WORDS, WORDS).split(WORDS);
  return own.every((part) => said.includes(part.trim()));
}

/** All that the tutor said in these messages, to hold new phrases against. */
export function saidIn(history: readonly Message[]): string {
  return history.map(({ role, content }) => (role === "tutor" ? content : "")).join("\n");
}
