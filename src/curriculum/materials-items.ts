import { leaks } from "./leak.ts";
import type { Vocabulary } from "./materials-terms.ts";
import type { MaterialSentence } from "./materials-text.ts";
import type { ChoiceItem, Item, NumericItem, OpenItem } from "./pack.schema.ts";
import { contentStems } from "./text.ts";
import type { Token } from "./token.ts";

/** Id and role are given when a question gets its place in a pack. */
const UNPLACED = { id: "itm_unplaced", role: "main" } as const;

/** Telling words of an answer; any two of them in one sentence make the point, one of them among the most telling. */
const MAX_TELLING_WORDS = 8;
const MOST_TELLING_WORDS = 4;
const MIN_TELLING_WORDS = 2;
/** A sentence is begun with so many words, and so many must be left to say. */
const MIN_OPENING_WORDS = 3;
const MAX_OPENING_WORDS = 12;
const MAX_TITLE_WORDS = 6;
const MIN_REST_WORDS = 4;
/** Words that an opening does not end with. */
const LINKS = /^(?:an?|the|of|to|in|on|at|by|for|from|with|and|or|that|which|as|is|are|was|were|its|their|such|about|within)$/i;
const MAX_OPTIONS = 4;
const MIN_OPTIONS = 3;

const REASON = /^(.{20,}?),?\s+(?:because(?! of)|due to|because of|(?<=,\s)since|weil|parce que|porque|perché)\s+.{12,}$/i;
const RESULT = /^(.{20,}?),?\s+(?:so that|in order to|which is why|damit|afin que|para que)\s+.{12,}$/i;
const DEFINITION =
  /^(?:(?:the|a|an)\s+)?((?:[\p{L}\p{N}-]+\s+){0,3}[\p{L}\p{N}-]+)\s+(?:(?:is|are)\s+(?:an?|the|one|any|what|called|known as|defined as)|means|refers to|consists of|describes|ist (?:ein|eine|der|die|das)|est (?:une?|le|la)|es (?:una?|el|la))\s+.{12,}$/iu;
/** "The term culture refers to": the term is "culture". */
const SAYS_IT_IS_A_TERM = /^(?:(?:term|concept|notion|word|phrase)(?: of)?) (?=\S)/i;
/** "This is called herd immunity": the name comes last. */
const NAMING = /\b(?:is|are) (?:called|known as) (?:an? |the )?((?:[\p{L}\p{N}-]+\s){0,2}[\p{L}\p{N}-]+)[.,;]/iu;
const NO_TERM =
  /^(?:it|this|that|these|those|they|there|he|she|we|you|one|what|which|here|each|both|all|some|many|most|for|with|in|on|at|by|from|to|during|after|before|when|if|since|because|although|while|as|every)\b|\b(?:of|and|which|that|who|when|if|as|in|on)$/i;

interface Asking {
  readonly prompt: string;
  /** What the question is about, in quotation marks. */
  readonly about: string;
}

/**
 * A question to answer in one's own words, made from one sentence: for the reason it gives, for what it says a thing is, or for how it goes on after its
 * opening. The key is the sentence; an answer makes the point with two of its telling words that the question does not name. Null when too few
 * such words are left.
 */
export function askInOwnWords(sentence: MaterialSentence, vocabulary: Vocabulary): OpenItem | null {
  const { prompt, about } = askForReason(sentence) ?? askForMeaning(sentence) ?? askForRest(sentence) ?? askForTerms(sentence, vocabulary);
  const named = new Set(contentStems(prompt));
  const words = tellingWords(sentence, vocabulary)
    .filter((token) => !named.has(token.stem))
    .slice(0, MAX_TELLING_WORDS);
  if (words.length < MIN_TELLING_WORDS) return null;
  const negation = words.some((word) => word.negated) ? " not" : "";
  const telling = words.slice(0, MOST_TELLING_WORDS);
  const match = telling.flatMap((word, at) => words.slice(at + 1).map((other) => `${word.text} ${other.text}${negation}`));
  const cue = `Look at what your text says close to ${about}.`;
  const item: OpenItem = {
    ...UNPLACED,
    form: "open",
    prompt,
    key: sentence.text,
    cue,
    confirm: `Your text puts it this way: “${sentence.text}”`,
    hints: [],
    // One telling word is not the point yet, but it shows that the learner is at the right place.
    key_points: [
      { id: "place", text: "You are at the right place in your text.", cue, match: telling.map((word) => `${word.text}${negation}`) },
      {
        id: "point",
        text: "You have the point that your text makes there.",
        cue: `Say more of what your text tells right after ${about}.`,
        match,
      },
    ],
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

/** The name that a sentence gives to what came before it: "This is called herd immunity" names "herd immunity". Null for any other sentence. */
export function namedTerm({ text }: MaterialSentence): string | null {
  const [, name] = NAMING.exec(text) ?? [];
  return name === undefined || contentStems(name).length === 0 ? null : name;
}

/** The term that a sentence explains: "A quorum is the smallest number …" defines "quorum". Null for any other sentence. */
export function definedTerm({ text }: MaterialSentence): string | null {
  const [, found] = DEFINITION.exec(text) ?? [];
  const term = found?.replace(SAYS_IT_IS_A_TERM, "");
  return term === undefined || NO_TERM.test(term) || contentStems(term).length === 0 ? null : lowerFirst(term);
}

/** How a sentence goes on after its opening, which ends with a clause where one ends early enough. */
function askForRest({ text }: MaterialSentence): Asking | null {
  const words = text.split(/\s+/);
  const clause = words.findIndex((word, at) => /[,;:]$/.test(word) && at + 1 >= MIN_OPENING_WORDS) + 1;
  const isEarly = clause > 0 && clause <= MAX_OPENING_WORDS && words.length - clause >= MIN_REST_WORDS;
  let cut = isEarly ? clause : Math.min(Math.floor(words.length / 2), MAX_OPENING_WORDS);
  while (!isEarly && cut > MIN_OPENING_WORDS && words.slice(cut - 1, cut).some((word) => LINKS.test(word))) cut -= 1;
  if (cut < MIN_OPENING_WORDS || words.length - cut < MIN_REST_WORDS) return null;
  const opening = words
    .slice(0, cut)
    .join(" ")
    .replace(/[,;:]$/, "");
  const about = `“${firstWords(opening, 5)} …”`;
  return { prompt: `Your text begins a thought: “${opening} …” How does it go on? Put it in your own words.`, about };
}

/** For scripts without spaces, where a sentence cannot be parted into words. */
function askForTerms(sentence: MaterialSentence, vocabulary: Vocabulary): Asking {
  const term = tellingWords(sentence, vocabulary).find((token) => vocabulary.isTerm(token));
  const about = term ? `“${writtenAs(term, sentence)}”` : `“${firstWords(sentence.text, 4)} …”`;
  return { prompt: `What does your text say about ${about}? Put it in your own words.`, about };
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
  // "COVID-19" is a name.
  if (numbers.length !== 1 || !number || /[\p{L}-]/u.test(sentence.text.charAt(number.start - 1))) return null;
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
    "What is that sentence there to tell?",
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
/** The first words of a sentence, as a title: they end with a clause or with a word that can end one. */
export function openingOf(text: string): string {
  const words = text.split(/\s+/).slice(0, MAX_TITLE_WORDS);
  const clause = words.findIndex((word, at) => at > 1 && /[,;:]$/.test(word)) + 1;
  const kept = clause > 0 ? words.slice(0, clause) : words;
  while (kept.length > MIN_OPENING_WORDS && LINKS.test(kept.at(-1) ?? "")) kept.pop();
  return kept.join(" ").replace(/[,;:.]$/, "");
}

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
