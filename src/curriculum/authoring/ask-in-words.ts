import type { OpenItem } from "../pack.schema.ts";
import { contentStems } from "../text.ts";
import type { ChapterTerm } from "./chapter-terms.ts";
import type { SourceSentence } from "./source-sentences.ts";
import { patternsFor } from "./telling-words.ts";

type Open = Omit<OpenItem, "id" | "role">;

const EXAMPLE =
  "If a text said “Bread rises because yeast makes gas”, an answer in your own words could be: the gas from the yeast lifts the dough.";
const MIN_CLAIM_WORDS = 5;
/** A claim that ends like this goes on behind the reason. */
const CUT_SHORT = /\b(?:but|and|or|nor|so|yet|that|which|who|when|while|if|not|only|just|mainly|partly|largely|simply|either|perhaps)$/i;
const REASON = /^(.{20,}?),?\s+because\s+(?!of\b)(.{15,})\.$/;
const PURPOSE = /^(.{20,}?),?\s+(?:so that|in order to)\s+(.{15,})\.$/;

/** What a term is, and how another differs from it. Null when the two explanations have too few words of their own. */
export function askToCompare(term: ChapterTerm, other: ChapterTerm, sentences: readonly SourceSentence[]): Open | null {
  const prompt = `In your own words: what does “${term.name}” mean, and how does it differ from “${other.name}”?`;
  const own = points(term, [prompt, other.meaning], sentences);
  const others = points(other, [prompt, term.meaning], sentences);
  if (own.length === 0 || others.length === 0) return null;
  return {
    form: "open",
    prompt,
    key: `${term.definition} ${other.definition}`,
    cue: "Say of each of the two what it is; the difference then shows by itself.",
    confirm: clip(`The text puts it this way: “${term.definition}”`),
    hints: [
      "Take one of the two first and leave the other for later.",
      `What has to be there, or to happen, before one speaks of “${term.name}”?`,
      `Now the same for “${other.name}”: name one thing that is so with it and not with the first.`,
      EXAMPLE,
    ],
    key_points: [
      { id: "first", text: `You say what “${term.name}” means.`, cue: `Say what “${term.name}” means.`, match: own },
      { id: "second", text: `You say what “${other.name}” means.`, cue: `Say what “${other.name}” means, to set it apart.`, match: others },
    ],
  };
}

/** What a term is, from memory. Null when its explanation has too few words beside its name. */
export function askForMeaning(term: ChapterTerm, sentences: readonly SourceSentence[]): Open | null {
  const prompt = `What does “${term.name}” mean, by the text? Put it in your own words.`;
  const match = points(term, [prompt], sentences);
  if (match.length === 0) return null;
  return {
    form: "open",
    prompt,
    key: term.definition,
    cue: `Say what makes something a case of “${term.name}”.`,
    confirm: clip(`The text puts it this way: “${term.definition}”`),
    hints: [
      "Begin with what kind of thing it is, then say what is special about it.",
      `How would you explain “${term.name}” to somebody who has never heard of it?`,
      "Think of a case of it. What happens there, and to whom?",
      EXAMPLE,
    ],
    key_points: [
      { id: "meaning", text: `You say what “${term.name}” means.`, cue: `Say what makes something a case of “${term.name}”.`, match },
    ],
  };
}

/** The reason or the purpose that a sentence gives. Null for sentences that give none, or in too few words of its own. */
export function askForReason(sentence: SourceSentence, sentences: readonly SourceSentence[]): Open | null {
  const because = REASON.exec(sentence.text);
  const [, claim, reason] = because ?? PURPOSE.exec(sentence.text) ?? [];
  if (claim === undefined || reason === undefined || !sentence.teaches || !sentence.stands_alone) return null;
  if (/\b(?:because|so that)\b/i.test(`${claim} ${reason}`) || CUT_SHORT.test(claim) || claim.split(/\s+/).length < MIN_CLAIM_WORDS)
    return null;
  const prompt = because
    ? `The text says: “${claim}.” What reason does it give for that? Put it in your own words.`
    : `The text says: “${claim}.” What does it say that this is for? Put it in your own words.`;
  const match = patternsFor(reason, new Set(contentStems(prompt)), sentences);
  if (match.length === 0) return null;
  return {
    form: "open",
    prompt,
    key: sentence.text,
    cue: "Say what lies behind it, beside what the question says already.",
    confirm: clip(`The text puts it this way: “${sentence.text}”`),
    hints: [
      "The question gives one half of a sentence of the text. What was the other half about?",
      "What would have to be otherwise for this not to be so?",
      "Go through what you know of the things that the question names, and look for what one does to the other.",
      EXAMPLE,
    ],
    key_points: [
      { id: "reason", text: "You have the reason that the text gives.", cue: "Say what lies behind it, not that it is so.", match },
    ],
  };
}

function points(term: ChapterTerm, taken: readonly string[], sentences: readonly SourceSentence[]): string[] {
  return patternsFor(term.meaning, new Set([...taken.flatMap(contentStems), ...term.stems]), sentences);
}

const clip = (text: string): string => (text.length <= 400 ? text : `${text.slice(0, 396)} …”`);
