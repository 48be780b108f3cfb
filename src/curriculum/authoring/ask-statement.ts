import type { ChoiceItem } from "../pack.schema.ts";
import { type ChapterTerm, namePattern } from "./chapter-terms.ts";
import type { SourceSentence } from "./source-sentences.ts";

const LETTERS = "abcdef";
const OPTIONS_BESIDE = 3;
const MAX_WORDS = 32;

/** Verbs that say something of their subject, so that "shaping experiments were …" is not taken for a sentence about shaping. */
const VERB =
  /^(?:(?:often|also|usually|typically|always|never|rarely|then|therefore|thus) )?(?:is|are|was|were|has|have|had|can|cannot|may|might|must|will|would|should|does|do|helps?|refers?|involves?|occurs?|includes?|consists?|allows?|affects?|requires?|makes?|takes?|gives?|provides?|leads?|causes?|describes?|extends?|depends?|explains?|suggests?|uses?|contains?|begins?|ends?|serves?|plays?|controls?|produces?|reduces?|increases?|changes?|happens?|becomes?|tends?|works?|belongs?|means?)\s/u;

/** A sentence whose subject is the term, with the term left to "it": "In it, behaviours are broken down …". Null for all other sentences. */
export function statementOf(term: ChapterTerm, { text, words, teaches, stands_alone }: SourceSentence): string | null {
  if (!teaches || !stands_alone || words > MAX_WORDS) return null;
  const name = namePattern(term.name);
  const [, inIt] = new RegExp(String.raw`^In ${name}, (.+)$`, "iu").exec(text) ?? [];
  const [, subject = "", said] = new RegExp(String.raw`^(?:An? |The )?(${name})(?: \([^()]{1,12}\))? (\p{Ll}.+)$`, "iu").exec(text) ?? [];
  const rest = inIt ?? said;
  // Only what begins with a verb speaks of the term itself: "Shaping experiments were …" does not.
  if (rest === undefined || new RegExp(name, "iu").test(rest)) return null;
  if (inIt !== undefined) return `In it, ${inIt}`;
  const isVerb = VERB.test(rest);
  if (!isVerb) return null;
  return `${/s$/i.test(subject) && !/(?:is|us|ss)$/i.test(subject) && !/^(?:is|was|has|does)\s/.test(rest) ? "They" : "It"} ${rest}`;
}

/**
 * Which of some statements the text makes of a term: the others are what it says of other terms. Null where too few of those begin alike, so that the form
 * alone would tell.
 */
export function askForStatement(
  term: ChapterTerm,
  statement: string,
  source: string,
  others: readonly ChapterTerm[],
): Omit<ChoiceItem, "id" | "role"> | null {
  const opening = /^(?:In it,|It|They)/.exec(statement)?.[0];
  const alike = others
    .filter((other) => other.statement.startsWith(`${opening} `) && other.statement.length < 300)
    .slice(0, OPTIONS_BESIDE);
  if (opening === undefined || alike.length < OPTIONS_BESIDE - 1 || statement.length > 300) return null;
  const at = statement.length % (alike.length + 1);
  const choices = [...alike.slice(0, at).map((other) => other.statement), statement, ...alike.slice(at).map((other) => other.statement)];
  return {
    form: "choice",
    prompt: `Which of these does the text say of “${term.name}”?`,
    key: `“${statement}” The text says: “${source}”`,
    cue: `Hold each of them against what “${term.name}” means.`,
    confirm: source.length < 380 ? `The text says: “${source}”` : "That is what the text says.",
    hints: [
      "Three of them are said of other terms of the text. Strike out the ones whose term you know.",
      `What has to be there, or to happen, before one speaks of “${term.name}”?`,
      "Say in a few words what the term means, then look for the statement that can only be made of it.",
      "“It rises because yeast makes gas” can be said of bread, not of an oven: the reason fits only one of them.",
    ],
    options: choices.map((text, index) => ({ id: LETTERS.charAt(index), text, correct: text === statement })),
  };
}
