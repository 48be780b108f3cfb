import { FAMILY_NAMES, GIVEN_NAMES, NAMES_OR_WORDS } from "./name-lexicon.ts";
import { beginsPublicName } from "./name-cues.ts";
import { PLAIN_WORDS } from "./plain-words.ts";
import type { Word } from "./words.ts";

/** Capitalised words that could be one name: at most five. */
export interface Run {
  readonly words: readonly Word[];
  readonly start: number;
  readonly end: number;
  /** The word before the run, in lower case; "" at the beginning of the text. */
  readonly previous: string;
}

const MAX_WORDS = 5;
/** What may stand between two words of one name. */
const WITHIN =
  /^(?: {1,2}| (?:de|da|do|dos|das|del|della|di|du|van|von|der|den|ten|ter|la|le|el|al|bin|bint|ibn|y|e|af|av|zu|van de|van der|van den|von der|de la|de los) )$/;
/** Signs before a word that make it code, a tag or part of something else. */
const NO_NAME_AFTER = /[\p{N}_@#/\\⟦-]/u;

/** Runs of capitalised words in a text, without the ordinary words in them: each stretch between those is a run of its own. */
export function readRuns(text: string, words: readonly Word[]): Run[] {
  const runs: Run[] = [];
  let run: Word[] = [];
  let previous = "";
  const close = () => {
    while (run.at(-1)?.text.length === 1) run.pop();
    const [first, last] = [run[0], run.at(-1)];
    if (first && last) runs.push({ words: run, start: first.start, end: last.end, previous });
    run = [];
  };
  let before: Word | undefined;
  for (const word of words) {
    if (word.isCapital && !NO_NAME_AFTER.test(text.charAt(word.start - 1))) {
      const last = run.at(-1);
      if (last && (run.length >= MAX_WORDS || !belongsTo(text, last, word))) close();
      if (isPlain(word, run.at(-1))) close();
      else {
        if (run.length === 0) previous = before?.lower ?? "";
        run.push(word);
      }
    }
    before = word;
  }
  close();
  return runs;
}

function belongsTo(text: string, last: Word, word: Word): boolean {
  if (word.start - last.end > 8) return false;
  const gap = text.slice(last.end, word.start);
  return gap === ". " || gap === "." ? last.text.length === 1 : WITHIN.test(gap);
}

/** "I'm", "We've", "Don't". */
const CONTRACTION = /^\p{L}{1,7}['’](?:m|re|ve|ll|d|t)$/u;

/** What English makes of other words; no name ends so that is not in the lists. */
const DERIVED =
  /(?:\p{L}{2}(?:t|s)ions?|ness(?:es)?|\p{L}{3}ments?|less|ology|graphy|isms?|icity|ality|ability|ously|ively|ically|ization|isation|based|oriented)$/u;

function isPlain({ lower, text }: Word, last: Word | undefined): boolean {
  if (GIVEN_NAMES.has(lower) || (last && FAMILY_NAMES.has(lower))) return false;
  if (CONTRACTION.test(lower)) return true;
  if (text.length === 1 || beginsPublicName(lower)) return !last;
  if (NAMES_OR_WORDS.has(lower)) return last !== undefined && PLAIN_WORDS.has(lower) && !GIVEN_NAMES.has(last.lower);
  return PLAIN_WORDS.has(lower) || DERIVED.test(lower);
}
