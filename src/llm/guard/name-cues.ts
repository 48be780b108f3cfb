import { endsLikeFamilyName } from "./name-endings.ts";
import { FAMILY_NAMES, GIVEN_NAMES } from "./name-lexicon.ts";
import type { PersonalSpan } from "./personal-span.ts";
import { PLAIN_WORDS } from "./plain-words.ts";
import { fold } from "./words.ts";

/** Sentences in which people say their name, in the languages learners write in. What follows is a name even in lower case. */
const INTRODUCTION =
  /(?<![\p{L}])(?:(?:mr|mrs|ms)\.|my (?:full |first |last |real |family |nick|sur)?name(?:'s|’s| is)|(?:i am|i'm|i’m) called|(?:you can |please |just |everyone |they |friends )call me|mein name ist|ich hei(?:ß|ss)e|je m['’]appelle|mon (?:pré)?nom est|me llamo|mi nombre es|mi chiamo|il mio nome è|(?:o )?meu nome é|(?:eu )?me chamo|chamo-me|ik heet|mijn naam is|jag heter|mitt namn är|jeg he(?:te|dde)r|mitt navn er|mit navn er|mam na imię|nazywam się|mam na imie|jmenuji se|volám sa|zovem se|ime mi je|numele meu este|mă numesc|mă cheamă|a nevem|nimeni on|minu nimi on|benim adım|adım|меня зовут|мо[её] имя|мене звати|με λένε|ονομάζομαι|nama saya|tên tôi là|jina langu ni|اسمي|نام من|मेरा नाम|내 이름은|제 이름은|저는 이름이|私の名前は|名前は|我叫|我的名字是|我的名字叫)(?![\p{Ll}\p{Lu}])[\s:,]{0,2}/giu;
const WORD = /[\p{L}\p{M}][\p{L}\p{M}'’-]*\.?/uy;
const SCRIPT_WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2,8}?(?=です|だ|と|입니다|이에요|예요|이야|[\s，。,.!！、]|$)/uy;
const NOT_A_NAME =
  /^(?:not|is|a|an|the|in|on|on[cl]y|and|but|so|really|too|very|just|also|at|hard|spelled|spelt|because|that|which|what|when|something|anything|it|as|for|to|by|if|when|nicht|pas|no|ist|est|es|है|hai|please|stupid|lazy|crazy|later|back|tomorrow|names?)$/iu;

/** The names after "my name is" and its like. */
export function findIntroductions(text: string): PersonalSpan[] {
  const spans: PersonalSpan[] = [];
  for (const { 0: cue, index } of text.matchAll(INTRODUCTION)) {
    const start = index + cue.length;
    SCRIPT_WITHOUT_SPACES.lastIndex = start;
    const dense = SCRIPT_WITHOUT_SPACES.exec(text)?.[0];
    const end = dense ? start + dense.length : readName(text, start);
    if (end > start) spans.push({ start, end, type: "name" });
  }
  return spans;
}

/** Up to four words; after the first, only such as have a capital where the first has one, or any that are no ordinary words. */
function readName(text: string, from: number): number {
  let end = from;
  let isCapital = false;
  for (let count = 0, at = from; count < 4; count++) {
    WORD.lastIndex = at;
    const word = WORD.exec(text)?.[0];
    if (!word) break;
    const bare = word.replace(/\.$/, "").replace(/['’]s$/, "");
    const starts = /^\p{Lu}/u.test(bare);
    if (count > 0 && !starts && /^\p{Script=Latin}/u.test(bare) && !mayBeFamilyName(bare)) break;
    if (NOT_A_NAME.test(bare) || (count > 0 && isCapital && !starts) || (!starts && PLAIN_WORDS.has(bare.toLowerCase()))) break;
    if (count === 0) isCapital = starts;
    end = at + bare.length;
    const isInitial = bare.length === 1 && word.endsWith(".");
    at = end + (isInitial ? 2 : 1);
    if (isInitial) end = at - 1;
    else if (text.charAt(end) !== " ") break;
    if (!isCapital && !/^\p{Ll}/u.test(bare)) break;
    // In lower case nothing shows where the name ends: given and family name at most.
    if (!isCapital && /^\p{Script=Latin}/u.test(bare) && count >= 1) break;
  }
  return end;
}

/** In lower case nothing shows where a name ends, so its second word has to look like one. */
const mayBeFamilyName = (word: string): boolean =>
  word.length === 1 ||
  GIVEN_NAMES.has(fold(word)) ||
  FAMILY_NAMES.has(fold(word)) ||
  endsLikeFamilyName(word) ||
  word === "de" ||
  word === "van";

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

const TITLES = setOf(
  "mr mrs ms mx miss dr prof professor sir madam herr frau monsieur madame mme mlle señor señora sr sra sig signor signora pan pani don doña",
);
/** The last word before a name that something introduces; the expression below then reads the whole of it. */
const INTRODUCING = setOf(
  "name names surname nickname username named him her it them called call me dear hi hello hey i'm i’m am is was under signed by author student from to cc attn user regards best cheers thanks sincerely yours truly greetings love grüße gruß hälsningar saludos cordialement beneficiary guardian account card statement profile file record",
);
const INTRODUCES =
  /(?<!\p{L})(?:(?:full |first |last |family |given |sur|nick|user)?names?(?: (?:on|in) (?:the |my )?\w{1,12})?(?:'s| is| was)?\s*[:?]?(?: user:)?|(?:named|call)(?: (?:him|her|it|them))?|called|call me|dear|hi|hello|hey|i'm|i’m|i am|this is|(?:it's )?under|signed(?: by)?:?|(?:written|directed|edited|produced|composed) by:?|author:?|student:|by:|from:|to:|cc:|attn:?|user:|regards,?|best,|cheers,|thanks,|sincerely,?|truly,|yours,|greetings,|love,|grüße,?|gruß,?|hälsningar,?|saludos,?|cordialement,?|(?:change|correct) (?:it|my name|the name) to|beneficiary|guardian|ex-\p{L}{1,20}|by (?:ex-|former )\p{L}{1,20})\s*$/iu;
/** Words that stand before people more often than before anything else. */
const PEOPLE = setOf(
  "friend buddy classmate brother sister son daughter father mother mom mum dad uncle aunt cousin wife husband boyfriend girlfriend partner teacher tutor roommate neighbour neighbor colleague boss coach sibling twin ask asked tell told contact meet met heard add commenter with by versus given",
);
const SPEAKING = /(?:(?:speak|spoke|talk|talked|write|wrote|listen) (?:to|with)|tribute to|fan of|verses from) $/i;
const PUBLIC = setOf(
  "mount mt lake cape port fort san santa saint st river hurricane storm king queen pope prince princess emperor empress tsar president chancellor lord lady planet",
);
/** After a name that belongs to a place, a thing or a law. */
const PUBLIC_AFTER =
  /^(?:'s|’s)? (?:river|lake|islands?|bay|county|city|street|canyon|valley|mountains?|ocean|sea|university|college|museum|bridge|park|palace|cycle|laws?|theorem|effect|equations?|principles?|constant|numbers?|sequence|series|transform|distribution|algorithm|diagram|circle|triangle|curve|test|scale|method|model|paradox|process|set|sort|tree|code|machine|engine|syndrome|disease|reaction|force|field|ring|group|space|function|matrix|inequality|dynasty|empire|war|act|treaty|award|prize|belt|tower|railroad|airport)\b/i;
const ACTS =
  /^(?:(?:'s|’s) \p{Ll}| (?:thinks|thought|lives|lived|works|wrote|writes|had|has|gave|went|flew|speak|speaks|spoke|will be|would be|was my|helped|helps|points|sang|his|her|and i\b|novel|version|fan\b|album))/iu;
/** Only people say, and are spoken to. */
const SURELY_SPEAKS = /^(?: (?:said|says|told me|asked|had given|is my|is our)\b|, (?:can|could|would|will) (?:i|you|we)\b|\s?:\s?["“])/iu;
const OWN_NAME =
  /(?<!\p{L})(?:names?(?:'s|’s| is| was)?\s*[:?]?(?: user:)?|dear|hi|hello|hey|i'm|i’m|i am|call me|signed:?|sincerely,|regards,|(?:mr|mrs|ms|miss)\.?)\s*$/iu;

/** Whether what stands before is always followed by a name. `previous` is the word just before it, in lower case. */
export function introduces(previous: string, before: string): boolean {
  if (TITLES.has(previous)) return /\p{L}\.? $/u.test(before);
  if (/(?:^|\n)(?:-- ?|— ?|~ ?)$/.test(before)) return true;
  return (INTRODUCING.has(previous) || /ex-$|former $/.test(before) || previous.startsWith("ex-")) && INTRODUCES.test(before);
}

/** Whether what stands before is often followed by a person. */
export function mentionsPerson(previous: string, before: string): boolean {
  return (PEOPLE.has(previous) && /\p{L},? $/u.test(before)) || (/^(?:to|with|of|from)$/.test(previous) && SPEAKING.test(before));
}

/** How much what follows speaks for a person: 1 for what people do or have, 2 where a sentence begins with somebody who speaks or is spoken to. */
export function speaksAfter(after: string, isAtStart: boolean): number {
  if (isAtStart && SURELY_SPEAKS.test(after)) return 2;
  return ACTS.test(after) ? 1 : 0;
}

/** Whether a word with a capital begins the name of a place, a ruler or a storm. */
export const beginsPublicName = (lower: string): boolean => PUBLIC.has(lower);

/** Whether a name is a place's, a ruler's or a saint's. */
export const isPublicBefore = (previous: string, before: string): boolean => PUBLIC.has(previous) && /\p{L}\.? $/u.test(before);

/** Whether what follows makes the name a place's, a law's or an institution's. */
export const isPublicAfter = (after: string): boolean => /^(?:['’]s)? \p{L}/u.test(after) && PUBLIC_AFTER.test(after);

/** Whether somebody says who they are or whom they write to, so that even a famous name is theirs. */
export const tellsOwnName = (before: string): boolean => OWN_NAME.test(before);
