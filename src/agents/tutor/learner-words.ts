import type { Item } from "../../curriculum/pack.schema.ts";
import type { Mode } from "../../curriculum/rubric.ts";
import { contentStems } from "../../curriculum/text.ts";
import { findMisconception } from "../evaluator/judge-points.ts";
import type { TutorInput } from "../inputs.ts";

/** Quoted in full up to this many words; a longer span is cut. */
const MAX_QUOTED_WORDS = 10;
const MAX_SHORT_WORDS = 6;
/** One word of the subject weighs as much as so many others. */
const SUBJECT_WEIGHT = 10;
/** A cut quotation ends with a clause of at least so many words, or is trimmed to no fewer than so many. */
const MIN_CLAUSE_WORDS = 4;
const MIN_CUT_WORDS = 3;
const JOINS = /^(?:and|but|because|cause|bc|so|since|which|while|when|if|then|or)$/i;
const MAX_QUOTED_CHARS = 90;
/** Words that promise another one. */
const HANGS =
  /^(?:an?|the|this|that|its?|his|her|their|of|to|in|on|at|by|for|from|with|than|as|and|or|but|so|if|when|because|since|which|who|is|are|was|were|be|has|have|had|it|they|he|she|we|you|i|not|can|will|would|should|could)$/i;

/** How people begin before they say it; a quotation does without, as long as two words are left. */
const PREAMBLE =
  /^(?:(?:i (?:think|thought|guess|believe|suppose|mean|would say|(?:really )?(?:don['’]?t|dont|do not) know)|idk|dunno|not sure|no idea|sorry|man|dude|lol|wait|maybe|perhaps|probably|ok|okay|oh|ah|yeah|well|and|then|so|um+|hmm+|like|but|because|since|that|yes|is (?:it|that)(?: because)?|it(?:['’]s| is) because)[\s,.]+)+(?=\S+\s+\S)/i;

/** The letter of an option, and nothing that says why: "a I guess". */
const BARE_LETTER = /^\(?[a-f][).:,?!]*\s+(?:i (?:guess|think|suppose|believe)|maybe|perhaps|probably|not sure|idk|lol)[\s.!?]*$/i;

/** A pack's title in quotation marks; its markup stays. */
export function titleInQuotes(title: string): string {
  return `“${withoutMarks(title)}”`;
}

/** Words of a learner in quotation marks, on one line; markup and formulas, which would be drawn instead of shown, are quoted as code. */
export function inQuotes(text: string): string {
  const tidy = withoutMarks(text);
  return /[*_`[\]$<>#|\\~]/.test(tidy) ? `\`${tidy.replaceAll("`", "’")}\`` : `“${tidy}”`;
}

/** On one line, without a final full stop; double quotation marks become single ones so that they cannot end the quotation around them. */
function withoutMarks(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/\.$/, "")
    .replace(/[“„«]|"(?=[\p{L}\p{N}])/gu, "‘")
    .replace(/[”»"]/g, "’");
}

/**
 * The learner's own words to take up after an answer that was not right, in quotation marks: at most ten words (six when `short`) of the span the
 * verdict rests on. Null when there is nothing worth quoting, e.g. a single letter.
 */
export function quoteReply(input: Quotable, short = false): string | null {
  const { evaluation, reply, passages } = input;
  if (!evaluation || !reply || evaluation.user_intent !== "attempt_answer") return null;
  const item = answeredItem(input);
  const mode = item?.form === "code" ? "code" : "text";
  const span = wordsOfError(input, mode) ?? (evaluation.quoted.trim() && reply.includes(evaluation.quoted) ? evaluation.quoted : reply);
  if (mode === "code") return quoteCode(span);
  if (item?.form === "choice" && BARE_LETTER.test(reply.trim())) return null;
  // An option is sent as its letter and its text; the text is what was meant.
  const line = mostTelling(span, [item?.prompt ?? "", ...passages.map(({ text }) => text)].join("\n\n"))
    .replace(/^\(?[a-f][).:,?!]+\s+/i, "")
    .replace(/^[b-f]\s+(?=(?:they|it|its|the|this|that|because|cause|cuz|since|there|all|i|you|we|he|she|both)\b)/, "")
    .replace(PREAMBLE, "");
  const words = line.split(/\s+/);
  const limit = short ? MAX_SHORT_WORDS : MAX_QUOTED_WORDS;
  const kept = words.length > limit ? cutAtClause(words.slice(0, limit)) : words;
  const cut = kept.join(" ").slice(0, MAX_QUOTED_CHARS).trim();
  const tidy = withoutLooseEnds(cut);
  if (!/\p{L}{2}|\p{N}/u.test(tidy)) return null;
  return inQuotes(tidy.length < line.replace(/[^\p{L}\p{N})\]}]+$/u, "").length && words.length > limit ? `${tidy} …` : tidy);
}

/** Without quotation marks and punctuation at its ends, and without a bracket there whose other half is elsewhere: "[10, 20] because …" keeps both of its own. */
function withoutLooseEnds(text: string): string {
  const bare = text.replace(/^["'“”‘’]+|["'“”‘’,;:.!?]+$/g, "").trim();
  const [, inside] = /^[([{]([^()[\]{}]*)[)\]}]$/.exec(bare) ?? [];
  if (inside !== undefined) return inside.trim();
  const opens = bare.match(/[([{]/g)?.length ?? 0;
  const closes = bare.match(/[)\]}]/g)?.length ?? 0;
  return opens === closes ? bare : bare.replace(opens > closes ? /^[([{]+/ : /[)\]}]+$/, "").trim();
}

/** "n = 5" is a line of a program, "b" is not. UTF-16 code units. */
const MIN_CODE_CHARS = 3;

/** A line of a program is quoted whole and as it stands, or not at all; words in its place are quoted as words. */
function quoteCode(span: string): string | null {
  const line = span
    .split("\n")
    .map((written) => written.trim())
    .find((written) => /\p{L}/u.test(written) && written.length >= MIN_CODE_CHARS && !written.startsWith("```"));
  if (line === undefined || line.length > MAX_QUOTED_CHARS || line.includes("`")) return null;
  return /[=()[\]{}:;]/.test(line) ? `\`${line}\`` : inQuotes(line);
}

type Quotable = Pick<TutorInput, "evaluation" | "reply" | "passages" | "item" | "material" | "history">;

/** The question that the reply is about: the last one asked, which need not be the next. */
function answeredItem({ history, material, item }: Quotable): Item | null {
  const asked = history.findLast(({ role }) => role === "tutor")?.content ?? "";
  return material?.items.find(({ prompt }) => asked.includes(prompt)) ?? item;
}

/** Where a known error shows: a verdict that is right in part rests on the right words, and these are the ones to look at again. */
function wordsOfError({ evaluation, reply, material }: Quotable, mode: Mode): string | null {
  const known = material?.misconceptions.find(({ id }) => id === evaluation?.misconception_id);
  return known ? (findMisconception(reply ?? "", [known], mode)?.match.span ?? null) : null;
}

/** The sentence that says most about the subject, then most of anything; of equals the first. */
function mostTelling(span: string, subject: string): string {
  const sentences = span.split(/\n|(?<=[.!?])\s+/).map((sentence) => sentence.trim());
  if (sentences.length < 2) return sentences[0] ?? "";
  const known = new Set(contentStems(subject));
  const weightOf = (sentence: string): number => {
    const stems = contentStems(sentence);
    return stems.length + stems.filter((stem) => known.has(stem)).length * SUBJECT_WEIGHT;
  };
  return sentences.reduce((best, sentence) => (weightOf(sentence) > weightOf(best) ? sentence : best));
}

/** A quotation that is cut does not hang in the air: "they agree because it was the" ends with "they agree". */
function cutAtClause(words: readonly string[]): string[] {
  const end = words.findLastIndex((word, at) => at >= MIN_CLAUSE_WORDS && (JOINS.test(word) || /[,;:.!?]$/.test(words[at - 1] ?? "")));
  const kept = words.slice(0, end < 0 ? undefined : end);
  while (kept.length > MIN_CUT_WORDS && HANGS.test(kept.at(-1) ?? "")) kept.pop();
  return kept;
}

/** Drops the full stop after a quotation that ends in a mark of its own. */
export function tidyStops(text: string): string {
  return text.replace(/([?!.…]”)\.(?=\s|$)/g, "$1");
}
