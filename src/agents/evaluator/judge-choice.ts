import type { ChoiceItem, Misconception } from "../../curriculum/pack.schema.ts";
import { normalise, readSentences } from "../../curriculum/text.ts";
import { isContent } from "../../curriculum/token.ts";
import { findMisconception } from "./judge-points.ts";
import { readOptionLetters } from "./option-letters.ts";
import { quoteFrom, type Verdict } from "./verdict.ts";

type Option = ChoiceItem["options"][number];

/** Share of an option's words that a reply in the learner's own words must hold, and its lead over the next option. */
const TEXT_SHARE = 0.6;
const TEXT_LEAD = 0.2;
/** What an option loses when it denies and the reply does not, or the other way round. */
const OTHER_SIDE = 0.3;

/** Words that choose nothing. */
const LEAD_WORDS = new Set(
  "it the a an they he she that thi i think guess sai be do have would will to of and answer option choice one mayb probabl".split(" "),
);

const ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth"];

/**
 * Judges an answer to a choice: by letter, by place ("the second one"), or by the option's words. Naming several options is no choice; words in which neither an
 * option nor an error is recognised may mean any of them. Never throws.
 */
export function judgeChoice(reply: string, item: ChoiceItem, misconceptions: readonly Misconception[]): Verdict {
  const chosen = findLastChoice(reply, item.options);
  const quoted = quoteFrom(reply, null);
  const base = { met: [], missed: [], quoted };
  if (chosen.length === 1) {
    const [option] = chosen;
    if (option?.correct)
      return { ...base, evaluation: "correct", misconception_id: null, confidence: 0.97, reason: `Chose ${option.id}, the right option.` };
    return {
      ...base,
      evaluation: "wrong",
      misconception_id: option?.misconception ?? null,
      confidence: 0.97,
      reason: `Chose ${option?.id}.`,
    };
  }
  // The node's other errors belong to other questions.
  const own = misconceptions.filter(({ id }) => item.options.some((option) => option.misconception === id));
  const misconception_id = findMisconception(reply, own, "text")?.id ?? null;
  if (chosen.length > 1) {
    const reason = `Named ${chosen.map(({ id }) => id).join(" and ")}: no single choice.`;
    return { ...base, evaluation: "wrong", misconception_id, confidence: 0.9, reason };
  }
  const is_unread = misconception_id === null;
  return { ...base, evaluation: "wrong", misconception_id, is_unread, confidence: 0.4, reason: "No option was recognised." };
}

/** "k? no wait, red": where somebody changes their mind, what they say last is meant. A mere "no" may as well refuse what follows. */
const CORRECTS = /\b(?:no,? wait|wait,? no|wait|actually|i mean|or rather|scratch that)\b[\s,:.!–—-]+/gi;

function findLastChoice(reply: string, options: readonly Option[]): Option[] {
  const corrected = [...reply.matchAll(CORRECTS)].at(-1);
  const last = corrected ? findChoice(reply.slice(corrected.index + corrected[0].length), options) : [];
  return last.length === 1 ? last : findChoice(reply, options);
}

function findChoice(reply: string, options: readonly Option[]): Option[] {
  const letters = readOptionLetters(reply);
  const byLetter = options.filter(({ id }) => letters.has(id));
  if (byLetter.length > 0) return byLetter;
  const said = ` ${normalise(reply)} `;
  const verbatim = options.filter(({ text }) => said.includes(` ${normalise(text)} `));
  // "It is lost" also stands in "it is not certain that it is lost": the longest option wins when it holds the others.
  const longest = verbatim.reduce<Option | null>(
    (best, option) => (best === null || option.text.length > best.text.length ? option : best),
    null,
  );
  if (longest && verbatim.every(({ text }) => normalise(longest.text).includes(normalise(text)))) return [longest];
  if (verbatim.length > 0) return verbatim;
  const begun = options.filter(({ text }) => ` ${bare(text)} `.startsWith(` ${bare(reply)} `));
  if (begun.length === 1 && bare(reply) !== "") return begun;
  const byPlace = options.filter((_, at) =>
    new RegExp(
      String.raw`\bthe ${ORDINALS[at]} (?:one|option|choice|answer|statement)\b|^\s*(?:the )?${ORDINALS[at]}\s*[.!]?\s*$`,
      "i",
    ).test(reply),
  );
  if (byPlace.length > 0) return byPlace;
  const byFigure = onlyOneWithFigure(reply, options);
  return byFigure ? [byFigure] : byWords(reply, options);
}

/** A text without the words before its point: "I think it's the M2" is "m2". */
function bare(text: string): string {
  return normalise(text).replace(
    /^(?:(?:i|it|they|he|she|that|the|an?|is|are|think|guess|say|answer|option|maybe|probably|would|be|will) )+/,
    "",
  );
}

/** The one option whose number or numbered name ("3/5", "M2") stands in the reply; null when none or several of them do. */
function onlyOneWithFigure(reply: string, options: readonly Option[]): Option | null {
  const figures = (text: string): string[] =>
    readSentences(text).flatMap(({ tokens }) =>
      tokens.filter(({ text: word, negated }) => /\d/.test(word) && !negated).map(({ stem }) => stem),
    );
  const each = options.map(({ text }) => figures(text));
  const said = figures(reply);
  const named = options.filter((_, at) =>
    said.some((figure) => each[at]?.includes(figure) && each.every((other, index) => index === at || !other.includes(figure))),
  );
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** The option whose words the reply holds, when it leads clearly. Words that all options share tell nothing apart. */
function byWords(reply: string, options: readonly Option[]): Option[] {
  const said = wordsOf(reply);
  const each = options.map((option) => wordsOf(option.text));
  const held = (of: (words: Words) => ReadonlySet<string>, at: number): number => {
    const own = [...of(each[at] ?? said)].filter((word) => !each.every((other) => of(other).has(word)));
    return own.length === 0 ? 0 : own.filter((word) => said.all.has(word)).length / own.length;
  };
  const scored = options
    .map((option, at) => {
      // An option that is right but for a "not" must not win without it.
      const otherSide = each[at]?.denies === said.denies ? 0 : OTHER_SIDE;
      return {
        option,
        score:
          Math.max(
            held(({ content }) => content, at),
            held(({ all }) => all, at),
          ) - otherSide,
      };
    })
    .sort((a, b) => b.score - a.score);
  const [best, next] = scored;
  const within = options.filter((_, at) => holdsAll(each[at], said));
  if (within.length === 1) return within;
  return best && best.score >= TEXT_SHARE && best.score - (next?.score ?? 0) >= TEXT_LEAD ? [best.option] : [];
}

/** Whether a short reply ("it refuses", "three inside") says nothing but words of this option. */
function holdsAll(option: Words | undefined, said: Words): boolean {
  const telling = [...said.all].filter((word) => !LEAD_WORDS.has(word));
  return option !== undefined && telling.length > 0 && option.denies === said.denies && telling.every((word) => option.all.has(word));
}

interface Words {
  readonly all: ReadonlySet<string>;
  readonly content: ReadonlySet<string>;
  readonly denies: boolean;
}

function wordsOf(text: string): Words {
  const tokens = readSentences(text).flatMap((sentence) => sentence.tokens);
  return {
    all: new Set(tokens.map(({ stem }) => stem)),
    content: new Set(tokens.filter(isContent).map(({ stem }) => stem)),
    denies: tokens.some(({ negator }) => negator),
  };
}
