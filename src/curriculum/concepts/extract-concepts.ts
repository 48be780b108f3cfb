import { candidateFeatures, mostWritten } from "./candidate-features.ts";
import { type Candidate, type ConceptSource, readCandidates } from "./candidates.ts";
import { CANDIDATE_WEIGHTS } from "./concept-weights.ts";
import { plannedConcepts } from "./planned-concepts.ts";

/** A concept of what is to be taught, as the sections themselves name it. */
export interface Concept {
  readonly name: string;
  readonly stems: readonly string[];
  /** The section that teaches it, from 0. */
  readonly section: number;
  /** Where in that section: titles come before objectives, objectives before the text. */
  readonly at: number;
  /** How likely an author would list it among the terms of the chapter, 0 to 1; 1 for all when there is no text to tell by. */
  readonly probability: number;
  /** Offset in the section's text where it is explained or named; null where the text does not. */
  readonly told_at: number | null;
}

export interface ExtractOptions {
  /** Words of text for each concept that is proposed. */
  readonly words_per_concept?: number;
  /** In place of the weights that were learned (`scripts/train-paths.ts`). */
  readonly weights?: readonly number[];
}

/** Authors list about one term for 220 to 430 words of a textbook (two of OpenStax); two to four times as many are proposed. */
const WORDS_PER_CONCEPT = 100;
const MIN_CONCEPTS = 8;
/** A planned name that the text hardly treats as a term is not kept. */
const MIN_PLANNED_PROBABILITY = 0.02;
/** Beside a general term that is so likely, its compounds must be very likely: “gender” is a concept, “same gender” is none. */
const GENERAL_PROBABILITY = 0.05;
const MIN_COMPOUND_PROBABILITY = 0.8;
/** Where a term is taught: what counts beside the share of its mentions, which is at most 1. */
const TOLD_WEIGHT = 1;
const PLANNED_WEIGHT = 2;
const WEIGHT_OF_EACH_PLAN = 0.5;
const KIN_WEIGHT = 1;

interface Scored {
  readonly candidate: Candidate;
  readonly probability: number;
}

/**
 * The concepts of a chapter or of pasted material, in the order of the text: names that stand in titles, objectives and text, chosen by what tells a
 * term from other words. Without any text, what titles and objectives name. Nothing is invented.
 */
export function extractConcepts(sections: readonly ConceptSource[], options: ExtractOptions = {}): Concept[] {
  const planned = plannedConcepts(sections);
  const total = wordsOf(sections);
  if (total === 0) return planned.map(({ name, stems, section, at }) => ({ name, stems, section, at, probability: 1, told_at: null }));
  const chosen = choose([...readCandidates(sections).values()], planned, total, options);
  const own = chosen.map(({ candidate }) => weightsBySection(candidate, sections.length));
  const places = own.map((weights) => weights.indexOf(Math.max(...weights)));
  return chosen
    .map(({ candidate, probability }, index): Concept => {
      const kin = chosen.flatMap((other, at) =>
        isKind(other.candidate, candidate) ? [{ section: places[at] ?? 0, weight: KIN_WEIGHT * Math.sqrt(other.probability) }] : [],
      );
      const { section, at } = placeOf(candidate, own[index] ?? [], kin);
      const { told } = candidate;
      return {
        name: nameOf(candidate),
        stems: candidate.stems,
        section,
        at,
        probability,
        told_at: told?.section === section ? told.at : null,
      };
    })
    .sort((a, b) => a.section - b.section || a.at - b.at);
}

/** Running words of all texts. */
export function wordsOf(sections: readonly ConceptSource[]): number {
  return sections.reduce((sum, { text }) => sum + (text.trim() === "" ? 0 : text.trim().split(/\s+/).length), 0);
}

function choose(
  candidates: readonly Candidate[],
  planned: readonly { readonly stems: readonly string[] }[],
  total: number,
  { words_per_concept = WORDS_PER_CONCEPT, weights = CANDIDATE_WEIGHTS }: ExtractOptions,
): Scored[] {
  const most = Math.max(MIN_CONCEPTS, Math.round(total / words_per_concept));
  const wanted = new Set(planned.map(({ stems }) => stems.join(" ")));
  const likely = candidates
    .filter((candidate) => candidate.count > 0)
    .map((candidate): Scored => ({ candidate, probability: probabilityOf(candidate, total, weights) }))
    .sort((a, b) => b.probability - a.probability)
    .filter(({ candidate, probability }, at) => at < most || (wanted.has(candidate.key) && probability >= MIN_PLANNED_PROBABILITY));
  const general = likely.filter(
    ({ candidate, probability }) =>
      candidate.stems.length === 1 && probability >= GENERAL_PROBABILITY && candidate.within < candidate.count,
  );
  return likely.filter(
    ({ candidate, probability }) =>
      probability > MIN_COMPOUND_PROBABILITY || candidate.planned_in.size > 0 || !general.some((one) => isKind(candidate, one.candidate)),
  );
}

function probabilityOf(candidate: Candidate, total: number, weights: readonly number[]): number {
  const z = candidateFeatures(candidate, total).reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0);
  return 1 / (1 + Math.exp(-z));
}

/** "Lucid dreams" are a kind of "dreams", as far as names tell. */
function isKind(candidate: Candidate, general: Candidate): boolean {
  return candidate.stems.length > general.stems.length && general.stems.every((stem) => candidate.stems.includes(stem));
}

/** A name keeps its capitals where the text always gives it some. */
function nameOf(candidate: Candidate): string {
  const name = mostWritten(candidate);
  const isName = candidate.capital > candidate.count / 2 || /\p{L}\p{Lu}/u.test(name);
  return isName ? name : name.toLowerCase();
}

/** How much of a candidate is in each section: it is taught where it is planned or explained, and most spoken of. */
function weightsBySection(candidate: Candidate, sections: number): number[] {
  return Array.from({ length: sections }, (_, section) => {
    const planned = candidate.planned_in.get(section) ?? 0;
    return (
      (candidate.in_section.get(section) ?? 0) / Math.max(1, candidate.count) +
      (candidate.told?.section === section ? TOLD_WEIGHT : 0) +
      (planned > 0 ? PLANNED_WEIGHT + WEIGHT_OF_EACH_PLAN * planned : 0)
    );
  });
}

/** A general term is taught where its kinds are, all else being equal. */
function placeOf(
  candidate: Candidate,
  own: readonly number[],
  kin: readonly { readonly section: number; readonly weight: number }[],
): { section: number; at: number } {
  const weights = own.map((weight, at) => kin.reduce((sum, { section, weight: more }) => sum + (section === at ? more : 0), weight));
  const section = weights.indexOf(Math.max(...weights));
  const at = [candidate.told, candidate.first].find((place) => place?.section === section)?.at ?? 0;
  return { section, at };
}
