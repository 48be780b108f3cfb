import { contentStems, normalise } from "../../curriculum/text.ts";
import { remember } from "../../shared/remember.ts";

/** What can be measured of a tutor's draft without understanding it. The gate and the embedded reviewer judge by these. */

const FENCED_CODE = /```[\s\S]*?(?:```|$)/g;
const INLINE_CODE = /`[^`\n]*`/g;
const MATHS = /\$\$[\s\S]*?\$\$|\$[^$\n]+\$/g;
const QUOTED = /“[^”]*”|„[^“”]*[“”]|«[^»]*»|"[^"\n]*"/g;
const LINK_TARGET = /\]\([^)\s]*\)|https?:\/\/\S+/g;

/** The text without code, maths, link targets and quotations: what the tutor says in its own voice. */
export function ownVoice(text: string): string {
  return text.replace(FENCED_CODE, " ").replace(INLINE_CODE, " ").replace(LINK_TARGET, " ").replace(MATHS, " ").replace(QUOTED, " ");
}

/** How many questions the tutor asks in its own voice: runs of question marks of any script, quotations and code left out. */
export function countQuestions(text: string): number {
  return ownVoice(text).match(/[?？؟՞\u037E⸮]+/gu)?.length ?? 0;
}

/** Words to read, fenced code left out and a formula counted as one; scripts without spaces count two characters as a word. */
export const countWords: (text: string) => number = remember(
  (text) => {
    const readable = text.replace(FENCED_CODE, " ").replace(MATHS, " x ");
    const unspaced = readable.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;
    const spaced =
      readable.replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu, " ").match(/[\p{L}\p{N}][^\s]*/gu)
        ?.length ?? 0;
    return spaced + Math.ceil(unspaced / 2);
  },
  { entries: 64, chars: 4_000 },
);

/** The distinct terms set in bold: each is something new to keep in mind. */
export function boldTerms(text: string): string[] {
  const terms = [...text.replace(FENCED_CODE, " ").matchAll(/\*\*([^*\n]+)\*\*|__([^_\n]+)__/g)].map((match) =>
    normalise(match[1] ?? match[2] ?? ""),
  );
  return [...new Set(terms)].filter((term) => term !== "");
}

/** A reply with fewer content words than this leaves nothing to take up. */
export const MIN_REPLY_STEMS = 2;

/** The text without quotations of what the learner wrote: that is no news to them. */
export function withoutWordsOf(reply: string, text: string): string {
  const known = normalise(reply);
  return text.replace(/“[^”]*”|`[^`\n]*`/g, (quotation) => {
    const words = normalise(quotation.slice(1, -1));
    return words !== "" && known.includes(words) ? " " : quotation;
  });
}

/** Which part of the content words and numbers of `wanted` the text takes up: 0 to 1; 1 when there is nothing to take up. */
export function sharedContent(text: string, wanted: string): number {
  const stems = contentStems(wanted);
  if (stems.length === 0) return 1;
  const present = new Set(contentStems(text));
  return stems.filter((stem) => present.has(stem)).length / stems.length;
}

const BLAME = new RegExp(
  [
    String.raw`\byou (?:really |surely )?(?:should|ought to) (?:have |already )*(?:know|known|remember|remembered|listened|read|paid)\b`,
    String.raw`\b(?:how could you|you failed|you never listen|you keep (?:getting|making|failing)|are you even|as i (?:already |just )?(?:told|said|explained)|i (?:already|just) (?:told|explained)|pay (?:more )?attention|try harder|wrong again)\b`,
    String.raw`\byou (?:did not|didn['’]t) (?:even )?(?:bother|listen|read|pay|think|try)\b`,
    String.raw`\b(?:you are|you['’]re|you were|your|that was|that is|that['’]s|how) (?:being |such |just |so |a |an |very )*(?:careless|sloppy|lazy|stupid|dumb|silly|foolish|nonsense|ridiculous|embarrassing|disappointing|hopeless|clueless|pathetic)\b`,
  ].join("|"),
  "i",
);
const PRAISE =
  /\b(?:(?:great|good|excellent|fantastic|amazing|awesome|wonderful|brilliant|superb|nice|fabulous|terrific|outstanding) (?:job|work|question|try|attempt|effort|answer|going|thinking|start)(?! of\b)|well done|way to go|you['’](?:re| are) (?:so |really |very )?(?:smart|brilliant|a genius|clever|amazing|awesome|a natural|gifted)|you are (?:so |really |very )?(?:smart|brilliant|a genius|clever|amazing|awesome|a natural|gifted)|keep up the|proud of you)\b|\b(?:fantastic|awesome|amazing|brilliant|excellent|perfect|wonderful|bravo|superb)\s*!/i;

/** Words that judge the person instead of the answer, or null. */
export function findBlame(text: string): string | null {
  return BLAME.exec(ownVoice(text))?.[0] ?? null;
}

/** Praise that says nothing about what was done, or null. */
export function findPraise(text: string): string | null {
  return PRAISE.exec(ownVoice(text))?.[0] ?? null;
}
