import { endsLikeFamilyName } from "./name-endings.ts";
import { FAMILY_NAMES, GIVEN_NAMES, KNOWN_FIGURES } from "./name-lexicon.ts";
import type { PersonalSpan } from "./personal-span.ts";
import { PLAIN_WORDS } from "./plain-words.ts";
import { fold, type Word } from "./words.ts";

const LISTED = /^(?:, | and |, and | & )$/;
/** Given names that are words in some language learners write in. */
const ALSO_A_WORD =
  /^(?:an|are|august|april|bart|ben|chad|dan|don|even|gloria|guy|jack|jade|jean|john|jun|june|li|lea|liv|lotte|lori|malt|malte|marina|may|mei|nell|nice|nuno|odd|per|pia|pilar|rana|rich|rita|rocio|rosa|said|sam|sari|sol|stella|stein|till|tim|tom|tone|tony|tore|tove|van|vera|wan|wim|zara|mercedes|angelo|angus|arm|barry|beata|carla|celeste|dolores|harry|jerry|mike|rosario|rosemary|scott|tara|terry|victoria)$/;

/** Names where nobody bothers with capitals: a known given name with a family name, or lists of given names. */
export function findLowerNames(text: string, words: readonly Word[]): PersonalSpan[] {
  const spans: PersonalSpan[] = [];
  words.forEach((word, i) => {
    if (word.isCapital || !GIVEN_NAMES.has(word.lower)) return;
    const [next, afterNext] = [words[i + 1], words[i + 2]];
    if (!next) return;
    const isInitial = next.text.length === 1 && afterNext !== undefined && afterNext.start - next.end <= 2;
    const family = isInitial ? afterNext : next;
    if (text.slice(word.end, next.start) === " " && isFamily(family)) spans.push({ start: word.start, end: family.end, type: "name" });
  });
  words.forEach((word, i) => {
    const [initial, family] = [words[i + 1], words[i + 2]];
    if (word.isCapital) return;
    if (isSure(word) && SPEAKS.test(text.slice(word.end, word.end + 12))) spans.push({ start: word.start, end: word.end, type: "name" });
    if (
      !initial ||
      !/^[b-hj-np-z]$/.test(initial.text) ||
      !family ||
      initial.isCapital ||
      family.isCapital ||
      !isWholeLine(text, word.start, family.end)
    )
      return;
    if (/^\.? $/.test(text.slice(initial.end, family.start)) && ![word, family].some(({ lower }) => PLAIN_WORDS.has(lower)))
      spans.push({ start: word.start, end: family.end, type: "name" });
  });
  for (const list of readLists(text, words)) spans.push(...list.map(({ start, end }): PersonalSpan => ({ start, end, type: "name" })));
  return spans;
}

/** What only people do, or have done to them. */
const SPEAKS =
  /^(?:\s?:\s?["“]|['’]s (?:daughter|son|mother|father|mom|mum|dad|sister|brother|friend|house|idea|answer)| (?:said|says|told|had given|gave me)\b)/;

/** Whether a given name is an ordinary word of some language too. */
export const alsoAWord = (lower: string): boolean => ALSO_A_WORD.test(lower);

const isSure = ({ lower }: Word): boolean => GIVEN_NAMES.has(lower) && !ALSO_A_WORD.test(lower);

/** A line of a letter's head: nothing but the name stands in it, after signs of quotation or "name:". */
function isWholeLine(text: string, start: number, end: number): boolean {
  return (
    /^\s*(?:\n|$)/.test(text.slice(end, end + 8)) && /(?:^|\n)(?:name:)?[>?*\s-]{0,8}$/.test(text.slice(Math.max(0, start - 16), start))
  );
}

const isFamily = ({ lower, isCapital }: Word): boolean =>
  !isCapital && !PLAIN_WORDS.has(lower) && !KNOWN_FIGURES.has(lower) && (FAMILY_NAMES.has(fold(lower)) || endsLikeFamilyName(lower));

/** Three or more words with commas between them, most of them nothing but given names. */
function readLists(text: string, words: readonly Word[]): Word[][] {
  const lists: Word[][] = [];
  let list: Word[] = [];
  const close = () => {
    const sure = list.filter((word) => !word.isCapital && isSure(word)).length;
    if (list.length > 2 && sure > 1 && sure * 2 >= list.length) lists.push(list.filter(({ lower }) => !PLAIN_WORDS.has(lower)));
    list = [];
  };
  words.forEach((word, i) => {
    const next = words[i + 1];
    if (word.lower === "and") return;
    list.push(word);
    const follower = next?.lower === "and" ? words[i + 2] : next;
    if (!follower || follower.start - word.end > 6 || !LISTED.test(text.slice(word.end, follower.start))) close();
  });
  close();
  return lists;
}
