import { expandContractions, isHarmless, isPointing, isSubject, readFrame, stripCourtesy } from "./question-words.ts";

/** A question by what it asks: the same for two texts only if one answer does for both. */
export interface ReadQuestion {
  /** "what", "why", "difference", …; "" when only its words tell. With "past" behind it where it asks about what was. */
  readonly frame: string;
  /** The words that count, in order, endings of the plural taken off. */
  readonly terms: readonly string[];
  /** Has numbers, signs or code in it, in which every character counts. */
  readonly is_exact: boolean;
  /** The question without courtesies, for embedding. */
  readonly bare: string;
}

/** UTF-16 code units. Shorter ones ("why?") hang on the conversation; longer ones tell a story with the question, and nobody tells the same. */
const MIN_CHARS = 6;
const MAX_CHARS = 300;

/** Signs that may come and go between two ways of writing the same. Any other makes the text exact. */
const LOOSE_TEXT = /^[\p{L}\p{M}\s.,;:!?"'()\-–—…]*$/u;
/** A letter right before a bracket or an exclamation mark inside the text is mathematics: f(x), n!. */
const FORMULA = /\p{L}\(|(?<!\p{L})\p{L}!/u;
/** Generic "you": how do you…, how can you…; not what "you" said or think. */
const GENERIC_YOU = /^(how|when|where|why) (do|can|should|would) (?:you|u|one) (?!say|said|think|mean|know|ask|tell|call|like|feel)/;
/** "Why is it important to…": an "it" that stands for nothing but what follows. */
const EXPLETIVE_IT =
  /\b(is|was) it (?=(?:not )?(?:so )?(?:important|necessary|possible|impossible|hard|difficult|easy|useful|helpful|better|dangerous|safe) (?:for .+ )?to )/g;
const EXPLETIVE_THERE = /\b(is|are|was|were) there\b/g;
/** Goes on from something that was said. */
const FOLLOW_UP = /^(?:and|but|also|then|still|or|because|yes|no|yeah)\b/;
/** Some lessons in English are asked about in other languages, whose pointing words nobody listed; and a reply without any of these is no question. */
const ENGLISH_QUESTION =
  /\b(?:what|why|how|when|where|who|whose|whom|which)\b|\b(?:example|examples|difference|differences|meaning|definition|purpose) (?:of|for|between)\b|^(?:define|if|whether|is|are|do|does|did|can|could|should|would|must|may|were|was(?! (?:ist|sind|bedeutet|macht)))\b/;
const STARTS_AS_QUESTION =
  /^(?:what|why|how|when|where|who|whose|whom|which|whether|if|is|are|was|were|do|does|did|can|could|should|would|will|must|may) /;
const PAST = /\b(?:was|were|did)\b/;

/**
 * Reads an English question. Null when it cannot be told what it asks without the conversation around it ("why is that?", "is my answer right?"), or
 * when it is too short or too long to be asked again.
 */
export function readQuestion(text: string): ReadQuestion | null {
  const plain = text
    .normalize("NFKC")
    .replace(/[‘’ʼ´`](?=\p{L})/gu, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, " ")
    .trim();
  if (plain.length < MIN_CHARS || plain.length > MAX_CHARS) return null;
  const unended = plain.replace(/[?.!\s]+$/, "");
  const is_exact = !LOOSE_TEXT.test(plain) || FORMULA.test(unended);
  const { text: bare, explains } = stripCourtesy(expandContractions(splitWords(unended, is_exact).join(" ")));
  if (FOLLOW_UP.test(bare) || !(explains || ENGLISH_QUESTION.test(bare))) return null;
  const asked = bare.replace(GENERIC_YOU, "$1 $2 we ").replace(EXPLETIVE_IT, "$1 ").replace(EXPLETIVE_THERE, "$1");
  const tense = PAST.test(asked) ? " past" : "";
  // In exact texts every word may be code, so none is taken for a frame.
  const { frame, parts } = is_exact
    ? { frame: "", parts: [asked] }
    : readFrame(asked.replace(/\b(?:was|were)\b/g, "is").replace(/\bdid\b/g, "do"));
  if (parts.some((part) => part.split(" ").some((word) => isPointing(word.toLowerCase())))) return null;
  const sides = parts.map((part) => termsOf(part, is_exact));
  if (frame === "difference") sides.sort((a, b) => (a.join(" ") < b.join(" ") ? -1 : 1));
  const terms = sides.flatMap((side, at) => (at === 0 ? side : ["|", ...side]));
  if (!terms.some((term) => /[\p{L}\p{N}]/u.test(term) && isSubject(term))) return null;
  // A bare "explain why" asks why; a bare "explain elections" asks for what there is to say.
  const kind = frame === "" && explains && !STARTS_AS_QUESTION.test(asked) ? "explain" : frame;
  return { frame: `${kind}${tense}`, terms, is_exact, bare };
}

/** One text for all ways of asking the same: one answer does for two questions where it is the same for both. */
export function canonicalText({ frame, terms, is_exact }: ReadQuestion): string {
  return JSON.stringify([frame, is_exact, ...terms]);
}

/** Words, and in exact texts every sign. Case counts in exact texts, and in others for what is written in capitals: DO is not do, vitamin A has no article. */
function splitWords(text: string, isExact: boolean): string[] {
  const found = text.match(isExact ? /[\p{L}\p{M}]+(?:'\p{L}+)?|\d+(?:[.,]\d+)*|\S/gu : /[\p{L}\p{M}]+(?:'\p{L}+)?/gu) ?? [];
  const isShouted = text === text.toUpperCase();
  return found.map((word, at) => {
    if (at === 0 || isShouted) return word.toLowerCase();
    return isExact || (word !== "I" && word === word.toUpperCase()) ? word : word.toLowerCase();
  });
}

function termsOf(part: string, isExact: boolean): string[] {
  const words = part.split(" ").filter((word) => word !== "");
  if (isExact) return words.filter((word) => word !== "the");
  // Among other single letters, and at the end, "a" is a name and no article: vitamin A, from a to b.
  const isName = (at: number): boolean => at === words.length - 1 || words.some((word) => word.length === 1 && word !== "a");
  return words.filter((word, at) => !isHarmless(word) || (word === "a" && isName(at))).map(singularOf);
}

/** Without the ending of the plural (or of the third person). */
function singularOf(word: string): string {
  if (word.length <= 3 || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/(?:s|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith("s") ? word.slice(0, -1) : word;
}
