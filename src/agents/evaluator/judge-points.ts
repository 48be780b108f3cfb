import { readCodeBlock } from "../../curriculum/code-tokens.ts";
import type { CodeItem, KeyPoint, Misconception, OpenItem } from "../../curriculum/pack.schema.ts";
import { findMatch, type Match, type Mode } from "../../curriculum/rubric.ts";
import { contentStems, readSentences } from "../../curriculum/text.ts";
import { isContent } from "../../curriculum/token.ts";
import type { GraderWeights } from "./grader/grade.ts";
import { judgeByReference, repeatsReference } from "./judge-reference.ts";
import { contradictsItself, isWordPile } from "./stuffing.ts";
import { MAX_QUOTE_CHARS, quoteFrom, type Verdict } from "./verdict.ts";

/** Share of a key point's own words that one sentence must hold to meet it when no pattern matched; cautious on purpose. */
const OVERLAP_SHARE = 0.8;
/** … and at least so many of them, so many of which the question did not already say. */
const OVERLAP_WORDS = 3;
const OVERLAP_FRESH_WORDS = 2;

/** Pattern packs are trusted more than packs whose every pattern is a single term, as those drawn from pasted text may be. */
const SIMPLE_PATTERNS_FACTOR = 0.75;

/** What the comparison with the reference must come to before it is heard although an author's patterns found nothing. */
const AGAINST_SILENCE = 0.75;

/** Fewer may be a line of a language that needs no signs: "print x". */
const MIN_PROSE_WORDS = 5;
/** Unless they begin with no word of a program: "unindent the last line". */
const MIN_PLAIN_WORDS = 3;
const BEGINS_A_LINE =
  /^\W*(?:for|while|if|elif|else|def|return|print|import|from|func|let|var|const|range|loop|do|end|break|continue|and|or|not|in)\b/i;

interface Found {
  readonly point: KeyPoint;
  readonly match: Match;
  readonly by: "pattern" | "overlap";
}

export interface JudgePoints {
  readonly reply: string;
  readonly item: OpenItem | CodeItem;
  readonly misconceptions: readonly Misconception[];
  readonly language: string;
  /** Ids of key points that earlier replies to this question met. */
  readonly earlier: readonly string[];
  /** Other than the product's own, for measuring. */
  readonly weights?: GraderWeights | undefined;
}

/**
 * Judges a written answer or code against the item's key points and the node's misconceptions. A learner who was told what is missing need only add
 * that: points of earlier replies count, as long as this reply makes one as well. Where no pattern speaks, a written answer is held against the
 * reference answers instead. Never throws.
 */
export function judgePoints({ reply, item, misconceptions, language, earlier, weights }: JudgePoints): Verdict {
  const mode: Mode = item.form === "code" ? "code" : "text";
  if (item.form === "open" && item.key_points.every(({ match }) => match.length === 0))
    return withoutPatterns(reply, item, misconceptions, language, weights);
  const isKey = mode === "code" && isSameCode(reply, item.key);
  const misconception = isKey ? null : findMisconception(reply, misconceptions, mode);
  const denied = misconceptions.find(({ id }) => id === misconception?.id)?.denies ?? [];
  const found = item.key_points
    .filter(({ id }) => !denied.includes(id))
    .flatMap(
      (point): Found[] => findPoint(point, reply, item.prompt, mode) ?? (isKey ? [{ point, match: whole(reply), by: "pattern" }] : []),
    );
  const met = item.key_points
    .map(({ id }) => id)
    .filter((id) => found.some(({ point }) => point.id === id) || (found.length > 0 && earlier.includes(id)));
  const missed = item.key_points.map(({ id }) => id).filter((id) => !met.includes(id));
  const doubt = mode === "text" ? doubtAbout(reply, item, language) : null;
  const span =
    spanOver(
      found.map(({ match }) => match),
      reply,
    ) ??
    misconception?.match.span ??
    null;
  const base = { met, missed, misconception_id: misconception?.id ?? null, quoted: quoteFrom(reply, span) };

  if (doubt !== null)
    return { ...base, evaluation: met.length > 0 && doubt.partly ? "partial" : "wrong", confidence: 0.6, reason: doubt.reason };
  if (found.length === 0 && !misconception && item.form === "open") {
    const compared = judgeByReference({ reply, item }, weights);
    if (!hasWrittenPatterns(item)) return compared;
    // An author's silence speaks against a reply. It may be right in words that nobody thought of: that is worth asking, not worth a verdict. Words drawn from a
    // text know no other words at all, so their silence says little.
    const enough = isDrawn(item) && /^en\b/i.test(language) ? 0 : AGAINST_SILENCE;
    if (compared.evaluation === "correct" && compared.confidence >= enough) return inDoubt(compared, item);
  }
  const is_prose = mode === "code" && found.length === 0 && isProse(reply);
  const idea = is_prose && misconception === null ? ideaIn(reply, item.key_points) : null;
  if (idea) return { ...base, ...idea, is_prose, confidence: 0.7 };
  const evaluation = missed.length === 0 && !misconception ? "correct" : met.length > 0 ? "partial" : "wrong";
  return {
    ...base,
    ...(is_prose && { is_prose }),
    evaluation,
    confidence: confidenceOf(reply, item, found, misconception !== null),
    reason: reasonOf(met, missed, misconception?.id ?? null),
  };
}

/**
 * Which misconception of the node shows in the reply, if one does: the first in the author's order. What is written where code was asked for is read as code and, where
 * it is none, as text, because a node's misconceptions serve all its items. Never throws.
 */
export function findMisconception(
  reply: string,
  misconceptions: readonly Misconception[],
  mode: Mode,
): { readonly id: string; readonly match: Match } | null {
  const isProgram = mode === "code" && CODE_SIGNS.test(reply);
  for (const { id, match: patterns } of misconceptions) {
    // "i 0" is how somebody says it; in a program that begins with `i = 0` it says nothing.
    const match = isProgram
      ? safeMatch(patterns.filter(isForCode), reply, "code")
      : (safeMatch(patterns, reply, mode) ?? (mode === "code" ? safeMatch(patterns, reply, "text") : null));
    if (match) return { id, match };
  }
  return null;
}

/** A pattern that has a sign of a program in it. */
const isForCode = (pattern: string): boolean => /[()[\]{}:=<>+\\"']/.test(pattern);

/** Packs are checked, but an evaluation must not fall over a pattern that cannot be read. */
function safeMatch(patterns: readonly string[], text: string, mode: Mode): Match | null {
  try {
    return findMatch(patterns, text, mode);
  } catch {
    return null;
  }
}

function findPoint(point: KeyPoint, reply: string, prompt: string, mode: Mode): Found[] | null {
  const match = safeMatch(point.match, reply, mode);
  if (match) return [{ point, match, by: "pattern" }];
  const overlap = mode === "text" ? overlapping(point.text, reply, prompt) : null;
  return overlap && [{ point, match: overlap, by: "overlap" }];
}

/** A sentence of the reply that holds nearly all words of the key point and denies when it denies. */
function overlapping(point: string, reply: string, prompt: string): Match | null {
  const words = contentStems(point);
  const asked = new Set(contentStems(prompt));
  const denies = readSentences(point).some(({ tokens }) => tokens.some(({ negator }) => negator));
  for (const { start, end, tokens } of readSentences(reply)) {
    const said = new Set(tokens.filter(isContent).map(({ stem }) => stem));
    const shared = words.filter((word) => said.has(word));
    const fresh = shared.filter((word) => !asked.has(word)).length;
    const sameSide = tokens.some(({ negator }) => negator) === denies;
    if (sameSide && shared.length >= OVERLAP_WORDS && fresh >= OVERLAP_FRESH_WORDS && shared.length / words.length >= OVERLAP_SHARE)
      return { span: reply.slice(start, end), start, end };
  }
  return null;
}

/** Why a reply cannot be right whatever words it holds. */
function doubtAbout(
  reply: string,
  { prompt, key }: OpenItem | CodeItem,
  language: string,
): { readonly reason: string; readonly partly: boolean } | null {
  if (contradictsItself(reply)) return { reason: "The reply says a thing and denies it.", partly: true };
  if (isWordPile(reply, new Set(contentStems(`${prompt}\n${key}`)), language))
    return { reason: "The reply lists words without saying what they do.", partly: true };
  const asked = new Set(contentStems(prompt));
  const said = contentStems(reply);
  const isCopy = said.length >= 4 && said.every((word) => asked.has(word)) && said.length / asked.size >= 0.7;
  return isCopy ? { reason: "The reply repeats the question.", partly: false } : null;
}

function isSameCode(reply: string, key: string): boolean {
  const [, fenced] = /```[^\n]*\n([\s\S]*?)```/.exec(key) ?? [];
  const code = withLayout(fenced ?? key);
  return code !== "" && withLayout(reply) === code;
}

/** Tokens, line breaks and changes of indentation: what the program is, whatever its spacing and comments. */
function withLayout(code: string): string {
  return readCodeBlock(code)
    .flatMap(({ tokens }) => tokens.map(({ text }) => text))
    .join(" ");
}

/** Signs that a program is written with and words are not; brackets and colons stand in words too, but not right behind a name or a keyword's line. */
const CODE_SIGNS = /[\p{L}\p{N}_]\(|[[\]{}=;<>+*/_]|```|^\s*(?:for|while|if|def|else|func)\b.*:/mu;

/** Whether a reply is words and holds no sign that a program is written with; quotation marks and full stops are in both. */
function isProse(reply: string): boolean {
  const words = reply.trim().split(/\s+/).length;
  return words >= (BEGINS_A_LINE.test(reply) ? MIN_PROSE_WORDS : MIN_PLAIN_WORDS) && !CODE_SIGNS.test(reply);
}

/** What words in place of a program say of the key points that an author has put in words; null where they say none. No point counts as met by that. */
function ideaIn(reply: string, points: readonly KeyPoint[]): Pick<Verdict, "idea" | "evaluation" | "quoted" | "reason"> | null {
  const worded = points.filter(({ in_words }) => in_words !== undefined);
  const said = worded.flatMap(({ in_words }) => safeMatch(in_words ?? [], reply, "text") ?? []);
  if (said.length === 0) return null;
  const idea = said.length === worded.length ? "whole" : "part";
  return {
    idea,
    evaluation: "partial",
    quoted: quoteFrom(reply, spanOver(said, reply)),
    reason: `Words in place of a program; they say ${said.length} of ${worded.length} ideas.`,
  };
}

const whole = (reply: string): Match => ({ span: reply.trim(), start: 0, end: reply.length });

/** What to quote for several points: all that they rest on where that is short enough to quote whole, else the longest of it. */
function spanOver(matches: readonly Match[], reply: string): string | null {
  const [first, ...others] = matches;
  if (!first) return null;
  const all = reply.slice(Math.min(...matches.map(({ start }) => start)), Math.max(...matches.map(({ end }) => end)));
  if (all.length <= MAX_QUOTE_CHARS) return all;
  return others.reduce((best, match) => (match.span.length > best.span.length ? match : best), first).span;
}

/** Other people's questions come with reference answers and nothing else. */
function withoutPatterns(
  reply: string,
  item: OpenItem,
  misconceptions: readonly Misconception[],
  language: string,
  weights: GraderWeights | undefined,
): Verdict {
  const compared = judgeByReference({ reply, item }, weights);
  const misconception = findMisconception(reply, misconceptions, "text");
  if (repeatsReference(reply, item)) return compared;
  const doubt = doubtAbout(reply, item, language);
  if (doubt !== null && (compared.evaluation === "correct" || !doubt.partly)) {
    const evaluation = doubt.partly ? "partial" : "wrong";
    return { ...compared, evaluation, met: [], missed: item.key_points.map(({ id }) => id), confidence: 0.6, reason: doubt.reason };
  }
  if (!misconception) return compared;
  const missed = item.key_points.map(({ id }) => id).filter((id) => !compared.met.includes(id));
  return {
    ...compared,
    evaluation: compared.evaluation === "correct" ? "partial" : compared.evaluation,
    missed: compared.evaluation === "correct" ? item.key_points.map(({ id }) => id) : missed,
    met: compared.evaluation === "correct" ? [] : compared.met,
    misconception_id: misconception.id,
    quoted: quoteFrom(reply, misconception.match.span),
  };
}

/** Whether somebody wrote the patterns with care: those drawn from pasted text are single words. */
function hasWrittenPatterns({ key_points }: OpenItem | CodeItem): boolean {
  return key_points.some(({ match }) => match.some((pattern) => /\s/.test(pattern.trim())));
}

/** Whether the patterns are words of a text, alone or side by side, with no other way to say any of them. */
function isDrawn({ key_points }: OpenItem): boolean {
  return key_points.every(({ match }) => match.every((pattern) => !/[|*_]/.test(pattern)));
}

/** Near the reference, yet no point was recognised: partly right at most, and said with little confidence. */
function inDoubt(compared: Verdict, { key_points }: OpenItem): Verdict {
  return {
    ...compared,
    evaluation: "partial",
    met: [],
    missed: key_points.map(({ id }) => id),
    confidence: 0.4,
    is_guess: true,
    reason: `${compared.reason} No key point was recognised, so this is a guess.`,
  };
}

/** How sure: high when all of it was recognised, low for words about the subject in which nothing was. */
function confidenceOf(reply: string, item: OpenItem | CodeItem, found: readonly Found[], isMisconception: boolean): number {
  const factor = !hasWrittenPatterns(item) && item.form === "open" ? SIMPLE_PATTERNS_FACTOR : 1;
  if (found.length === item.key_points.length && !isMisconception) return factor * (found.every(({ by }) => by === "pattern") ? 0.92 : 0.7);
  if (isMisconception) return factor * 0.85;
  if (found.length > 0) return factor * 0.75;
  const said = contentStems(reply);
  const known = new Set([...contentStems(item.prompt), ...contentStems(item.key)]);
  const onTopic = said.length === 0 ? 0 : said.filter((word) => known.has(word)).length / said.length;
  return factor * (onTopic >= 0.5 ? 0.45 : 0.7);
}

function reasonOf(met: readonly string[], missed: readonly string[], misconception: string | null): string {
  const parts = [
    met.length > 0 ? `Key points met: ${met.join(", ")}.` : "No key point was found.",
    missed.length > 0 ? `Missed: ${missed.join(", ")}.` : "",
    misconception === null ? "" : `Known misconception: ${misconception}.`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}
