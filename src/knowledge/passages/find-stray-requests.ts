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
  readonly terms: readonly string[];
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
  const chapters = new Map<string, Map<string, number>>();
  const counts = passages.map((passage) => countTerms(passage));
  for (const [at, { anchor }] of passages.entries()) {
    const chapter = chapters.get(anchor.headings[0] ?? "") ?? new Map<string, number>();
    chapters.set(anchor.headings[0] ?? "", chapter);
    for (const [term, count] of counts[at] ?? []) chapter.set(term, (chapter.get(term) ?? 0) + count);
  }
  return passages.flatMap((passage, at) => {
    const sentences = readSentences(passage.text);
    const beside = [counts[at - 1], counts[at], counts[at + 1]];
    const chapter = [chapters.get(passage.anchor.headings[0] ?? "")];
    return sentences
      .filter((sentence, place) => sentence.alone && !isExercise(sentences, place) && isStray(sentence, beside, chapter))
      .map(({ start, end }) => ({ passage, start, end }));
  });
}

type Counts = ReadonlyMap<string, number>;

function countTerms({ text, anchor }: Passage): Counts {
  const counts = new Map<string, number>();
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
    const terms = topicOf(readQuery(bare.replace(ORDER, ""))).ordered.filter((term) => !NUMBER.test(term));
    if (terms.length === 0) return [];
    const orders = ORDER.test(bare);
    const asks = orders || QUESTION.test(bare) || bare.endsWith("?");
    const alone = (orders || QUESTION.test(bare)) && !POINTING.test(bare.replace(ORDER, "").replace(QUOTED, ""));
    return [{ start: from, end: from + bare.length, terms, asks, alone }];
  });
}

function isExercise(sentences: readonly Sentence[], place: number): boolean {
  return sentences.slice(Math.max(0, place - EXERCISE_SENTENCES), place + EXERCISE_SENTENCES + 1).filter(({ asks }) => asks).length > 1;
}

function isStray({ terms }: Sentence, beside: readonly (Counts | undefined)[], chapter: readonly (Counts | undefined)[]): boolean {
  const own = new Map<string, number>();
  for (const term of terms) own.set(term, (own.get(term) ?? 0) + 1);
  const isKnown = (around: readonly (Counts | undefined)[]) => (term: string) =>
    around.reduce((sum, counts) => sum + (counts?.get(term) ?? 0), 0) > (own.get(term) ?? 0);
  const all = [...own.keys()];
  const near = all.filter(isKnown(beside)).length;
  if (all.length - near < MIN_NEW_TERMS) return false;
  return near <= NEAR * all.length || (near <= NEAR_WHERE_FAR * all.length && all.filter(isKnown(chapter)).length <= FAR * all.length);
}
