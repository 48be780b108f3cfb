import { remember } from "../../shared/remember.ts";
import { findAddresses } from "./find-addresses.ts";
import { findCodes } from "./find-codes.ts";
import { findNames } from "./find-names.ts";
import { findNumbers } from "./find-numbers.ts";
import { findTold } from "./find-told.ts";
import type { PersonalSpan, PersonalType } from "./personal-span.ts";

/** Who wins where two finds overlap: what is certain by its form, then what was told, then what was guessed. */
const RANK: Readonly<Record<PersonalType, number>> = {
  email: 0,
  url: 0,
  iban: 0,
  mac: 0,
  ip: 0,
  ssn: 1,
  card: 1,
  secret: 1,
  birth: 2,
  address: 3,
  id: 4,
  phone: 5,
  handle: 6,
  name: 7,
  place: 8,
  age: 9,
};

/**
 * What looks personal in one message, overlaps and the lesson's words included. The same lines of a conversation stand in the prompts of all agents, turn
 * after turn, and reading them is most of what the guard costs.
 */
const findInMessage = remember(
  (text): readonly PersonalSpan[] => [
    ...findCodes(text),
    ...(/\d/.test(text) ? findNumbers(text) : []),
    ...findTold(text),
    ...findAddresses(text),
    ...findNames(text),
  ],
  { entries: 256, chars: 4_000 },
);

/** Where the agents' prompts go from one message of a conversation to the next: nothing that is personal goes on from one speaker to another. */
const NEXT_SPEAKER = /(?<=\n\n)(?=(?:TUTOR|LEARNER|Tutor|Learner): )/;

function findEverything(text: string): PersonalSpan[] {
  let from = 0;
  return text.split(NEXT_SPEAKER).flatMap((message) => {
    const offset = from;
    from += message.length;
    return findInMessage(message).map((span) => ({ ...span, start: span.start + offset, end: span.end + offset }));
  });
}

/**
 * Personal data in a text, in order and without overlaps. `allow` are the lesson's own words (concepts, glossary, passages): what they say survives.
 * Linear in the length of the text; never throws.
 */
export function findPersonalData(text: string, allow: Allowed = ALLOW_NOTHING): PersonalSpan[] {
  const found = findEverything(text).filter(({ start, end, type }) => !isAllowed(text.slice(start, end), type, allow));
  found.sort((a, b) => RANK[a.type] - RANK[b.type] || b.end - b.start - (a.end - a.start) || a.start - b.start);
  const kept: PersonalSpan[] = [];
  /** Whose each character is: an index of `kept` and one more, 0 for nobody's. */
  const owners = new Uint32Array(text.length);
  for (const span of found) {
    const owner = owners.subarray(span.start, span.end).find((index) => index > 0) ?? 0;
    const rival = kept[owner - 1];
    if (!rival) owners.fill(kept.push(span), span.start, span.end);
    // Two finds of one address: the street and, by another cue, the flat.
    else if (rival.type === "address" && span.type === "address") {
      kept[owner - 1] = { ...rival, start: Math.min(rival.start, span.start), end: Math.max(rival.end, span.end) };
      owners.fill(owner, span.start, span.end);
    }
  }
  return withoutOverlaps(kept.sort((a, b) => a.start - b.start));
}

/** A lesson's own words, ready to be looked up. */
export interface Allowed {
  /** Whether a word, in lower case, is one of them. */
  has(word: string): boolean;
}

const ALLOW_NOTHING: Allowed = new Set<string>();
const TERM = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’.@:/+-]*[\p{L}\p{N}]|[\p{L}\p{N}]/gu;

/** Reads the texts of a lesson once: its terms, the people and things in them, the numbers and addresses of its examples. */
export function allowFrom(texts: readonly string[]): Allowed {
  const words = new Set<string>();
  for (const text of texts) for (const [term] of text.matchAll(TERM)) words.add(bare(term));
  return words;
}

function isAllowed(value: string, type: PersonalType, allowed: Allowed): boolean {
  const terms = [...value.matchAll(TERM)].map(([term]) => bare(term));
  if (terms.length === 0) return false;
  return terms.every((term) => allowed.has(term)) || (type === "name" && allowed.has(terms.at(-1) ?? ""));
}

const bare = (term: string): string => term.toLowerCase().replace(/['’]s$/, "");

/** After a span has grown, what it has grown over goes. */
function withoutOverlaps(spans: readonly PersonalSpan[]): PersonalSpan[] {
  const kept: PersonalSpan[] = [];
  for (const span of spans) if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span);
  return kept;
}
