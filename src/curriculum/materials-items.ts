import { leaks } from "./leak.ts";
import type { Vocabulary } from "./materials-terms.ts";
import type { MaterialSentence } from "./materials-text.ts";
import type { ChoiceItem, Item, NumericItem, OpenItem } from "./pack.schema.ts";
import { contentStems } from "./text.ts";
import type { Token } from "./token.ts";

/** Id and role are given when a question gets its place in a pack. */
const UNPLACED = { id: "itm_unplaced", role: "main" } as const;

/** Telling words of an answer; any two of them in one sentence make the point. */
const MAX_TELLING_WORDS = 4;
const MIN_TELLING_WORDS = 2;
const MAX_OPTIONS = 4;
const MIN_OPTIONS = 3;

const REASON = /^(.{20,}?),?\s+(?:because(?! of)|due to|because of|weil|parce que|porque|perché)\s+.{12,}$/i;
const RESULT = /^(.{20,}?),?\s+(?:so that|in order to|damit|afin que|para que)\s+.{12,}$/i;
const DEFINITION =
  /^(?:(?:the|a|an)\s+)?((?:[\p{L}\p{N}-]+\s+){0,3}[\p{L}\p{N}-]+)\s+(?:is|are|means|refers to|consists of|describes|is called|is defined as)\s+.{15,}$/iu;
const NO_TERM =
  /^(?:it|this|that|these|those|they|there|he|she|we|you|one|what|which|here|each|both|all|some|many|most)\b|\b(?:of|and|which|that|who|when|if|as|in|on)$/i;

interface Asking {
  readonly prompt: string;
  /** What the question is about, in quotation marks. */
  readonly about: string;
}

/**
 * A question to answer in one's own words, made from one sentence: for the reason it gives, for what it says a thing is, or for how two of its terms
 * go together. The key is the sentence; an answer makes the point with any two of its telling words that the question does not name. Null when too few
 * such words are left.
 */
export function askInOwnWords(sentence: MaterialSentence, vocabulary: Vocabulary): OpenItem | null {
  const { prompt, about } = askForReason(sentence) ?? askForMeaning(sentence) ?? askForTogether(sentence, vocabulary);
  const named = new Set(contentStems(prompt));
  const words = tellingWords(sentence, vocabulary)
    .filter((token) => !named.has(token.stem))
    .slice(0, MAX_TELLING_WORDS);
  if (words.length < MIN_TELLING_WORDS) return null;
  const negation = words.some((word) => word.negated) ? " not" : "";
  const match = words.flatMap((word, at) => words.slice(at + 1).map((other) => `${word.text} ${other.text}${negation}`));
  const cue = `Look at what your text says close to ${about}.`;
  const item: OpenItem = {
    ...UNPLACED,
    form: "open",
    prompt,
    key: sentence.text,
    cue,
    confirm: `Your text puts it this way: “${sentence.text}”`,
    hints: [],
    key_points: [{ id: "point", text: `You have what your text says about ${about}.`, cue, match }],
  };
  const example =
    "If a text said “Bread rises because yeast makes gas”, an answer in your own words could be: the gas from the yeast lifts the dough.";
  return { ...item, hints: hintsFor(item, sentence, about, example) };
}

function askForReason({ text }: MaterialSentence): Asking | null {
  const reason = REASON.exec(text)?.[1];
  const claim = reason ?? RESULT.exec(text)?.[1];
  if (claim === undefined) return null;
  const question = reason === undefined ? "What does it say this leads to, or is for?" : "What reason does it give for that?";
  return { prompt: `Your text says: “${claim} …” ${question} Put it in your own words.`, about: `“${firstWords(claim, 5)} …”` };
}

function askForMeaning(sentence: MaterialSentence): Asking | null {
  const term = definedTerm(sentence);
  return term === null ? null : { prompt: `How does your text explain “${term}”? Put it in your own words.`, about: `“${term}”` };
}

/** The term that a sentence explains: "A quorum is the smallest number …" defines "quorum". Null for any other sentence. */
export function definedTerm({ text }: MaterialSentence): string | null {
  const [, term] = DEFINITION.exec(text) ?? [];
  return term === undefined || NO_TERM.test(term) || contentStems(term).length === 0 ? null : lowerFirst(term);
}

function askForTogether(sentence: MaterialSentence, vocabulary: Vocabulary): Asking {
  const terms = tellingWords(sentence, vocabulary)
    .filter((token) => vocabulary.isTerm(token))
    .slice(0, 2);
  const about = terms.map((term) => `“${writtenAs(term, sentence)}”`).join(" and ") || `“${firstWords(sentence.text, 4)} …”`;
  return { prompt: `What does your text say about ${about}${terms.length === 2 ? " together" : ""}? Put it in your own words.`, about };
}

/** A gap to fill from options that are all terms of the same text. Null when the sentence has no fitting term, or the text too few others. */
export function askForTerm(sentence: MaterialSentence, vocabulary: Vocabulary): ChoiceItem | null {
  const stems = sentence.tokens.map((token) => token.stem);
  const gap = tellingWords(sentence, vocabulary).find(
    (token) => vocabulary.isTerm(token) && stems.filter((stem) => stem === token.stem).length === 1,
  );
  if (!gap) return null;
  const right = writtenAs(gap, sentence);
  const others = vocabulary.terms
    .filter((term) => !stems.includes(term.stem))
    .sort((a, b) => likeness(b.text, right) - likeness(a.text, right))
    .slice(0, MAX_OPTIONS - 1)
    .map((term) => (isCapital(right) ? `${term.text.charAt(0).toUpperCase()}${term.text.slice(1)}` : term.text));
  if (others.length < MIN_OPTIONS - 1) return null;
  // Where the right one stands follows from the sentence's length: no chance, and no pattern to learn.
  const place = sentence.text.length % (others.length + 1);
  const options = [...others.slice(0, place), right, ...others.slice(place)].map((text, at) => ({
    id: "abcdef".charAt(at),
    text,
    correct: at === place,
  }));
  const item: ChoiceItem = {
    ...UNPLACED,
    ...gapTexts(sentence, gap, "Which word of your text belongs in the gap?"),
    form: "choice",
    options,
  };
  const example = "In “Bread rises because ____ makes gas” the word must name what does the making, so “oven” would not fit.";
  return { ...item, hints: hintsFor(item, sentence, aboutGap(sentence, gap), example) };
}

/** A number to recall, written in digits and the only one of its sentence. Null when there is none. */
export function askForNumber(sentence: MaterialSentence): NumericItem | null {
  const numbers = sentence.tokens.filter((token) => token.kind === "number");
  const [number] = numbers;
  if (numbers.length !== 1 || !number) return null;
  const value = writtenAs(number, sentence).replace(/,(?=\d{3}\b)/g, "");
  if (!/^\d{2,}(?:\.\d+)?$|^\d+\.\d+$/.test(value)) return null;
  const unit = sentence.tokens[sentence.tokens.indexOf(number) + 1]?.text ?? "";
  const item: NumericItem = {
    ...UNPLACED,
    ...gapTexts(sentence, number, "Which number does your text give here?"),
    form: "numeric",
    value,
    tolerance: 0,
    units: /^\p{L}+$/u.test(unit) ? [unit] : [],
    lowest_terms: false,
    wrong_values: [],
  };
  const example = "A number is easier to keep with something beside it: a loaf of 500 grams is as heavy as half a litre of water.";
  return { ...item, hints: hintsFor(item, sentence, aboutGap(sentence, number), example) };
}

function gapTexts(sentence: MaterialSentence, gap: Token, question: string): Pick<Item, "prompt" | "key" | "cue" | "confirm" | "hints"> {
  return {
    prompt: `${question}\n\n“${sentence.text.slice(0, gap.start)}____${sentence.text.slice(gap.start + writtenAs(gap, sentence).length)}”`,
    key: `${writtenAs(gap, sentence)}. ${sentence.text}`,
    cue: `Look at what your text says close to ${aboutGap(sentence, gap)}.`,
    confirm: `Your text says: “${sentence.text}”`,
    hints: [],
  };
}

/** The words before the gap, or after it when the gap comes first. */
function aboutGap({ text }: MaterialSentence, gap: Token): string {
  const before = text.slice(0, gap.start).trim();
  return before.split(/\s+/).length >= 3 ? `“${firstWords(before, 4)} …”` : `“… ${firstWords(text.slice(gap.end).trim(), 4)} …”`;
}

/** Nudge, guiding question, the way to the place, an example from elsewhere; one that would tell too much sends the learner back to read. */
function hintsFor(item: Item, { text, words }: MaterialSentence, about: string, example: string): string[] {
  const middle = Math.min(Math.floor(words / 2), 12);
  const hints = [
    `The answer stands in your text. Find the place that speaks of ${about}.`,
    "What would that sentence lose if its other half were left out?",
    `The sentence begins “${firstWords(text, middle)} …”`,
    example,
  ];
  const right =
    item.form === "choice" ? item.options.find((option) => option.correct)?.text : item.form === "numeric" ? item.value : undefined;
  const tells = (hint: string): boolean =>
    leaks(hint, item) !== null || (right !== undefined && hint.toLowerCase().includes(right.toLowerCase()));
  return hints.map((hint) => (tells(hint) ? `Read the sentence before and the sentence after it, then come back to the question.` : hint));
}

/** The telling words of a sentence, each once, the most telling first. */
export function tellingWords({ tokens }: MaterialSentence, vocabulary: Vocabulary): Token[] {
  return [...new Map(tokens.map((token) => [token.stem, token])).values()]
    .filter((token) => vocabulary.telling(token) > 0)
    .sort((a, b) => vocabulary.telling(b) - vocabulary.telling(a));
}

/** A token as it stands in its sentence. */
export const writtenAs = (token: Token, sentence: MaterialSentence): string =>
  sentence.text.slice(token.start, token.end).replace(/['’]s$/, "");
const firstWords = (text: string, count: number): string =>
  text
    .split(/\s+/)
    .slice(0, count)
    .join(" ")
    .replace(/[,;:.]$/, "");
const isCapital = (text: string): boolean => /^\p{Lu}/u.test(text);
/** A name keeps its capital; so does a word with capitals inside. */
const lowerFirst = (text: string): string =>
  /^\p{Lu}\p{Ll}+(?:\s+\p{Ll}|$)/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

/** How well a word could be taken for another: a name for a name, same number, same ending, like length. */
function likeness(word: string, right: string): number {
  const lower = right.toLowerCase();
  const name = isCapital(word) === isCapital(right) ? 2 : 0;
  const plural = word.endsWith("s") === lower.endsWith("s") ? 2 : 0;
  const ending = word.slice(-3) === lower.slice(-3) ? 1 : 0;
  return name + plural + ending - Math.abs(word.length - lower.length) / 4;
}
