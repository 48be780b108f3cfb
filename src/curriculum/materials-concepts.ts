import { type Concept, extractConcepts } from "./concepts/extract-concepts.ts";
import type { MaterialSection } from "./materials-text.ts";
import { contentStems } from "./text.ts";

/** A section of pasted text with the concepts that it teaches, the likeliest first. */
export interface TaughtSection {
  readonly section: MaterialSection;
  /** How much its best sentences say, in any unit. */
  readonly weight: number;
  readonly concepts: readonly Concept[];
  /** Names of what it speaks of, whether it explains them or not, the likeliest first. */
  readonly about: readonly string[];
  /** Content stems of its heading and sentences. */
  readonly stems: ReadonlySet<string>;
}

/** A term that is sure enough to give a section its name or its place. */
export const SURE_TERM = 0.15;
/** A section of the text that explains a term counts for more than one that only speaks well … */
const TERM_VALUE = 0.8;
const MAX_TERMS_COUNTED = 2;
/** … and so does one that takes up an objective which no chosen section takes up. */
const OBJECTIVE_VALUE = 0.6;
/** A story about somebody is no place to begin: what names people and places in so many of its words counts for less. */
const STORY_NAMES = 0.04;
const STORY_VALUE = 0.5;
/** A name that one sentence mentions in passing is not what a section is about. */
const MIN_ABOUT_VALUE = 0.15;
const LONGER_NAME_BONUS = 1.5;
const WANTED_BONUS = 2;
/** Single words that say how somebody or something is, or who works on it, name no topic. */
const NO_TOPIC = /(?:ed|ists?|ical)$/i;

/** Which concepts each section teaches. English only: elsewhere every section has none, and other signs decide. */
export function teachConcepts(
  sections: readonly MaterialSection[],
  weights: readonly number[],
  { title, objectives, language }: { readonly title: string; readonly objectives: readonly string[]; readonly language: string },
): TaughtSection[] {
  const wanted = new Set(contentStems([title, ...objectives].join(". ")));
  const concepts = language.startsWith("en")
    ? extractConcepts(sections.map(({ heading, sentences }) => ({ title: heading ?? "", objectives: [], text: textOf(sentences) })))
    : [];
  const stems = sections.map(({ heading, sentences }) => new Set(contentStems(`${heading ?? ""}. ${textOf(sentences)}`)));
  const spread = new Map(
    concepts.map((concept) => [concept, stems.filter((each) => concept.stems.every((stem) => each.has(stem))).length]),
  );
  return sections.map((section, at) => ({
    section,
    weight: weights[at] ?? 0,
    concepts: concepts
      .filter((concept) => concept.section === at && concept.told_at !== null && isTopic(concept))
      .sort((a, b) => b.probability - a.probability || (a.name < b.name ? -1 : 1)),
    about: namesOf(section, concepts, spread, wanted),
    stems: stems[at] ?? new Set<string>(),
  }));
}

/** What several sentences of a section speak of, and few other sections. */
function namesOf(
  { sentences }: MaterialSection,
  concepts: readonly Concept[],
  spread: ReadonlyMap<Concept, number>,
  wanted: ReadonlySet<string>,
): string[] {
  const bySentence = sentences.map(({ tokens }) => new Set(tokens.map(({ stem }) => stem)));
  return concepts
    .filter(isTopic)
    .map((concept) => {
      const times = bySentence.filter((stems) => concept.stems.every((stem) => stems.has(stem))).length;
      const bonus =
        (concept.stems.length > 1 ? LONGER_NAME_BONUS : 1) * (concept.stems.every((stem) => wanted.has(stem)) ? WANTED_BONUS : 1);
      return { name: concept.name, times, value: (times * bonus * Math.sqrt(concept.probability)) / Math.sqrt(spread.get(concept) ?? 1) };
    })
    .filter(({ times, value }) => times > 0 && value >= MIN_ABOUT_VALUE)
    .sort((a, b) => b.value - a.value || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}

/**
 * The sections for one sitting, in the order of the text: what says most, what explains terms that no other chosen section explains, what the objectives
 * ask for. The parts of a long section are taken one by one, so that the lesson is not all of one piece.
 */
export function chooseSections(sections: readonly TaughtSection[], objectives: readonly string[], most: number): TaughtSection[] {
  const heaviest = Math.max(...sections.map(({ weight }) => weight), Number.EPSILON);
  const wanted = objectives.map(contentStems).filter((stems) => stems.length > 0);
  const chosen: TaughtSection[] = [];
  const covered = new Set<string>();
  while (chosen.length < most) {
    const open = sections.filter((section) => !chosen.includes(section));
    const best = open
      .map((section) => ({ section, value: valueOf(section, heaviest, wanted, covered) }))
      .reduce<{ section: TaughtSection; value: number } | null>((top, each) => (top === null || each.value > top.value ? each : top), null);
    if (!best) break;
    chosen.push(best.section);
    for (const stem of best.section.stems) covered.add(stem);
  }
  return sections.filter((section) => chosen.includes(section));
}

function valueOf(
  { section, weight, concepts, stems: own }: TaughtSection,
  heaviest: number,
  wanted: readonly (readonly string[])[],
  covered: ReadonlySet<string>,
): number {
  const terms = concepts
    .filter(({ stems }) => !stems.every((stem) => covered.has(stem)))
    .reduce((sum, { probability }) => sum + probability, 0);
  const missing = wanted.map((objective) => objective.filter((stem) => !covered.has(stem) && own.has(stem)).length / objective.length);
  const tells = isStory(section) ? STORY_VALUE : 1;
  return tells * (weight / heaviest) + TERM_VALUE * Math.min(MAX_TERMS_COUNTED, terms) + OBJECTIVE_VALUE * Math.max(0, ...missing);
}

const isTopic = ({ stems, name }: Concept): boolean => stems.length > 1 || !NO_TOPIC.test(name);

function isStory({ sentences }: MaterialSection): boolean {
  const words = sentences.flatMap(({ text }) => text.split(/\s+/).slice(1));
  return words.filter((word) => /^\p{Lu}\p{Ll}/u.test(word)).length > words.length * STORY_NAMES;
}

const textOf = (sentences: MaterialSection["sentences"]): string => sentences.map(({ text }) => text).join(" ");
