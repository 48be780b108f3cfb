import type { ChoiceItem } from "../pack.schema.ts";
import { contentStems, readSentences } from "../text.ts";
import { isContent } from "../token.ts";
import { type ChapterTerm, isNamed, namePattern } from "./chapter-terms.ts";
import type { SourceSentence } from "./source-sentences.ts";

const MIN_WORDS = 9;
const MAX_WORDS = 34;
/** So many words of the sentence must belong to what the text says of the term elsewhere: a gap is filled by understanding, not by luck. */
const MIN_CLUES = 3;
const LETTERS = "abcdef";

/** A term as it stands in a sentence, in whatever number. Null when it stands there never, more than once, or inside a longer name. */
function findOnce(term: ChapterTerm, { text, tokens }: SourceSentence): { readonly start: number; readonly end: number } | null {
  const found = [...text.matchAll(new RegExp(namePattern(term.name), "giu"))];
  const [only] = found;
  if (!only || found.length > 1) return null;
  const [start, end] = [only.index, only.index + only[0].length];
  const rest = new Set(contentStems(`${text.slice(0, start)} ${text.slice(end)}`));
  if (term.stems.some((stem) => rest.has(stem))) return null;
  const before = tokens.findLast((token) => token.end <= start);
  const behind = tokens.find((token) => token.start >= end);
  // "A fixed interval", "shaping experiments": there it is a part of another name.
  const isPartBefore =
    before !== undefined && /^\s?$/.test(text.slice(before.end, start)) && isContent(before) && !/(?:ed|ing|s)$/.test(before.text);
  const isPartBehind =
    behind !== undefined && /^\s?$/.test(text.slice(end, behind.start)) && isContent(behind) && (start > 0 || !/s$/.test(behind.text));
  // "Classical and operant conditioning": the name goes on from the other one.
  const isShared = term.stems.length > 1 && /\b(?:and|or) $/.test(text.slice(0, start));
  return isPartBefore || isPartBehind || isShared ? null : { start, end };
}

/**
 * Sentences about a term from which the term can be told when it is left out, the best first.
 * @param others the terms to choose from: a sentence that names one of them would tell
 */
export function gapSentences(term: ChapterTerm, about: readonly SourceSentence[], others: readonly ChapterTerm[]): SourceSentence[] {
  const meaning = new Set(contentStems(term.meaning));
  const clues = ({ text, at }: SourceSentence): number => {
    const elsewhere = new Set(about.filter((other) => other.at !== at).flatMap((other) => contentStems(other.text)));
    return contentStems(text)
      .filter((stem) => !term.stems.includes(stem))
      .reduce((sum, stem) => sum + (meaning.has(stem) ? 2 : elsewhere.has(stem) ? 1 : 0), 0);
  };
  const told = new Map(about.map((sentence) => [sentence, clues(sentence)]));
  const cluesIn = (sentence: SourceSentence): number => told.get(sentence) ?? 0;
  return about
    .filter(
      (sentence) =>
        sentence !== term.sentence &&
        sentence.teaches &&
        sentence.stands_alone &&
        sentence.words >= MIN_WORDS &&
        sentence.words <= MAX_WORDS &&
        cluesIn(sentence) >= MIN_CLUES &&
        findOnce(term, sentence) !== null &&
        !others.some(({ name }) => isNamed(name, sentence.text)),
    )
    .sort((a, b) => cluesIn(b) - cluesIn(a) || a.at - b.at);
}

/**
 * A sentence with the term left out, and the terms of the same text to choose from. The right one stands where the sentence's length puts it: no chance, and no
 * pattern to learn. Null when the term is not in the sentence exactly once, or there are too few others.
 */
export function askForTerm(
  term: ChapterTerm,
  sentence: SourceSentence,
  others: readonly ChapterTerm[],
  misconceptionOf: (other: ChapterTerm) => string | undefined,
): Omit<ChoiceItem, "id" | "role"> | null {
  const place = findOnce(term, sentence);
  if (!place || others.length < 2) return null;
  const before = sentence.text.slice(0, place.start).replace(/\b([Aa])n? $/, "$1(n) ");
  const after = sentence.text.slice(place.end).replace(/^ \([\p{Lu}\p{N}.-]{1,8}s?\)/u, "");
  const at = sentence.text.length % (others.length + 1);
  const choices = [...others.slice(0, at), term, ...others.slice(at)];
  return {
    form: "choice",
    prompt: `Which term of the text belongs in the gap?\n\n“${before}____${after}”`,
    key: `${upperFirst(term.name)}. The text says: “${sentence.text}”`,
    cue: "Think of what each of the terms means, and read the sentence with each of them in the gap.",
    confirm: clip(`The text says: “${sentence.text}”`),
    hints: [
      "Read the sentence as a whole first. What does it tell about the thing that is missing?",
      `Look at these words of it: ${lastWords(sentence, place)}.`,
      "Say for each of the terms in a few words what it means. Which of them goes with the rest of the sentence?",
      "In “____ rises because yeast makes gas” the missing word must name something that rises, so “oven” would not fit.",
    ],
    options: choices.map((choice, index) => {
      const misconception = choice === term ? undefined : misconceptionOf(choice);
      return { id: LETTERS.charAt(index), text: choice.name, correct: choice === term, ...(misconception && { misconception }) };
    }),
  };
}

/** The words that say most beside the gap. */
function lastWords({ text }: SourceSentence, place: { readonly start: number; readonly end: number }): string {
  const rest = `${text.slice(0, place.start)} … ${text.slice(place.end)}`;
  const stems = contentStems(rest);
  const words = readSentences(rest)
    .flatMap(({ tokens }) => tokens)
    .filter(({ stem, text: word }) => stems.includes(stem) && word.length > 4)
    .map(({ start, end }) => `“${rest.slice(start, end)}”`);
  return [...new Set(words)].slice(0, 3).join(", ") || "those after the gap";
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const clip = (text: string): string => (text.length <= 400 ? text : `${text.slice(0, 396)} …”`);
