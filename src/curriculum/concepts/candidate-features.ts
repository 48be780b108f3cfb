import type { Candidate } from "./candidates.ts";
import { levelsOf } from "./familiarity.ts";

/** What tells the name of a concept from other runs of words, in the order of the weights. */
export const CANDIDATE_FEATURES = [
  "bias",
  "log_count",
  "share_of_text",
  "two_words",
  "three_words",
  "four_words",
  "two_words_often",
  "alone_before",
  "alone_behind",
  "not_within",
  "explained",
  "explained_share",
  "opens_explained",
  "opens_explained_often",
  "whole",
  "maybe_explained",
  "named",
  "named_share",
  "quoted",
  "heading",
  "title",
  "objective",
  "one_section",
  "capital",
  "after_name_word",
  "after_verb_word",
  "abstract_ending",
  "verb_ending",
  "adjective_ending",
  "plural",
  "everyday_word",
  "unknown_word",
  "letters",
  "hyphen",
  "told_and_often",
] as const;

const ABSTRACT = /(?:isms?|ity|ities|tions?|sions?|ments?|ness|ship|hood|logy|logies|ics|ance|ence|ances|ences|omy|sis|ure|cy|graphy|ory)$/;
const VERBAL = /(?:ed|ing|ize|ise|izes|ises|ate|ates)$/;
const ADJECTIVE = /(?:al|ic|ive|ous|ary|ful|less|able|ible|ian|ist|ish)$/;
const part = (some: number, all: number): number => (all === 0 ? 0 : some / all);

/** The features of a candidate of a text with `total` running words. */
export function candidateFeatures(candidate: Candidate, total: number): number[] {
  const written = mostWritten(candidate).toLowerCase();
  const words = written.split(" ");
  const head = words.at(-1) ?? "";
  const count = candidate.count;
  const all = count + candidate.in_title + candidate.in_objective + candidate.in_heading;
  const levels = levelsOf(words);
  const known = levels.filter((level) => level !== null);
  const told = Math.min(3, candidate.explained + candidate.named);
  return [
    1,
    Math.log1p(count),
    Math.log1p((count * 10_000) / Math.max(1_000, total)),
    words.length === 2 ? 1 : 0,
    words.length === 3 ? 1 : 0,
    words.length >= 4 ? 1 : 0,
    words.length >= 2 ? Math.log1p(count) : 0,
    part(candidate.alone_before, all),
    part(candidate.alone_behind, all),
    1 - Math.min(1, part(candidate.within, Math.max(1, count))),
    Math.min(3, candidate.explained) / 3,
    part(candidate.explained, all),
    Math.min(2, candidate.opens_explained) / 2,
    candidate.opens_explained > 0 && count > 2 ? 1 : 0,
    part(candidate.whole, count),
    Math.min(3, candidate.maybe_explained) / 3,
    Math.min(3, candidate.named) / 3,
    part(candidate.named, all),
    Math.min(2, candidate.in_quotes),
    Math.min(2, candidate.in_heading),
    Math.min(1, candidate.in_title),
    Math.min(2, candidate.in_objective),
    part(Math.max(0, ...candidate.in_section.values()), Math.max(1, count)),
    part(candidate.capital, all),
    part(candidate.after_name_word, all),
    part(candidate.after_verb_word, all),
    ABSTRACT.test(head) ? 1 : 0,
    VERBAL.test(head) ? 1 : 0,
    ADJECTIVE.test(head) ? 1 : 0,
    /[^s]s$/.test(head) ? 1 : 0,
    known.length === levels.length && Math.max(0, ...known) <= 1 ? 1 : 0,
    part(levels.length - known.length, levels.length),
    Math.max(...words.map((word) => word.length)) / 10,
    /-/.test(written) ? 1 : 0,
    told * Math.log1p(count),
  ];
}

/** The form in which it is written most often; of equals the first. */
export function mostWritten({ written }: Candidate): string {
  let best = "";
  let most = 0;
  for (const [form, times] of written) if (times > most) [best, most] = [form, times];
  return best;
}
