import { findLowerNames } from "./find-lower-names.ts";
import { findIntroductions, introduces, isPublicAfter, isPublicBefore, mentionsPerson, speaksAfter, tellsOwnName } from "./name-cues.ts";
import { endsLikeFamilyName } from "./name-endings.ts";
import { FAMILY_NAMES, GIVEN_NAMES, KNOWN_FIGURES, NAMES_OR_WORDS } from "./name-lexicon.ts";
import { type Run, readRuns } from "./name-runs.ts";
import type { PersonalSpan } from "./personal-span.ts";
import { PLAIN_WORDS } from "./plain-words.ts";
import { readWords, type Word } from "./words.ts";

const LISTED = /^(?:, | and | & |, and | or | und | et | y )$/;
const ACCEPTED = 2;
/** Whatever else speaks for it. */
const NEVER = -5;

/**
 * People's names. A run of capitalised words is one when hints add up: words before it ("my name is", "Mr."), a known given or family name, an ending, an
 * initial, what follows. Words of a sentence, terms like "Calvin cycle" and people whom lessons are about survive.
 */
export function findNames(text: string): PersonalSpan[] {
  const words = readWords(text);
  const runs = readRuns(text, words);
  const strictness = hasCapitalsEverywhere(words) ? 1 : 0;
  const scores = runs.map((run) => judge(text, run, strictness));
  const isName = scores.map((score) => score >= ACCEPTED);
  if (isName.includes(true)) acceptListed(text, runs, scores, isName);
  const found = [
    ...findIntroductions(text),
    ...runs.filter((_, i) => isName[i]).map(({ start, end }): PersonalSpan => ({ start, end, type: "name" })),
    ...findLowerNames(text, words),
  ];
  return found.length === 0 ? found : [...found, ...findAgain(text, words, found)];
}

/** Where every other word has a capital, as in German or in titles, capitals say little. */
function hasCapitalsEverywhere(words: readonly Word[]): boolean {
  const capitals = words.reduce((count, { isCapital }) => count + (isCapital ? 1 : 0), 0);
  return capitals > 7 && capitals * 4 > words.length;
}

/** In "Gaetane, Hannah and Anthony" one name makes names of its neighbours. */
function acceptListed(text: string, runs: readonly Run[], scores: readonly number[], isName: boolean[]): void {
  for (const step of [1, -1])
    for (let i = step > 0 ? 1 : runs.length - 2; i >= 0 && i < runs.length; i += step) {
      const [one, other] = [runs[i], runs[i - step]];
      if (!one || !other || isName[i] || !isName[i - step] || scores[i] === NEVER) continue;
      const [from, to] = step > 0 ? [other.end, one.start] : [one.end, other.start];
      if (to - from < 8 && LISTED.test(text.slice(from, to))) isName[i] = true;
    }
}

function judge(text: string, { words, start, end, previous }: Run, strictness: number): number {
  const [first, last] = [words[0], words.at(-1)];
  if (!first || !last) return NEVER;
  const before = text.slice(Math.max(0, start - 42), start);
  const after = text.slice(end, end + 24);
  if (isPublicBefore(previous, before) || isPublicAfter(after)) return NEVER;
  const isIntroduced = introduces(previous, before);
  if (KNOWN_FIGURES.has(last.lower)) return isIntroduced && tellsOwnName(before) ? ACCEPTED : NEVER;
  const isAcronym = words.every(({ text: word }) => word.length > 1 && word === word.toUpperCase());
  if (isAcronym && words.length < 3) return isIntroduced && GIVEN_NAMES.has(first.lower) ? ACCEPTED : NEVER;
  const isAtStart = /(?:^|[.!?:\n"“„«(>]\s*)$/.test(before);
  const inner = words.slice(1);
  let score = isIntroduced ? 2 : 0;
  if (GIVEN_NAMES.has(first.lower)) score += 2;
  else if (NAMES_OR_WORDS.has(first.lower)) score += inner.length > 0 ? 1 : 0;
  else if (inner.some(({ lower }) => GIVEN_NAMES.has(lower))) score += 1;
  if (FAMILY_NAMES.has(last.lower)) score += 1;
  if (inner.length > 0 || !isAtStart) {
    if (endsLikeFamilyName(last.text)) score += 1;
    if (words.some((word) => /[À-žȘ-ț]/.test(word.text))) score += 1;
  }
  if (inner.length > 0) score += inner.some((word) => word.text.length === 1) ? 2 : 1;
  if (inner.length > 0 && words.some(({ text: word }) => word.length > 1 && word === word.toUpperCase())) score -= 2;
  if (mentionsPerson(previous, before)) score += 1;
  score += speaksAfter(after, isAtStart && !last.lower.endsWith("ly"));
  if (inner.length > 0 && isWholeLine(text, start, end)) return score + 1;
  return isIntroduced ? score : score - strictness;
}

/** A line of a signature or of an address label. */
function isWholeLine(text: string, start: number, end: number): boolean {
  return text.charAt(end) === "\n" && /(?:^|\n)[>?*\s-]{0,6}$/.test(text.slice(Math.max(0, start - 8), start));
}

/** Parts of a name that was found, wherever else they stand: "Faina Yefremova … the early Yefremova". */
function findAgain(text: string, words: readonly Word[], names: readonly PersonalSpan[]): PersonalSpan[] {
  const parts = new Set<string>();
  for (const { start, end } of names)
    for (const part of readWords(text.slice(start, end))) if (part.text.length > 2 && !PLAIN_WORDS.has(part.lower)) parts.add(part.text);
  return words.filter((word) => parts.has(word.text)).map(({ start, end }) => ({ start, end, type: "name" }));
}
