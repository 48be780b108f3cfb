import type { ChapterTerm } from "./chapter-terms.ts";

/** From so many sentences further on a term is another subject, unless the names say otherwise. */
const FAR = 40;
/** So many sentences further on a term counts half as near. */
const HALF_WAY = 60;

/**
 * Other terms of the documents that a learner could take for this one, the likeliest first: names that share a word, or stand near. Its own kinds and its
 * own genus are none: what is said of them may be true of it as well.
 */
export function neighboursOf(term: ChapterTerm, terms: readonly ChapterTerm[]): ChapterTerm[] {
  return terms
    .filter((other) => other !== term && other.sentence !== term.sentence && !isKin(other, term) && !isKin(term, other))
    .map((other) => ({ other, likeness: likeness(term, other) }))
    .sort((a, b) => b.likeness - a.likeness || a.other.sentence.at - b.other.sentence.at)
    .map(({ other }) => other);
}

/** Whether two terms stand so near, in the text or by their names, that it is worth telling them apart. */
export function areComparable(term: ChapterTerm, other: ChapterTerm): boolean {
  return term.stems.some((stem) => other.stems.includes(stem)) || Math.abs(term.sentence.at - other.sentence.at) <= FAR;
}

const isKin = (some: ChapterTerm, others: ChapterTerm): boolean => some.stems.every((stem) => others.stems.includes(stem));

function likeness(term: ChapterTerm, other: ChapterTerm): number {
  const shared = term.stems.filter((stem) => other.stems.includes(stem)).length;
  const distance = Math.abs(term.sentence.at - other.sentence.at);
  const number = /s$/.test(term.name) === /s$/.test(other.name) ? 0.5 : 0;
  const isName = /^\p{Lu}/u.test(term.name) === /^\p{Lu}/u.test(other.name) ? 0.5 : 0;
  return shared + number + isName + other.probability / 2 + HALF_WAY / (HALF_WAY + distance);
}
