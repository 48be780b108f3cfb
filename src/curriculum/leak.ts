import { normaliseCode } from "./code-tokens.ts";
import type { ChoiceItem, CodeItem, Item, NumericItem, OpenItem } from "./pack.schema.ts";
import { rationalKey, readNumber } from "./rational.ts";
import { findMatch } from "./rubric.ts";
import { contentStems, normalise, readSentences } from "./text.ts";
import { isContent, type Sentence } from "./token.ts";

/** A number in a sentence that shares so much of the prompt's content words is the answer to it. */
const SAME_SETUP_SHARE = 0.6;
/** A small whole number is in many sentences by chance; a result word before it counts only next to this share of the prompt's words. */
const RELATED_SHARE = 0.3;
const SMALL_WHOLE = /^-?(?:\d|10)$/;
/** Keys shorter than this (in words) are in many texts by chance. */
const MIN_KEY_WORDS = 4;
const RESULT_WORDS = new Set([
  "=",
  "≈",
  "is",
  "are",
  "equals",
  "equal",
  "gives",
  "give",
  "makes",
  "make",
  "answer",
  "result",
  "get",
  "gets",
  "total",
  "value",
  "to",
]);

/**
 * Says what of an item's key a text gives away, or null when nothing: "states every key point", "contains the solution", "gives the value",
 * "gives the right option". Made for any text that a learner may see before answering: drafts, hints, cues, feedback. Assumes patterns that parse.
 */
export function leaks(text: string, item: Item): string | null {
  // A draft is checked when it is made and again when it is reviewed. `undefined` is not known yet, null is no leak.
  const known = found.get(item)?.get(text);
  if (known !== undefined) return known;
  const leak = findLeak(text, item);
  const ofItem = found.get(item) ?? new Map<string, string | null>();
  if (ofItem.size >= MAX_KEPT_TEXTS) ofItem.clear();
  found.set(item, ofItem.set(text, leak));
  return leak;
}

const MAX_KEPT_TEXTS = 16;
const found = new WeakMap<Item, Map<string, string | null>>();

function findLeak(text: string, item: Item): string | null {
  switch (item.form) {
    case "open":
      return leaksOpen(text, item);
    case "code":
      return leaksCode(text, item);
    case "numeric":
      return leaksValue(text, item) ? "gives the value" : null;
    case "choice":
      return leaksOption(text, item) ? "gives the right option" : null;
  }
}

/** Every key point is made, and not by what the question itself says. */
function statesEveryPoint(text: string, { key_points, prompt }: OpenItem | CodeItem, mode: "text" | "code"): boolean {
  if (!key_points.every(({ match }) => findMatch(match, text, mode))) return false;
  return !key_points.every(({ match }) => findMatch(match, prompt, mode));
}

function leaksOpen(text: string, item: OpenItem): string | null {
  const said = ` ${normalise(text)} `;
  const isSaid = (key: string): boolean => key.split(" ").length >= MIN_KEY_WORDS && said.includes(` ${key} `);
  if ([item.key, ...(item.also_right ?? [])].some((answer) => isSaid(normalise(answer)))) return "contains the solution";
  return statesEveryPoint(text, item, "text") ? "states every key point" : null;
}

function leaksCode(text: string, item: CodeItem): string | null {
  const code = codeIn(text);
  const key = normaliseCode(codeIn(item.key) || item.key);
  if (key.split(" ").length >= MIN_KEY_WORDS && normaliseCode(code).includes(key) && !normaliseCode(codeIn(item.prompt)).includes(key))
    return "contains the solution";
  return statesEveryPoint(code, item, "code") ? "states every key point" : null;
}

/** What of a text is code: fenced blocks, inline code, and lines that look like it. One snippet a line. */
function codeIn(text: string): string {
  const prose = text.replace(/```[^\n]*\n([\s\S]*?)(?:```|$)/g, (_, block: string) => block);
  const looksLikeCode =
    /^\s*(?:def|for|while|if|elif|else|return|class|import|print|const|let|var|function|SELECT|INSERT)\b.*[:;()=]|^\s{4,}\S|[^=!<>]=[^=]|\w\(.*\)\s*[:;]?\s*$|[;{}]\s*$/;
  const lines = prose.split("\n").filter((line) => looksLikeCode.test(line) || (text.includes(`\`\`\``) && !/[.?]\s*$/.test(line)));
  const inline = [...text.matchAll(/(?<!`)`([^`\n]+)`(?!`)/g)].map(([, snippet = ""]) => snippet);
  return [...lines.map((line) => line.replaceAll("`", " ")), ...inline].join("\n");
}

function leaksValue(text: string, item: NumericItem): boolean {
  const key = keyOf(item.value);
  const prompt = new Set(contentStems(item.prompt));
  if (prompt.has(key)) return false;
  return readSentences(text).some((sentence) => {
    const at = sentence.tokens.findIndex(({ value }) => value === key);
    if (at < 0) return false;
    const shared = share(prompt, sentence);
    if (shared >= SAME_SETUP_SHARE) return true;
    const isResult = sentence.tokens.some(({ value }, index) => value === key && followsResultWord(sentence, index));
    return isResult && (shared >= RELATED_SHARE || !SMALL_WHOLE.test(key));
  });
}

const keyOf = (value: string): string => {
  const read = readNumber(value);
  return read ? rationalKey(read.value) : value;
};

/** "= 7/12", "is 7/12", "the answer is then 7/12". */
function followsResultWord({ tokens }: Sentence, at: number): boolean {
  return tokens.slice(Math.max(0, at - 2), at).some(({ text }) => RESULT_WORDS.has(text));
}

function share(words: ReadonlySet<string>, { tokens }: Sentence): number {
  if (words.size === 0) return 0;
  const there = new Set(tokens.filter(({ stem }) => words.has(stem)).map(({ stem }) => stem));
  return there.size / words.size;
}

function leaksOption(text: string, item: ChoiceItem): boolean {
  const right = item.options.find((option) => option.correct);
  if (!right) return false;
  if (namesLetter(text, right.id)) return true;
  const sentences = readSentences(text);
  if (!statesOption(right.text, sentences)) return false;
  // A text that lists every option tells no more than the page does.
  return !item.options.every((option) => statesOption(option.text, sentences));
}

/** "option b", "B is right", "the answer is B", "choose (b)". A bare letter counts as a capital or in brackets: "choose a piece" names nothing. */
function namesLetter(text: string, letter: string): boolean {
  const mark = String.raw`(?:[("'*]{1,3}${letter}[)"'*.]{1,3}|[("'*]{0,3}${letter.toUpperCase()}[)"'*.]{0,3})(?![\p{L}\p{N}'’])`;
  const named = new RegExp(String.raw`\b(?:[Oo]ption|[Cc]hoice|[Ll]etter)\s+(?:${letter}(?![\p{L}\p{N}'’])|${mark})`, "u");
  const praised = new RegExp(String.raw`(?<![\p{L}\p{N}])${mark}\s+is\s+(?:right|correct|true|the (?:right|correct|best|answer))\b`, "u");
  const chosen = new RegExp(String.raw`\b(?:[Aa]nswer|[Cc]hoose|[Pp]ick|[Ss]elect)\s+(?:is\s+|must be\s+|should be\s+)?${mark}`, "u");
  return named.test(text) || praised.test(text) || chosen.test(text);
}

/** All the option's content words in one sentence that denies when the option denies. */
function statesOption(option: string, sentences: readonly Sentence[]): boolean {
  const tokens = readSentences(option).flatMap((sentence) => sentence.tokens);
  const words = new Set(tokens.filter(isContent).map(({ stem }) => stem));
  const denies = tokens.some(({ negator }) => negator);
  if (words.size + (denies ? 1 : 0) < 2) return false;
  return sentences.some((sentence) => {
    const there = new Set(sentence.tokens.map(({ stem }) => stem));
    return sentence.tokens.some(({ negator }) => negator) === denies && [...words].every((word) => there.has(word));
  });
}
