import { contentStems, normalise, readSentences } from "../../curriculum/text.ts";
import { isKnownStem } from "./grader/lexicon.ts";
import { stemOf } from "../../curriculum/stem.ts";

/** Longer replies say something, be it wrong. */
const MAX_WORDS = 8;
const YES_OR_NO =
  /(?:^|[.!?:,]\s*)(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|had|may|might)\b|\bor not\b|\byes\b/i;
/** Only about the talk itself. */
const ABOUT_THE_TALK =
  /^(?:(?:and|but|so|well|no|yes|ok|okay|oh|sorry|because|cause) )*(?:i (?:did|already did|do|forgot|said|gave you an answer|told you|already (?:said|answered|told you))|(?:that|this) (?:is|was)(?: basically)? (?:all|it|what i (?:said|think|thought|wrote)|my answer)|thats (?:all|it|what i (?:said|think|thought|wrote)|my answer)|(?:the )?same(?: answer)?(?: as)? (?:above|before|last time)|exactly|because|not (?:right )?now|which i mentioned|no i do not want to|i (?:like|love|hate) you|(?:fuck|screw|damn) (?:you|this|off|it)|no fuck you|(?:you are|youre|your) (?:an? )?\p{L}+|whatever|wow|next question(?: please)?)(?: sir| please| lol)*$/u;

/**
 * Whether a reply says nothing that could be right or wrong: no telling word at all, keys hit at random, or words about the talk itself. `subject`: the
 * texts of the item; a lone "no" or "b" is an answer where the question offers it. Never throws.
 */
export function saysNothing(reply: string, question: string, subject: string): boolean {
  const plain = reply
    .toLowerCase()
    .replace(/['’"]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  if (ABOUT_THE_TALK.test(plain)) return true;
  const tokens = readSentences(reply).flatMap((sentence) => sentence.tokens);
  if (tokens.length > MAX_WORDS || tokens.some(({ kind }) => kind !== "word")) return false;
  const known = new Set(contentStems(subject));
  const own = ` ${normalise(subject)} `;
  const telling = contentStems(reply);
  if (telling.length === 0) {
    if (/^(?:yes|no|yeah|nope|yep)\b/.test(plain)) return !YES_OR_NO.test(question);
    return !tokens.some(
      ({ text }) =>
        /^(?:maybe|perhaps|probably|possibly|so|more|most|less|same|both|up|down|over|under|never|always|all|none|not|many|it|she|he|they|you|i|me|him|her|we|here|there|out)$/.test(
          text,
        ) || own.includes(` ${text} `),
    );
  }
  return (
    telling.every((stem) => !known.has(stem)) &&
    tokens.every(({ text }) => !own.includes(` ${text} `)) &&
    tokens.every(({ text }) => isNoWord(text))
  );
}

/** A single letter, no vowel, or five consonants in a row, in a word that is none of the common ones. */
function isNoWord(text: string): boolean {
  if (text.length === 1) return true;
  if (isKnownStem(stemOf(text)) || !/^[a-z]+$/.test(text)) return false;
  return !/[aeiouy]/.test(text) || /[^aeiouy]{5}/.test(text) || /^(?:asdf?|qwe|sdf|jkl|dfg)/.test(text) || /(.)\1\1/.test(text);
}
