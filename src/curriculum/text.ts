import { markNegation } from "./negation.ts";
import { joinNumberWords } from "./number-words.ts";
import { rationalKey, readNumber } from "./rational.ts";
import { remember } from "../shared/remember.ts";
import { stemOf } from "./stem.ts";
import { isContent, type Sentence, type Token } from "./token.ts";

const TOKEN = new RegExp(
  [
    // A minus between single letters and numbers ("n - 1"); elsewhere a dash is punctuation.
    String.raw`(?<minus>(?<=(?:^|[^\p{L}\p{N}])\p{L}|[\p{N})])\s?[-−]\s?(?=\d|\p{L}(?![\p{L}\p{N}'’])))`,
    String.raw`(?<latex>(?:\d+\s*)?\\[dt]?frac\s*\{\s*\d+\s*\}\s*\{\s*\d+\s*\})`,
    String.raw`(?<vulgar>(?:\d+\s?)?[\u00BC-\u00BE\u2150-\u215E])`,
    String.raw`(?<ordinal>\d+(?:st|nd|rd|th)(?![\p{L}\p{N}]))`,
    String.raw`(?<number>(?:(?<=^|[\s([=:,<>$])[-−])?(?:(?:\d+\s+)?\d+\s?[/⁄∕]\s?\d+(?![\d/])|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|0,\d+|\d+(?:\.\d+)?|\.\d+))`,
    String.raw`(?<word>\p{L}[\p{L}\p{M}\p{N}\p{Cf}]*(?:['’ʼ]\p{L}+)?)`,
    String.raw`(?<sign>[+\-*/=!<>]=|[=-]>|[=<>+×÷*%≤≥≠≈^√])`,
  ].join("|"),
  "gu",
);

/** Full stops after these do not end a sentence. */
const ABBREVIATIONS = new Set(["vs", "eg", "ie", "etc", "approx", "fig", "resp"]);
const ENDS_CLAUSE = /[,;:()—–\n]|\s-\s/;
const ENDS_SENTENCE = /[.!?…]["'”’)\]*_`]*\s|[!?…。！？]|\n\s*\n|\n\s*(?:[-*•]|\d+[.)])\s/;

const EMPTY = { value: null, lowest_terms: true, clause: 0, negator: false, negated: false } as const;

function readWord(raw: string, start: number, end: number): Token[] {
  const text = raw
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/[’ʼ]/g, "'")
    .toLowerCase();
  const [, verb] = /^(\p{L}+)n't$/u.exec(text) ?? [];
  if (verb) {
    const base = verb === "ca" ? "can" : verb === "wo" ? "will" : verb === "sha" ? "shall" : verb;
    const split = Math.max(start, end - 3);
    return [
      { ...EMPTY, kind: "word", text: base, stem: stemOf(base), start, end: split },
      { ...EMPTY, kind: "word", text: "n't", stem: "n't", start: split, end },
    ];
  }
  const bare = text.replace(/'(?:s|ll|re|ve|d|m)?$/, "");
  return [{ ...EMPTY, kind: "word", text: bare, stem: stemOf(bare), start, end }];
}

function readToken(match: RegExpExecArray): Token[] {
  const [raw] = match;
  const [start, end] = [match.index, match.index + raw.length];
  const { minus, latex, vulgar, number, sign } = match.groups ?? {};
  if (minus !== undefined) return [{ ...EMPTY, kind: "sign", text: "-", stem: "-", start, end }];
  if (sign !== undefined)
    return [
      {
        ...EMPTY,
        kind: sign === "%" ? "word" : "sign",
        text: sign === "%" ? "percent" : sign,
        stem: sign === "%" ? "percent" : sign,
        start,
        end,
      },
    ];
  const written =
    latex === undefined
      ? vulgar === undefined
        ? number
        : vulgar.replace(/[\u00BC-\u215E]/u, (sign) => ` ${sign.normalize("NFKC")}`).replace(/\s+/g, " ")
      : latex.replace(/\\[dt]?frac\s*\{\s*(\d+)\s*\}\s*\{\s*(\d+)\s*\}/, " $1/$2");
  const read = written === undefined ? null : readNumber(written);
  if (read) {
    const value = rationalKey(read.value);
    return [{ ...EMPTY, kind: "number", text: value, stem: value, value, lowest_terms: read.lowest_terms, start, end }];
  }
  return readWord(raw, start, end);
}

function endsSentence(gap: string, next: string, before: Token | undefined, beforeThat: Token | undefined): boolean {
  // "lost.The leader": a space was forgotten. "list.append" and "e.g" are no ends.
  if (gap === "." && /^\p{Lu}/u.test(next)) return (before?.text.length ?? 0) > 1;
  if (!ENDS_SENTENCE.test(gap)) return false;
  if (!/^\.\s?$/.test(gap) || !before) return true;
  const letters = before.text.length === 1 && beforeThat?.text.length === 1 && before.start - beforeThat.end === 1;
  return !ABBREVIATIONS.has(before.text) && !letters;
}

/**
 * Reads a text (a reply, an explanation) as sentences of tokens, with numbers read exactly and negation marked. A line break alone ends a clause, a
 * blank line or a bullet ends a sentence. Never throws; linear in the length of the text. The same text may give the same array: do not change it.
 */
// A lesson's texts fit; longer ones are rare (a pasted answer) and would weigh too much.
export const readSentences: (written: string) => readonly Sentence[] = remember(readSentencesAnew, { entries: 400, chars: 1_500 });

/** The same for what is read once, such as a rubric pattern: it would only push out what is read again. */
export function readSentencesAnew(written: string): Sentence[] {
  // Full-width forms become plain ones here, one for one, so that offsets stay those of the text.
  const text = written.replace(/[\uFF01-\uFF5E]/g, (sign) => sign.normalize("NFKC"));
  const sentences: Token[][] = [[]];
  let clause = 0;
  let last: Token | undefined;
  let beforeLast: Token | undefined;
  for (const match of text.matchAll(TOKEN)) {
    const gap = text.slice(last?.end ?? 0, match.index);
    if (last && endsSentence(gap, match[0], last, beforeLast)) {
      sentences.push([]);
      clause = 0;
    } else if (ENDS_CLAUSE.test(gap)) clause += 1;
    for (const token of readToken(match)) {
      const placed = { ...token, clause };
      sentences.at(-1)?.push(placed);
      [beforeLast, last] = [last, placed];
    }
  }
  return sentences.flatMap((tokens) => {
    const [first] = tokens;
    const final = tokens.at(-1);
    return first && final ? [{ start: first.start, end: final.end, tokens: markNegation(joinNumberWords(tokens)) }] : [];
  });
}

/** The stems of the words and numbers that carry meaning, each once, in order of appearance. Shared like the sentences: do not change it. */
export const contentStems: (text: string) => readonly string[] = remember(
  (text) => [...new Set(readSentences(text).flatMap(({ tokens }) => tokens.filter(isContent).map(({ stem }) => stem)))],
  { entries: 400, chars: 1_500 },
);

/** All words, numbers and signs as one line, for comparing texts whatever their case, spacing and punctuation. */
export const normalise: (text: string) => string = remember(
  (text) =>
    readSentences(text)
      .flatMap(({ tokens }) => tokens.map((token) => token.text))
      .join(" "),
  { entries: 400, chars: 1_500 },
);
