import type { Misconception, NumericItem } from "../../curriculum/pack.schema.ts";
import { type Rational, rationalKey, readNumber, toDouble, toRational } from "../../curriculum/rational.ts";
import { contentStems, readSentences } from "../../curriculum/text.ts";
import { isContent, type Sentence, type Token } from "../../curriculum/token.ts";
import { findMisconception } from "./judge-points.ts";
import { joinSpokenFractions } from "./spoken-fractions.ts";
import { sumUp } from "./sum-up.ts";
import { quoteFrom, type Verdict } from "./verdict.ts";

/** A number of the reply with what stands around it. */
interface Candidate {
  readonly token: Token;
  /** As it stands in the reply. */
  readonly written: string;
  readonly value: Rational;
  readonly before: readonly string[];
  /** The stems of the words that carry meaning in its clause. */
  readonly clause: readonly string[];
  /** The unit written behind it, if one is. */
  readonly unit: string | null;
  /** The next word of its clause after number and unit, and the next of its sentence. */
  readonly next: string | null;
  readonly follows: string | null;
  /** Nothing in the same clause leans on it: it is not the left of a sum or a count of things. */
  readonly stands_alone: boolean;
  /** A reason follows before the next number: "three can fail, because …". */
  readonly is_reasoned: boolean;
  /** It is what the words since the number before come to: "12 12 10 9 7, so the middle one, 10". */
  readonly is_outcome: boolean;
}

const CONCLUDES = new Set(["so", "then", "therefore", "thus", "hence", "total", "altogether", "together", "finally"]);
const EQUALS = new Set(["=", "≈", "equals", "equal"]);
const GIVES = new Set(["is", "are", "be", "gives", "give", "makes", "make", "get", "gets", "got", "becomes", "leaves", "say", "to", "s"]);
const REASONS = new Set(["because", "becuz", "becaus", "becasue", "since", "cause", "cuz", "coz", "cos", "bc", "as", "when", "if"]);
/** Those of them that mean nothing else within a clause. */
const GIVES_A_REASON = new Set(["because", "becuz", "becaus", "becasue", "cuz", "coz", "bc"]);
const OPERATORS = new Set(["+", "-", "*", "×", "÷", "/", "=", "^", "plus", "minus", "times", "over", "of", "divided", "and", "x", "by"]);
/** "The middle one": what stands before a "one" that is no number. */
const BEFORE_A_PRONOUN =
  /^(?:the|this|that|each|every|which|another|other|no|any|some|middle|last|next|same|right|wrong|smallest|biggest|largest|lowest|highest|correct|third|second|first|big|small|new|old)$/;
/** Units that are another size when they are not the item's own. */
const UNITS = new Set(
  `mm cm m km g kg mg s ms min h hours hour minutes minute seconds second days day l ml litres metres meters centimetres millimetres kilometres
  grams kilograms percent degrees bytes bits kb mb gb mol j kj w n pa v hz`.split(/\s+/),
);

/** Judges a number exactly, as a fraction. The stated result counts, not the numbers on the way to it. Never throws. */
export function judgeNumeric(reply: string, item: NumericItem, misconceptions: readonly Misconception[]): Verdict {
  const wanted = readNumber(item.value)?.value;
  const sentences = sentencesOf(reply, item.units, wanted !== undefined && wanted.den !== 1n);
  const candidates = findCandidates(reply, sentences, item.units);
  const sum = sentences.length === 1 ? sumUp(sentences[0]?.tokens ?? [], new Set(item.units.map((unit) => unit.toLowerCase()))) : null;
  const [first] = candidates;
  const asked = new Set(contentStems(item.prompt));
  // Who writes a sum down and nothing else has said what it comes to, and not the last number in it.
  const stated = sum && first ? { ...first, value: sum, unit: null } : findStated(candidates, asked);
  const byWords = findMisconception(reply, misconceptions, "text");
  const base = { met: [], missed: [], misconception_id: byWords?.id ?? null };
  if (!stated || !wanted) {
    const reason = candidates.length === 0 ? "The reply holds no number." : "The reply names several numbers and settles on none.";
    return { ...base, evaluation: "wrong", quoted: quoteFrom(reply, null), confidence: candidates.length === 0 ? 0.8 : 0.7, reason };
  }
  if (stated === "several") {
    const reason = "The reply offers several numbers to choose from.";
    return { ...base, evaluation: "wrong", quoted: quoteFrom(reply, null), confidence: 0.8, reason };
  }
  const sentence = readSentences(reply).find(({ start, end }) => start <= stated.token.start && stated.token.end <= end);
  const quoted = quoteFrom(reply, sentence ? reply.slice(sentence.start, sentence.end) : null);

  const values = readings(stated, item.units);
  if (values.some((value) => isEqual(value, wanted, item.tolerance))) {
    const result = { ...base, misconception_id: null, quoted };
    const almost = (short_of: NonNullable<Verdict["short_of"]>, confidence: number, reason: string): Verdict => ({
      ...result,
      evaluation: "partial",
      short_of,
      confidence,
      reason,
    });
    if (sum) return almost("result", 0.95, `A sum that comes to ${rationalKey(wanted)}, not worked out.`);
    if (item.lowest_terms && !stated.token.lowest_terms)
      return almost("lowest_terms", 0.97, `${rationalKey(wanted)} in value, but not in lowest terms.`);
    if (stated.unit !== null && isOtherUnit(stated.unit, item.units)) return almost("unit", 0.8, "The number is right, the unit is not.");
    return { ...result, evaluation: "correct", confidence: 0.97, reason: `The stated result equals ${rationalKey(wanted)}.` };
  }
  const known = item.wrong_values.find((wrong) => {
    const value = readNumber(wrong.value)?.value;
    return value !== undefined && values.some((own) => isEqual(own, value, item.tolerance));
  });
  if (isRounded(stated, wanted))
    return { ...base, evaluation: "partial", short_of: "exactness", quoted, confidence: 0.7, reason: "A rounded form of the value." };
  return {
    ...base,
    misconception_id: (known && !isContradicted(known, candidates, item, asked) ? known.misconception : null) ?? base.misconception_id,
    evaluation: "wrong",
    quoted,
    confidence: known ? 0.97 : 0.9,
    reason: `The stated result is ${rationalKey(stated.value)}.`,
  };
}

/** The sentences of a reply in which a number is looked for; signs are replaced one for one, so that offsets stay those of the reply. */
function sentencesOf(reply: string, units: readonly string[], isFraction: boolean): readonly Sentence[] {
  // "3,5" alone is a decimal comma, not a list; "4x6" is a product.
  const text = reply.replace(/^(\s*-?\d+),(\d{1,2})(?=\s*\p{L}*\s*$)/u, "$1.$2").replace(/(?<=\d)x(?=\d)/gi, "*");
  const sentences = readSentences(text);
  return isFraction ? sentences.map((sentence) => ({ ...sentence, tokens: joinSpokenFractions(sentence.tokens, units) })) : sentences;
}

/**
 * Whether the reply also names another of the values that stand for the same error: who says both shares ("a half is six and a third is four") has not taken one
 * of them for the whole.
 */
function isContradicted(
  known: NumericItem["wrong_values"][number],
  candidates: readonly Candidate[],
  { wrong_values }: NumericItem,
  asked: ReadonlySet<string>,
): boolean {
  const others = wrong_values.filter(({ value, misconception }) => misconception === known.misconception && value !== known.value);
  const fresh = candidates.filter(({ value }) => !asked.has(rationalKey(value)));
  return others.some(({ value }) => fresh.some((one) => sameValue(one.value, readNumber(value)?.value)));
}

function findCandidates(text: string, sentences: readonly Sentence[], units: readonly string[]): Candidate[] {
  const numbers = sentences.flatMap(({ tokens }) =>
    tokens.flatMap((token, at) => (token.value === null ? [] : (toCandidate(token.value, tokens, at, text, units) ?? []))),
  );
  if (numbers.length > 0) return numbers;
  // "the 20th mark"
  return sentences.flatMap(({ tokens }) =>
    tokens.flatMap((token, at) => toCandidate(/^(\d+)(?:st|nd|rd|th)$/.exec(token.text)?.[1] ?? "", tokens, at, text, units) ?? []),
  );
}

function toCandidate(written: string, tokens: readonly Token[], at: number, text: string, units: readonly string[]): Candidate | null {
  const token = tokens[at];
  const read = readNumber(written);
  if (!token || !read || token.negated) return null;
  const before = tokens
    .slice(Math.max(0, at - 4), at)
    .filter(({ clause }) => clause === token.clause)
    .map((one) => one.text);
  if (isPronoun(tokens, at, text)) return null;
  const isNegative = /^(?:minus|negative)$/.test(before.at(-1) ?? "") && tokens[at - 2]?.kind !== "number";
  const behind = tokens[at + 1];
  const isUnit = behind?.clause === token.clause && (UNITS.has(behind.text) || units.some((unit) => unit.toLowerCase() === behind.text));
  const following = isUnit ? tokens[at + 2] : behind;
  const next = following?.clause === token.clause ? following.text : null;
  const nextNumber = tokens.findIndex(({ value }, index) => index > at && value !== null);
  const between = tokens.slice(at + 1, nextNumber < 0 ? undefined : nextNumber);
  const previousNumber = tokens.findLastIndex((one, index) => index < at && one.value !== null && !isPronoun(tokens, index, text));
  const since = tokens.slice(previousNumber + 1, at);
  return {
    token,
    written: text.slice(token.start, token.end),
    clause: tokens.filter((one) => one.clause === token.clause && one.kind === "word" && isContent(one)).map(({ stem }) => stem),
    value: isNegative ? { num: -read.value.num, den: read.value.den } : read.value,
    before,
    next,
    follows: following?.text ?? null,
    unit: isUnit ? behind.text : null,
    stands_alone: next === null || REASONS.has(next),
    is_reasoned: between.some(({ text: word }) => GIVES_A_REASON.has(word)),
    is_outcome: previousNumber >= 0 && since.some(({ text: word, negated }) => CONCLUDES.has(word) && !negated),
  };
}

/** Whether the number is the "one" of "the middle one". */
function isPronoun(tokens: readonly Token[], at: number, text: string): boolean {
  const token = tokens[at];
  return token !== undefined && /^one$/i.test(text.slice(token.start, token.end)) && BEFORE_A_PRONOUN.test(tokens[at - 1]?.text ?? "");
}

/** Which number the reply states as its result; "several" when it offers a choice of them. */
function findStated(candidates: readonly Candidate[], asked: ReadonlySet<string>): Candidate | "several" | null {
  const [first] = candidates;
  if (new Set(candidates.map(({ value }) => rationalKey(value))).size <= 1) return first ?? null;
  if (candidates.some(({ before, value }, at) => before.at(-1) === "or" && at > 0 && !sameValue(value, candidates[at - 1]?.value)))
    return "several";

  const ends = candidates.filter(({ next }) => !OPERATORS.has(next ?? ""));
  const answered = ends.findLast(({ before }) => before.some((word) => word === "answer" || word === "result"));
  const concluded = ends.findLast(
    ({ before, stands_alone, is_outcome }, at) =>
      (stands_alone || at === ends.length - 1) && (is_outcome || before.some((word) => CONCLUDES.has(word))),
  );
  const isLed = first !== undefined && first.before.every((word) => !OPERATORS.has(word) && !EQUALS.has(word));
  const after = (words: ReadonlySet<string>): Candidate | undefined =>
    ends.findLast(({ before }) => before.slice(-2).some((word) => words.has(word)));

  // The result first and its reason after: "7/12 because 3 + 4 = 7"; "7/12, I made them twelfths", but not "12, so 7/12".
  const isReason = REASONS.has(first?.next ?? "") || REASONS.has(first?.follows ?? "");
  const led = isLed && (isReason || (first.next === null && !concluded && !after(EQUALS))) ? first : undefined;

  const reasoned = isLed && first.is_reasoned && !OPERATORS.has(first.next ?? "") ? first : undefined;

  const stated = answered ?? led ?? concluded ?? after(EQUALS) ?? reasoned ?? after(GIVES);
  if (stated) return stated;
  const told = inWordsOf(asked, candidates);
  if (told) return told;
  const isBareList = candidates.length >= 3 && candidates.every(({ before }) => before.every((word) => /^(?:and|-?[\d/]+)$/.test(word)));
  return isBareList ? "several" : (candidates.findLast(({ value }) => !asked.has(rationalKey(value))) ?? candidates.at(-1) ?? null);
}

/** Of several numbers the one that is said of what was asked for: "three can fail, four must stay" answers how many can fail. Null where none or several are. */
function inWordsOf(asked: ReadonlySet<string>, candidates: readonly Candidate[]): Candidate | null {
  const fresh = candidates.filter(({ value }) => !asked.has(rationalKey(value)));
  const told = fresh.filter(({ clause }) => clause.some((stem) => asked.has(stem)));
  return fresh.length > 1 && told.length === 1 ? (told[0] ?? null) : null;
}

const sameValue = (a: Rational, b: Rational | undefined): boolean => b !== undefined && a.num === b.num && a.den === b.den;

/** The number as it stands and, with a percent sign that the item does not ask for, as a fraction of a hundred. */
function readings({ value, unit }: Candidate, units: readonly string[]): Rational[] {
  if (unit !== "percent" || units.some((known) => /^(?:%|percent)$/i.test(known))) return [value];
  const part = toRational(value.num, value.den * 100n);
  return part ? [value, part] : [value];
}

function isEqual(a: Rational, b: Rational, tolerance: number): boolean {
  return sameValue(a, b) || (tolerance > 0 && Math.abs(toDouble(a) - toDouble(b)) <= tolerance);
}

/** A decimal of two or more places that rounds the wanted fraction. */
function isRounded({ value, written }: Candidate, wanted: Rational): boolean {
  const places = /\.(\d{2,})$/.exec(written)?.[1]?.length ?? 0;
  return places > 0 && wanted.den !== 1n && Math.abs(toDouble(value) - toDouble(wanted)) <= 10 ** -places;
}

function isOtherUnit(word: string, units: readonly string[]): boolean {
  return units.length > 0 && word !== "percent" && UNITS.has(word) && !units.some((unit) => unit.toLowerCase() === word);
}
