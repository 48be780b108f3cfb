import type { Passage } from "../../protocol/course.schema.ts";
import { termsOf } from "../index/index-terms.ts";
import { topicOf } from "../retrieve/judge-sources.ts";
import { readQuery } from "../retrieve/read-query.ts";
import { sentenceEnds } from "./sentence-ends.ts";

/** A sentence in a passage. UTF-16 offsets, `end` exclusive. */
export interface StrayRequest {
  readonly passage: Passage;
  readonly start: number;
  readonly end: number;
}

const TASK =
  "write|draft|compose|develop|provide|give|create|generate|produce|translate|summari[sz]e|explain|describe|break down|list|tell|show|convert|rewrite|paraphrase|calculate|solve|define|discuss|compare|name|identify|outline|prove|suggest|recommend|implement|answer|correct|spell|say|fix|code|debug|render|print";
const ORDER = new RegExp(
  `^(?:please,? |kindly |also,? |now,? |then,? )*(?:(?:can|could|would|will) you (?:please )?|how (?:do|can|would) (?:i|you) )?(?:${TASK})\\b`,
  "i",
);
const QUESTION =
  /^(?:what(?:['’]s| is| are| was| were)|who|whose|where|when|why|how (?:do|does|did|can|to|many|much|is|are))\b.*\?["'”’)]*$/is;
/** Words that point at what stands around them, or that speak with the reader: a textbook does so all the time. */
const POINTING =
  /\b(?:this|these|those|they|them|their|it|its|he|she|his|her|him|we|us|our|you|your|my|above|below|figure|table|chapter|section|text|which of)\b/i;

const QUOTED = /["“‘'][^"“”‘’'\n]{0,200}["”’']/gu;
const NUMBER = /^\p{N}+$/u;

// Chosen on the two development textbooks with their authors' exercises, and requests planted between their sentences (scripts/eval-guard.ts).
/** A term is new in nearly any sentence. */
const MIN_NEW_TERMS = 2;
/** Of a sentence's terms, the share that the passages beside it know at most. */
const NEAR = 1 / 2;
/** A little more may be known there where the chapter knows few of them. */
const [NEAR_WHERE_FAR, FAR] = [2 / 3, 3 / 4];
/** Where a book asks its readers, questions stand together: another one within so many sentences. */
const EXERCISE_SENTENCES = 2;

interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly asks: boolean;
  /** It asks, and stands for itself. */
  readonly alone: boolean;
}

/**
 * Requests that have nothing to do with the passages around them ("Write a poem about the sea" amid a chapter on memory): somebody may have put them there for
 * whoever reads the document by machine. Exercises are about their chapter and stand together. English only. A note for the teacher, and no more than that.
 *
 * @param passages of one document, in order
 */
export function findStrayRequests(passages: readonly Passage[]): StrayRequest[] {
  // Of a book nearly all passages ask for nothing, and its words as counts would be as large as the book: only what is asked about is counted.
  let chapter: { readonly heading: string; readonly counts: Counts } | null = null;
  const countChapter = (heading: string): Counts => {
    if (chapter?.heading !== heading)
      chapter = { heading, counts: countTerms(passages.filter(({ anchor }) => headingOf(anchor) === heading)) };
    return chapter.counts;
  };
  return passages.flatMap((passage, at) => {
    const sentences = readSentences(passage.text);
    const alone = sentences.filter((sentence, place) => sentence.alone && !isExercise(sentences, place));
    if (alone.length === 0) return [];
    const beside = countTerms(passages.slice(Math.max(0, at - 1), at + 2));
    return alone
      .filter((sentence) => isStray(sentence, beside, () => countChapter(headingOf(passage.anchor))))
      .map(({ start, end }) => ({ passage, start, end }));
  });
}

const headingOf = ({ headings }: Passage["anchor"]): string => headings[0] ?? "";

type Counts = ReadonlyMap<string, number>;

function countTerms(passages: readonly Passage[]): Counts {
  const counts = new Map<string, number>();
  for (const { text, anchor } of passages)
    for (const term of termsOf(`${anchor.headings.join(" ")} ${text}`)) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

function readSentences(text: string): Sentence[] {
  let start = 0;
  return sentenceEnds(text).flatMap((end): Sentence[] => {
    const whole = text.slice(start, end);
    const bare = whole.trim();
    const from = start + whole.indexOf(bare);
    start = end;
    if (!/\p{L}/u.test(bare)) return [];
    const orders = ORDER.test(bare);
    const asks = orders || QUESTION.test(bare) || bare.endsWith("?");
    const alone = (orders || QUESTION.test(bare)) && !POINTING.test(bare.replace(ORDER, "").replace(QUOTED, ""));
    return [{ start: from, end: from + bare.length, text: bare, asks, alone }];
  });
}

function isExercise(sentences: readonly Sentence[], place: number): boolean {
  return sentences.slice(Math.max(0, place - EXERCISE_SENTENCES), place + EXERCISE_SENTENCES + 1).filter(({ asks }) => asks).length > 1;
}

function isStray({ text }: Sentence, beside: Counts, chapter: () => Counts): boolean {
  const own = new Map<string, number>();
  const terms = topicOf(readQuery(text.replace(ORDER, ""))).ordered.filter((term) => !NUMBER.test(term));
  for (const term of terms) own.set(term, (own.get(term) ?? 0) + 1);
  const knownIn = (counts: Counts): number => [...own].filter(([term, times]) => (counts.get(term) ?? 0) > times).length;
  const near = knownIn(beside);
  if (own.size - near < MIN_NEW_TERMS) return false;
  return near <= NEAR * own.size || (near <= NEAR_WHERE_FAR * own.size && knownIn(chapter()) <= FAR * own.size);
}
