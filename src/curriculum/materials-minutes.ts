import type { Item } from "./pack.schema.ts";

/** Silent reading of non-fiction is about 238 words a minute (Brysbaert 2019, 190 studies); somebody who will be asked about it reads more slowly. */
const READING_WORDS_PER_MINUTE = 200;
/**
 * What an answer takes: thinking, writing and reading the reply. Thirty words are typed in 35 s (52 words a minute, Dhakal et al. 2018); the rest is our
 * estimate until sessions have been timed.
 */
const ANSWER_MINUTES: Readonly<Record<Item["form"], number>> = { open: 2, code: 3, numeric: 1, choice: 0.75 };
/** A node asks one main question; every other learner needs a second one. */
const QUESTIONS_PER_NODE = 1.5;

/** How long a node takes, in whole minutes, at least 1: its words at reading speed, and the questions that are likely to be asked. */
export function minutesOf(
  texts: readonly string[],
  items: readonly Pick<Item, "form" | "prompt">[],
  questions = QUESTIONS_PER_NODE,
): number {
  const asked = items.map(({ form, prompt }) => ANSWER_MINUTES[form] + readingMinutes(prompt));
  const each = asked.length === 0 ? 0 : asked.reduce((sum, minutes) => sum + minutes, 0) / asked.length;
  return Math.max(1, Math.round(texts.reduce((sum, text) => sum + readingMinutes(text), 0) + each * questions));
}

/** How long a node without material takes: the learner writes what they know and compares it with the goal. */
export const RECALL_MINUTES = Math.round(ANSWER_MINUTES.open * QUESTIONS_PER_NODE);

function readingMinutes(text: string): number {
  return text.trim() === "" ? 0 : text.trim().split(/\s+/).length / READING_WORDS_PER_MINUTE;
}
