import { BEFORE_NAMES, BEFORE_VERBS } from "./function-words.ts";
import { runsOf, readWords, type Word } from "./words.ts";

/** One part of what is to be taught; anything but the title may be empty. */
export interface ConceptSource {
  readonly title: string;
  readonly objectives: readonly string[];
  readonly text: string;
}

/** What was counted of a run of words that may be the name of a concept. */
export interface Candidate {
  readonly key: string;
  readonly stems: readonly string[];
  /** Every way in which it is written, with how often. */
  readonly written: Map<string, number>;
  /** How often it stands in the text of each section, and in its title or objectives. */
  readonly in_section: Map<number, number>;
  readonly planned_in: Map<number, number>;
  count: number;
  /** How often it stands alone: no further word before it, behind it, on both sides. */
  alone_before: number;
  alone_behind: number;
  whole: number;
  capital: number;
  after_name_word: number;
  after_verb_word: number;
  begins_sentence: number;
  in_quotes: number;
  in_heading: number;
  in_title: number;
  in_objective: number;
  /** Times at which a sentence says what it is ("A norm is a …"), and at which it is named ("… is called a norm"). */
  explained: number;
  maybe_explained: number;
  /** … in a sentence that begins with it. */
  opens_explained: number;
  named: number;
  /** The largest count of a longer candidate that contains it. */
  within: number;
  /** Section and offset where it is first met, and where it is first explained or named. */
  first: Place;
  told: Place | null;
}

export interface Place {
  readonly section: number;
  readonly at: number;
}

const MAX_WORDS = 4;
/** A section's title says what it teaches; so many objectives say as much. */
const TITLE_COUNTS_FOR = 4;
const NEARBY_CHARS = 48;
/** What follows a term that is being explained. */
const EXPLAINS =
  /^["”’'*_]*\s*(?:\([^()\n]{1,60}\)\s*)?(?:(?:is|are|was|were) (?:an?|the|any|one|when|how|defined|essentially|simply|another|what|our|your|their|called|known)\b|(?:refers?|referring|referred) to\b|means? (?:that|the|an?)\b|describes?\b|occurs? when\b|happens when\b|consists? of\b|involves?\b|, (?:or|which (?:is|are|refers|means|involves|describes)|meaning|defined as|also (?:called|known)|that is|in which|the (?:process|study|idea|belief|tendency|ability|practice|use|act|degree|state|view))\b)/i;
/** … or that may be. */
const MAY_EXPLAIN = /^["”’'*_]*\s*(?:: |, an? |—|\(|(?:is|are) \p{Ll})/u;
/** … and what goes before one that is being named. */
const NAMES =
  /(?:\bthe (?:term|concept|idea|notion|phrase|theory|field|study|process|phenomenon|practice|principle)s?(?: of)?|\b(?:called|termed|named|labell?ed|dubbed|coined)(?: the)?(?: term)?|\b(?:known|referred to|defined|described|refer to (?:this|these|it|them)|refers to (?:this|these|it)) as|\bterms?|, or)\s*(?:an? |the )?["“‘'*_]*$/i;
const QUOTED_BEFORE = /["“‘*_]$/;
const QUOTED_BEHIND = /^[.,;]?["”’*_]/;

/** Everything in the sections that may be a concept's name, by its stems, in the order in which it is met. Linear in their length. */
export function readCandidates(sections: readonly ConceptSource[]): Map<string, Candidate> {
  const candidates = new Map<string, Candidate>();
  for (const [section, { title, objectives, text }] of sections.entries()) {
    readPart(candidates, title, section, -2_000, (candidate) => {
      candidate.in_title += 1;
      candidate.planned_in.set(section, (candidate.planned_in.get(section) ?? 0) + TITLE_COUNTS_FOR);
    });
    for (const [at, objective] of objectives.entries())
      readPart(candidates, objective, section, at * 100 - 1_000, (candidate) => {
        candidate.in_objective += 1;
        candidate.planned_in.set(section, (candidate.planned_in.get(section) ?? 0) + 1);
      });
    for (const { line, at, isHeading } of linesOf(text))
      readPart(candidates, line, section, at, (candidate, isWhole) => {
        if (isHeading) candidate.in_heading += 1;
        else {
          candidate.count += 1;
          candidate.in_section.set(section, (candidate.in_section.get(section) ?? 0) + 1);
          if (isWhole) candidate.whole += 1;
        }
      });
  }
  for (const candidate of candidates.values())
    for (let from = 0; from < candidate.stems.length; from++)
      for (let to = from + 1; to <= candidate.stems.length; to++) {
        const inner = to - from < candidate.stems.length ? candidates.get(candidate.stems.slice(from, to).join(" ")) : undefined;
        if (inner) inner.within = Math.max(inner.within, candidate.count);
      }
  return candidates;
}

function linesOf(text: string): { line: string; at: number; isHeading: boolean }[] {
  let at = 0;
  return text.split("\n").map((line) => {
    const place = at;
    at += line.length + 1;
    const isShort = line.length <= 80 && /^\s*\p{Lu}/u.test(line) && !/[.!?,;:…]["”’)]*\s*$/.test(line);
    return { line, at: place, isHeading: /^\s*#{1,6}\s/.test(line) || isShort };
  });
}

function readPart(
  candidates: Map<string, Candidate>,
  text: string,
  section: number,
  offset: number,
  mark: (candidate: Candidate, isWhole: boolean) => void,
): void {
  const words = readWords(text);
  const places = new Map(words.map((word, at) => [word, at]));
  for (const run of runsOf(words)) {
    const begins = run[0] === undefined ? 0 : (places.get(run[0]) ?? 0);
    const before = words[begins - 1];
    const start = run[0]?.at ?? 0;
    const last = run.at(-1);
    const end = (last?.at ?? 0) + (last?.text.length ?? 0);
    const ahead = text.slice(Math.max(0, start - NEARBY_CHARS), start);
    const behind = text.slice(end, end + NEARBY_CHARS);
    const isExplained = EXPLAINS.test(behind);
    const opens =
      run[0]?.begins_sentence === true || (before !== undefined && before.begins_sentence && /^(?:an?|the|in)$/.test(before.lower));
    const mayBeExplained = !isExplained && MAY_EXPLAIN.test(behind);
    const isNamed = NAMES.test(ahead);
    const isQuoted = QUOTED_BEFORE.test(ahead) && QUOTED_BEHIND.test(behind);
    for (let from = 0; from < run.length; from++)
      for (let to = from + 1; to <= Math.min(run.length, from + MAX_WORDS); to++) {
        const part = run.slice(from, to);
        const candidate = candidateOf(candidates, part, { section, at: offset + (part[0]?.at ?? 0) });
        const isFirst = from === 0;
        const isLast = to === run.length;
        mark(candidate, isFirst && isLast);
        const name = part.map((word) => word.text).join(" ");
        candidate.written.set(name, (candidate.written.get(name) ?? 0) + 1);
        if (isFirst) candidate.alone_before += 1;
        if (isLast) candidate.alone_behind += 1;
        if (part.every((word) => word.is_capital)) candidate.capital += 1;
        if (part[0]?.begins_sentence) candidate.begins_sentence += 1;
        if (isFirst && before && !before.ends && BEFORE_NAMES.has(before.lower)) candidate.after_name_word += 1;
        if (isFirst && before && !before.ends && BEFORE_VERBS.has(before.lower)) candidate.after_verb_word += 1;
        if (isQuoted && isFirst && isLast) candidate.in_quotes += 1;
        if (mayBeExplained && isLast && (isFirst || part.length > 1)) candidate.maybe_explained += 1;
        if (isExplained && opens && isFirst && isLast) candidate.opens_explained += 1;
        const tells = (isExplained && isLast && (isFirst || part.length > 1)) || (isNamed && isFirst && (isLast || part.length > 1));
        if (isExplained && isLast && (isFirst || part.length > 1)) candidate.explained += 1;
        if (isNamed && isFirst && (isLast || part.length > 1)) candidate.named += 1;
        if (tells) candidate.told ??= { section, at: offset + (part[0]?.at ?? 0) };
      }
  }
}

function candidateOf(candidates: Map<string, Candidate>, part: readonly Word[], first: Place): Candidate {
  const stems = part.map((word) => word.stem);
  const key = stems.join(" ");
  const known = candidates.get(key);
  if (known) return known;
  const candidate: Candidate = {
    key,
    stems,
    written: new Map(),
    in_section: new Map(),
    planned_in: new Map(),
    count: 0,
    alone_before: 0,
    alone_behind: 0,
    whole: 0,
    capital: 0,
    after_name_word: 0,
    after_verb_word: 0,
    begins_sentence: 0,
    in_quotes: 0,
    in_heading: 0,
    in_title: 0,
    in_objective: 0,
    explained: 0,
    maybe_explained: 0,
    opens_explained: 0,
    named: 0,
    within: 0,
    first,
    told: null,
  };
  candidates.set(key, candidate);
  return candidate;
}
