import type { MaterialSection, MaterialSentence } from "./materials-text.ts";
import { contentStems } from "./text.ts";
import { isContent, type Token } from "./token.ts";

/** A word that names something, as it is written inside a sentence. */
export interface Term {
  readonly stem: string;
  readonly text: string;
}

/** What a text speaks of most, counted: no dictionary and no model. */
export interface Vocabulary {
  /** How much a word of the text tells about it; 0 for words that tell nothing. */
  telling(token: Token): number;
  /** How much a sentence says: its telling words, whether it defines or gives a reason, whether it stands alone. */
  salience(sentence: MaterialSentence): number;
  /** Whether a word names something, as far as the text shows. */
  isTerm(token: Token): boolean;
  /** The words that name something, the most telling first, each stem once. */
  readonly terms: readonly Term[];
}

const MIN_TERM_LETTERS = 4;
/** In languages without a list here, words this short mostly link others. */
const MAX_LINK_LETTERS = 3;
const BEFORE_NOUNS = new Set(
  "the a an this these those its their his her our your my both each every all some any no of in on at by for from with into between".split(
    " ",
  ),
);
/** Words with a meaning too general to ask for. */
const EMPTY_WORDS = new Set(
  "between through during across about above below under without within along among against towards toward after before enough almost opposite rather often always usually several many much other same such case kind part place time times number example order well once again together itself themselves they happens day days week weeks month months year years hour hours minute minutes percent".split(
    " ",
  ),
);
/** English has its stop words; elsewhere short words are mostly function words. */
const MIN_LETTERS_ENGLISH = 3;
const MIN_LETTERS_ELSEWHERE = 5;
/** A word in so large a part of a longer text's sentences says little about any of them. */
const EVERYWHERE_PART = 0.5;
const LONGER_TEXT_SENTENCES = 10;
/** What a lesson's title and objectives name counts for more. */
const NAMED_BONUS = 1.5;
const SAYS_WHAT =
  /\b(?:is|are|was|were) (?:a|an|the|any|called|known as|one of)\b|\b(?:means|refers to|consists of|is defined as|describes|bezeichnet|bedeutet|ist (?:ein|eine|der|die|das)|est (?:un|une|le|la)|es (?:un|una|el|la)|è (?:un|una|il|la)|significa)\b/i;
const SAYS_WHY =
  /\b(?:because|due to|so that|therefore|as a result|leads? to|causes?|in order to|weil|deshalb|damit|parce que|porque|perché)\b/i;

/** Counts the words of the sections; `named` is the lesson's title and objectives. */
export function readVocabulary(sections: readonly MaterialSection[], named: string, language: string): Vocabulary {
  const sentences = sections.flatMap((section) => section.sentences);
  const count = new Map<string, number>();
  for (const sentence of sentences)
    for (const stem of new Set(sentence.tokens.map((token) => token.stem))) count.set(stem, (count.get(stem) ?? 0) + 1);
  const wanted = new Set(contentStems(named));
  const minLetters = language.startsWith("en") ? MIN_LETTERS_ENGLISH : MIN_LETTERS_ELSEWHERE;

  const telling = (token: Token): number => {
    if (
      EMPTY_WORDS.has(token.text) ||
      token.negator ||
      !isContent(token) ||
      !/^[\p{L}\p{N}]+$/u.test(token.text) ||
      token.text.length < (token.kind === "number" ? 1 : minLetters)
    )
      return 0;
    const times = count.get(token.stem) ?? 0;
    if (sentences.length >= LONGER_TEXT_SENTENCES && times > sentences.length * EVERYWHERE_PART) return 0;
    return (1 + Math.log(1 + times)) * (Math.min(token.text.length, 10) / 6) * (wanted.has(token.stem) ? NAMED_BONUS : 1);
  };
  const salience = (sentence: MaterialSentence): number => {
    const weights = [...new Map(sentence.tokens.map((token) => [token.stem, telling(token)])).values()].filter((weight) => weight > 0);
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / Math.sqrt(weights.length || 1);
    return mean * (SAYS_WHAT.test(sentence.text) ? 1.4 : 1) * (SAYS_WHY.test(sentence.text) ? 1.3 : 1) * (sentence.stands_alone ? 1 : 0.5);
  };
  const naming = namingStems(sentences, language);
  const isTerm = (token: Token): boolean => isWordOfLetters(token) && naming.has(token.stem);
  const found = sentences.flatMap(({ text, tokens }) =>
    tokens
      .filter((token) => isTerm(token) && telling(token) > 0)
      .map((token) => ({ token, text: token.start > 0 ? text.slice(token.start, token.end).replace(/['’]s$/, "") : token.text })),
  );
  const terms = [...new Map(found.map((term) => [term.token.stem, term])).values()]
    .sort((a, b) => telling(b.token) - telling(a.token) || (a.text < b.text ? -1 : 1))
    .map(({ token, text }) => ({ stem: token.stem, text }));
  return { telling, salience, isTerm, terms };
}

/**
 * The stems of words that name something, as far as their neighbours show: at the end of a noun phrase somewhere in the text ("the range is", "of 16
 * metres,"), or written with a capital inside a sentence.
 */
function namingStems(sentences: readonly MaterialSentence[], language: string): Set<string> {
  const isEnglish = language.startsWith("en");
  const introduces = (token: Token | undefined): boolean =>
    token !== undefined && (isEnglish ? token.kind === "number" || BEFORE_NOUNS.has(token.text) : token.text.length <= MAX_LINK_LETTERS);
  const naming = new Set<string>();
  for (const { text, tokens } of sentences) {
    for (const [at, token] of tokens.entries()) {
      const next = tokens[at + 1];
      const ends =
        next === undefined || next.clause !== token.clause || !isContent(next) || (!isEnglish && next.text.length <= MAX_LINK_LETTERS);
      const isName = at > 0 && /\p{Lu}/u.test(text.charAt(token.start));
      if (isWordOfLetters(token) && (isName || (introduces(tokens[at - 1]) && ends))) naming.add(token.stem);
    }
  }
  return naming;
}

function isWordOfLetters(token: Token): boolean {
  return (
    token.kind === "word" &&
    token.text.length >= MIN_TERM_LETTERS &&
    /^\p{L}+$/u.test(token.text) &&
    !EMPTY_WORDS.has(token.text) &&
    !/(?:ly|ould)$/.test(token.text)
  );
}
