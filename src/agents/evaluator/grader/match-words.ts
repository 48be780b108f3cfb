import { isSlipOf } from "../../../curriculum/typo.ts";
import { oppositesOf, relativesOf } from "./lexicon.ts";
import type { Reading, Word } from "./reading.ts";

/** How far a word is found in a text. */
export interface Found {
  /** 1 the word, below it a slip, a synonym, a word of one family; 0 not at all. */
  readonly strength: number;
  /** Found, but one of the two is denied: "connected" against "not connected". */
  readonly turned: boolean;
  /** Not found, but its opposite is, and neither is denied. */
  readonly opposed: boolean;
}

const EXACT: Found = { strength: 1, turned: false, opposed: false };
const TURNED: Found = { strength: 1, turned: true, opposed: false };
const NOWHERE: Found = { strength: 0, turned: false, opposed: false };
const SLIP = 0.9;
const NEAR = 0.75;
const FAMILY = 0.7;
/** Words that share so many letters at their beginning, and such a part of the longer one, are of one family. */
const FAMILY_LETTERS = 5;
const FAMILY_SHARE = 0.6;

/** How far a word of one text is found in the other. */
export function findWord(word: Word, { byStem, distinct }: Reading): Found {
  const same = byStem.get(word.stem);
  if (same) return same.negated === word.negated ? EXACT : TURNED;
  if (word.isNumber || word.stem.length < 2) return NOWHERE;
  let best = NOWHERE;
  const opposites = oppositesOf(word.stem);
  const relatives = relativesOf(word.stem);
  for (const other of distinct) {
    if (opposites?.has(other.stem)) {
      const found = { strength: word.negated === other.negated ? 0 : NEAR, turned: false, opposed: word.negated === other.negated };
      if (found.strength > best.strength || best === NOWHERE) best = found;
      continue;
    }
    const strength = relatives?.has(other.stem) ? NEAR : strengthOf(word, other);
    if (strength > best.strength) best = { strength, turned: word.negated !== other.negated, opposed: false };
  }
  return best;
}

function strengthOf(word: Word, other: Word): number {
  if (word.text[0] !== other.text[0]) return 0;
  if (isSlipOf(other.text, word.text) || isSlipOf(word.text, other.text)) return SLIP;
  return isFamily(word.stem, other.stem) ? FAMILY : 0;
}

function isFamily(a: string, b: string): boolean {
  if (a[0] !== b[0]) return false;
  const longer = Math.max(a.length, b.length);
  if (Math.min(a.length, b.length) < FAMILY_LETTERS) return false;
  let shared = 0;
  while (shared < longer && a[shared] === b[shared]) shared += 1;
  return shared >= FAMILY_LETTERS && shared / longer >= FAMILY_SHARE;
}
