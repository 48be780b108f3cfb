import type { Passage } from "../../protocol/course.schema.ts";
import { extractConcepts } from "../concepts/extract-concepts.ts";
import { type Edge, topologicalOrder } from "../concepts/topological.ts";
import { contentStems } from "../text.ts";
import { type ChapterTerm, findTerms } from "./chapter-terms.ts";
import { extractConceptNode } from "./extract-node.ts";
import { readSources, type SourceSentence } from "./source-sentences.ts";

/** What a lesson is to be made from. */
export interface LessonSources {
  readonly language: string;
  readonly title: string;
  readonly objectives: readonly string[];
  readonly passages: readonly Passage[];
}

/** One node before it is written: the term that it teaches, and what has to be taught before. */
export interface PlannedNode {
  readonly id: string;
  readonly kind: "introduction" | "concept" | "closing";
  readonly concept: string;
  readonly skill: string;
  readonly requires: readonly string[];
  /** Null for the closing node, which asks for all the others. */
  readonly term: ChapterTerm | null;
  readonly passage_ids: readonly string[];
}

/** A lesson before it is written. */
export interface PlannedLesson {
  readonly language: string;
  readonly title: string;
  readonly objectives: readonly string[];
  readonly nodes: readonly PlannedNode[];
  /** Everything that the documents explain, taught here or not. */
  readonly terms: readonly ChapterTerm[];
  readonly sentences: readonly SourceSentence[];
}

/** More stones would not be done in one sitting; with fewer there is nothing to tell apart. */
const MAX_CONCEPTS = 6;
const MIN_CONCEPTS = 2;
export const CLOSING_ID = "node_closing";
const MAX_CONCEPT_CHARS = 80;

/**
 * Which terms of the documents a lesson teaches, and in which order: the ones most spoken of, best explained and asked for by the objectives, each after
 * the terms that its own explanation uses. Null where the documents explain too few that questions can be made of. English only.
 */
export function planLesson({ language, title, objectives, passages }: LessonSources): PlannedLesson | null {
  if (!/^en\b/i.test(language)) return null;
  const sentences = readSources(passages);
  const terms = findTerms(sentences, extractConcepts(asSections(sentences)));
  const wanted = new Set(contentStems([title, ...objectives].join(". ")));
  const ranked = [...terms].sort((a, b) => worthOf(b, wanted) - worthOf(a, wanted));
  const chosen: ChapterTerm[] = [];
  for (const term of ranked) {
    if (chosen.length === MAX_CONCEPTS) break;
    const isNew = !chosen.some((other) => other.sentence === term.sentence);
    if (isNew && extractConceptNode({ term, terms, sentences, earlier: [], is_first: true }) !== null) chosen.push(term);
  }
  if (chosen.length < MIN_CONCEPTS) return null;
  const inText = [...chosen].sort((a, b) => a.sentence.at - b.sentence.at);
  const edges = usesOf(inText);
  const ordered = topologicalOrder(
    inText.length,
    edges,
    inText.map((_, at) => at),
  ).flatMap((at) => inText[at] ?? []);
  return { language, title, objectives, nodes: nameNodes(ordered, inText, edges), terms, sentences };
}

function nameNodes(ordered: readonly ChapterTerm[], inText: readonly ChapterTerm[], edges: readonly Edge[]): PlannedNode[] {
  const idOf = (term: ChapterTerm): string => `node_${ordered.indexOf(term) + 1}`;
  const nodes = ordered.map((term, at): PlannedNode => {
    const before = edges.flatMap((edge) => (inText[edge.after] === term ? (inText[edge.before] ?? []) : []));
    return {
      id: idOf(term),
      kind: at === 0 ? "introduction" : "concept",
      concept: upperFirst(term.name).slice(0, MAX_CONCEPT_CHARS),
      skill: slugOf(term.name),
      requires: before.filter((other) => ordered.indexOf(other) < at).map(idOf),
      term,
      passage_ids: [term.sentence.passage_id],
    };
  });
  const closing: PlannedNode = {
    id: CLOSING_ID,
    kind: "closing",
    concept: "What has stayed",
    skill: `${nodes[0]?.skill ?? "lesson"}-and-more`.slice(0, 64),
    requires: [],
    term: null,
    passage_ids: [...new Set(nodes.flatMap(({ passage_ids }) => passage_ids))],
  };
  return [...nodes, closing];
}

/** The sentences by their headings, as the extractor of concepts reads sections. */
function asSections(sentences: readonly SourceSentence[]): { title: string; objectives: string[]; text: string }[] {
  const byHeading = Map.groupBy(sentences, ({ heading }) => heading ?? "");
  return [...byHeading].map(([title, own]) => ({ title, objectives: [], text: own.map(({ text }) => text).join(" ") }));
}

/** How much a term deserves a node. */
function worthOf({ probability, mentions, stems, definition }: ChapterTerm, wanted: ReadonlySet<string>): number {
  const words = definition.split(/\s+/).length;
  const asked = stems.every((stem) => wanted.has(stem)) ? 1 : 0;
  return probability + Math.min(1, Math.log1p(mentions) / 3) + asked + (words > 30 ? -0.5 : 0) + (stems.length > 3 ? -0.5 : 0);
}

/** A term comes before the ones whose explanation uses it. */
function usesOf(terms: readonly ChapterTerm[]): Edge[] {
  return terms.flatMap((term, before) =>
    terms.flatMap((other, after) => {
      const used = new Set(contentStems(other.meaning));
      return before !== after && term.stems.every((stem) => used.has(stem)) ? [{ before, after, weight: 1 }] : [];
    }),
  );
}

/** A name for a skill: letters, digits and dashes, at most 60. */
function slugOf(name: string): string {
  const slug = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return slug.slice(0, 60) || "term";
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
