import type { OpenItem } from "../../curriculum/pack.schema.ts";
import { readNumber, rationalKey } from "../../curriculum/rational.ts";
import { contentStems, normalise, readSentences } from "../../curriculum/text.ts";
import { areEqualAlgebra, readAlgebra } from "./algebra.ts";
import { coverageOf } from "./grader/coverage.ts";
import { type Grade, gradeByReferences, type GraderWeights } from "./grader/grade.ts";
import { judgeNumeric } from "./judge-numeric.ts";
import { quoteFrom, type Verdict } from "./verdict.ts";

/** Below this an evaluation is a guess: the tutor asks a sharper or a closed question instead of building on it. */
export const SURE_ENOUGH = 0.6;
/** A key point counts as met when so much of what it says is in the reply. */
const POINT_SHARE = 0.6;
/** A reply may say so many times as much as the reference that it repeats. */
const MAX_PADDING = 2;
const MIN_REPEATED_WORDS = 4;
const ASKS_FOR_NUMBER =
  /\bhow (?:many|much|long|far|old|tall|fast|big|heavy|often|large|wide|deep|high)\b|\bwhat (?:is|was|will be|are) (?:the|his|her|their|its) (?:\S+ )?(?:number|total|cost|price|percentage|percent|amount|sum|value|average|area|volume|length|speed|result|ratio|probability)\b|\b(?:calculate|compute)\b/i;
const SHORT_REFERENCE_WORDS = 8;

export interface JudgeReference {
  readonly reply: string;
  readonly item: OpenItem;
}

/**
 * Judges an attempt by the item's reference answers alone: the key, and `also_right`, any of which is enough. Repeated references, numbers and
 * expressions are decided exactly; what is left goes by the learned grader, whose chances are the confidence. Never throws.
 */
export function judgeByReference({ reply, item }: JudgeReference, weights?: GraderWeights): Verdict {
  const references = referencesOf(item);
  const exact = byExpression(reply, references) ?? byNumber(reply, item, references) ?? byRepetition(reply, item);
  if (exact) return complete(exact.evaluation, exact.confidence, exact.reason, reply, item);
  const grade = gradeByReferences(
    { question: item.prompt, references: references.map(withoutNotes), answer: withoutNotes(reply) },
    weights,
  );
  const { evaluation, confidence } = decide(grade);
  const sure = confidence >= SURE_ENOUGH ? "" : " This is a guess.";
  const reason = `By comparison with the reference: correct ${percent(grade.correct)}, partly ${percent(grade.partial)}, wrong ${percent(grade.wrong)}.${sure}`;
  return { ...complete(evaluation, confidence, reason, reply, item), is_guess: confidence < SURE_ENOUGH };
}

/** The chances that the learned grader gives a reply, before any rule. Never throws. */
export function gradeItem({ reply, item }: JudgeReference, weights?: GraderWeights): Grade {
  const references = referencesOf(item).map(withoutNotes);
  return gradeByReferences({ question: item.prompt, references, answer: withoutNotes(reply) }, weights);
}

/** The reference answers of an item, each right by itself. */
function referencesOf({ key, also_right }: OpenItem): string[] {
  return [key, ...(also_right ?? [])];
}

/** What books say to whoever grades, not to whoever answers. */
const TO_THE_GRADER = [
  /^\s*(?:(?:student )?(?:answers|responses)|the answers?) (?:will|may|might|can|could|should) (?:vary|differ)\b[.,;:]?\s*(?:but\s+)?/i,
  /^(?:they|it|(?:the )?students?|answers?|responses?) (?:should|could|may|might|must|can)(?: also)? (?:include|mention|allude to|identify|note|describe|discuss|refer to|address|point out|state|say|be)\b(?: that| the fact that)?\s*/i,
];

/** A reference without what it says to the grader; the whole where nothing would be left. */
function withoutNotes(reference: string): string {
  const bare = TO_THE_GRADER.reduce((text, note) => text.replace(note, ""), reference);
  return bare.trim() === "" ? reference : bare;
}

/** The verdict that the chances support, with its chance as the confidence. */
function decide({ correct, partial, wrong, correct_from }: Grade): {
  readonly evaluation: Verdict["evaluation"];
  readonly confidence: number;
} {
  if (correct >= Math.max(correct_from, partial, wrong)) return { evaluation: "correct", confidence: correct };
  return wrong > partial ? { evaluation: "wrong", confidence: wrong } : { evaluation: "partial", confidence: partial };
}

const percent = (chance: number): string => `${Math.round(100 * chance)} %`;

interface Exact {
  readonly evaluation: Verdict["evaluation"];
  readonly confidence: number;
  readonly reason: string;
}

function byRepetition(reply: string, item: OpenItem): Exact | null {
  if (repeatsReference(reply, item))
    return { evaluation: "correct", confidence: 0.97, reason: "The reply says the reference word for word." };
  return deniesReference(reply, item)
    ? { evaluation: "wrong", confidence: 0.7, reason: "The reply denies what the reference says." }
    : null;
}

/** "It is not true that …" with a reference behind it. */
function deniesReference(reply: string, item: OpenItem): boolean {
  const said = ` ${normalise(reply)} `;
  return referencesOf(item).some((reference) => {
    const meant = ` ${normalise(reference)} `;
    const before = meant.trim().split(" ").length < MIN_REPEATED_WORDS ? undefined : said.split(meant)[0];
    return (
      before !== undefined && before !== said && /\b(?:not|n't|never|false|wrong|untrue|incorrect|deny|disagree)\b[^.]{0,30}$/.test(before)
    );
  });
}

/** Whether the reply is a reference of the item, whatever its case and punctuation. Never throws. */
export function isReference(reply: string, item: OpenItem): boolean {
  const said = normalise(reply);
  return said !== "" && referencesOf(item).some((reference) => normalise(reference) === said);
}

/** Whether the reply is a reference of the item, or holds one word for word and little else. Never throws. */
export function repeatsReference(reply: string, item: OpenItem): boolean {
  const said = normalise(reply);
  return referencesOf(item).some((reference) => {
    const meant = normalise(reference);
    if (meant === "") return false;
    if (said === meant) return true;
    if (deniesReference(reply, item)) return false;
    const isLong = meant.split(" ").length >= MIN_REPEATED_WORDS;
    if (!isLong || said.length > MAX_PADDING * meant.length || !` ${said} `.includes(` ${meant} `)) return false;
    // "It is not true that …" turns the whole of it round.
    return negatorsIn(reply) === negatorsIn(reference);
  });
}

function negatorsIn(text: string): number {
  return readSentences(text).reduce((sum, { tokens }) => sum + tokens.filter(({ negator }) => negator).length, 0);
}

/** Where a number is asked for, the number decides: nothing makes up for a wrong one. */
function byNumber(reply: string, { prompt, ...item }: OpenItem, references: readonly string[]): Exact | null {
  const wanted = references.map((reference) => wantedNumber(prompt, reference));
  if (wanted.length === 0 || wanted.some((value) => value === null)) return null;
  const last = lastLineNumber(reply);
  const verdicts = wanted.flatMap((value) =>
    value === null
      ? []
      : [
          judgeNumeric(
            last ?? reply,
            { ...item, prompt, form: "numeric", value, tolerance: 0, units: [], lowest_terms: false, wrong_values: [] },
            [],
          ),
        ],
  );
  const best = verdicts.find(({ evaluation }) => evaluation === "correct") ?? verdicts[0];
  return best ? { evaluation: best.evaluation, confidence: best.confidence, reason: best.reason } : null;
}

/** The number that a reference comes to, where the question asks for one; null elsewhere. */
function wantedNumber(prompt: string, reference: string): string | null {
  const last = lastLineNumber(reference);
  if (last !== null && (reference.trim() === last || ASKS_FOR_NUMBER.test(prompt) || reference.includes("\n"))) return asValue(last);
  // "All but the first one" is no number.
  if (!ASKS_FOR_NUMBER.test(prompt) || !/\d/.test(reference)) return null;
  const tokens = readSentences(reference).flatMap((sentence) => sentence.tokens);
  const numbers = tokens.flatMap(({ value }) => value ?? []);
  return tokens.length <= SHORT_REFERENCE_WORDS && numbers.length === 1 ? (numbers[0] ?? null) : null;
}

/** A last line (or a whole text) that is nothing but a number, a currency sign or a percent sign aside. */
function lastLineNumber(text: string): string | null {
  const line = text.trim().split("\n").at(-1)?.trim() ?? "";
  return /^(?:####\s*)?(?:answer:\s*)?[$€£]?\s*(-?[\d.,]*\d(?:\s*\/\s*\d+)?)\s*%?\.?$/i.exec(line)?.[1] ?? null;
}

function asValue(written: string): string | null {
  const read = readNumber(written);
  return read && rationalKey(read.value);
}

/** A reference that is an expression or an equation is compared as one, whatever its form. */
function byExpression(reply: string, references: readonly string[]): Exact | null {
  const wanted = references.map(readAlgebra);
  if (wanted.some((each) => each === null)) return null;
  const said = readAlgebra(reply) ?? readAlgebra(/(?:\bis|:)\s+(\S[^:]*)$/i.exec(reply.trim())?.[1] ?? "");
  if (!said) return null;
  const equal = wanted.map((each) => (each ? areEqualAlgebra(each, said) : null));
  if (equal.includes(true))
    return { evaluation: "correct", confidence: 0.97, reason: "The expression is equal to the reference for all values." };
  if (equal.includes(null)) return null;
  return { evaluation: "wrong", confidence: 0.95, reason: "The expression is not equal to the reference." };
}

/** Fills in which points were made: those that the reply covers, unless the verdict is that it is wrong. */
function complete(evaluation: Verdict["evaluation"], confidence: number, reason: string, reply: string, { key_points }: OpenItem): Verdict {
  const covered = key_points.map(({ id, text }) => ({ id, isMet: coverageOf(text, reply) >= POINT_SHARE }));
  const met = evaluation === "wrong" ? [] : covered.flatMap(({ id, isMet }) => (isMet ? [id] : []));
  // All points together are what the reference says: a reply that is right has made them in its own words.
  const missed = evaluation === "correct" ? [] : covered.flatMap(({ id }) => (met.includes(id) ? [] : [id]));
  const all = evaluation === "correct" ? covered.map(({ id }) => id) : met;
  return {
    evaluation,
    met: all,
    missed,
    misconception_id: null,
    quoted: quoteFrom(reply, bestSentence(reply, key_points)),
    confidence,
    reason,
  };
}

/** The sentence of the reply that says most of what the points say. */
function bestSentence(reply: string, points: OpenItem["key_points"]): string | null {
  const known = new Set(contentStems(points.map(({ text }) => text).join("\n\n")));
  let best: { readonly text: string; readonly shared: number } | null = null;
  for (const { start, end } of readSentences(reply)) {
    const text = reply.slice(start, end);
    const shared = contentStems(text).filter((stem) => known.has(stem)).length;
    if (shared > 0 && (best === null || shared > best.shared)) best = { text, shared };
  }
  return best?.text ?? null;
}
