import { readSentences } from "../../curriculum/text.ts";
import { isContent } from "../../curriculum/token.ts";

/** What judging an attempt by its item's key comes to, before it is written out as an evaluation. */
export interface Verdict {
  readonly evaluation: "correct" | "partial" | "wrong";
  /** Ids of key points; empty for forms that have none. */
  readonly met: readonly string[];
  readonly missed: readonly string[];
  readonly misconception_id: string | null;
  /** Verbatim span of the reply. */
  readonly quoted: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** Whether it is little more than a guess: nothing was recognised, and the comparison with the reference could go either way. */
  readonly is_guess?: boolean;
  /** Whether a program was asked for and the reply is words: which of its parts are missing says nothing then. */
  readonly is_prose?: boolean;
  /** How much of what the program has to do such words say; absent where they say none of it, or nobody wrote down how it sounds in words. */
  readonly idea?: "whole" | "part";
  /** Whether it cannot be told which option of a choice the learner means: nothing is held against them then. */
  readonly is_unread?: boolean;
  /** What a number lacks that is right but for it: the sum was not worked out, it was rounded, it is in another unit or could be written with smaller numbers. */
  readonly short_of?: "result" | "exactness" | "unit" | "lowest_terms";
  /** One sentence for the log: what the verdict rests on. */
  readonly reason: string;
}

/** A quote longer than this is cut at a word. UTF-16 code units. */
export const MAX_QUOTE_CHARS = 160;

/**
 * A verbatim piece of the reply to rest a verdict on, at most 160 characters: the span that was recognised, or else the clause that says most.
 * Empty only for a reply of white space.
 */
export function quoteFrom(reply: string, span: string | null): string {
  return cut(span !== null && span !== "" && reply.includes(span) ? inWholeWords(span, reply) : mostTelling(reply));
}

/** The span with the rest of the words and of the piece of code that it begins or ends in: "`print(day)` runs" sooner than "(day)` runs". */
function inWholeWords(span: string, reply: string): string {
  const at = reply.indexOf(span);
  let start = at - (/\S*$/.exec(reply.slice(0, at))?.[0].length ?? 0);
  let end = at + span.length + (/^\S*?(?=[.,;:!?]*(?:\s|$))/.exec(reply.slice(at + span.length))?.[0].length ?? 0);
  // Code stands between two such signs: the first is outside where an odd number of them comes before.
  if (countTicks(reply.slice(0, start)) % 2 === 1) start = reply.lastIndexOf("`", start);
  if (countTicks(reply.slice(start, end)) % 2 === 1 && reply.includes("`", end)) end = reply.indexOf("`", end) + 1;
  return reply.slice(start, end);
}

const countTicks = (text: string): number => text.split("`").length - 1;

function mostTelling(reply: string): string {
  const trimmed = reply.trim();
  if (trimmed.length <= MAX_QUOTE_CHARS) return trimmed;
  const sentences = readSentences(reply).map(({ start, end, tokens }) => ({
    text: reply.slice(start, end),
    weight: tokens.filter(isContent).length,
  }));
  return sentences.reduce((best, sentence) => (sentence.weight > best.weight ? sentence : best), { text: trimmed, weight: 0 }).text;
}

function cut(text: string): string {
  if (text.length <= MAX_QUOTE_CHARS) return text;
  const head = text.slice(0, MAX_QUOTE_CHARS);
  const space = head.lastIndexOf(" ");
  // A cut must not part a surrogate pair.
  return (space > MAX_QUOTE_CHARS / 2 ? head.slice(0, space) : head.replace(/[\uD800-\uDBFF]$/, "")).trimEnd();
}
