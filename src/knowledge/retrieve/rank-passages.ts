import type { Passage } from "../../protocol/course.schema.ts";
import type { VectorHit } from "../index.port.ts";
import { type Features, measurePassage, readPassage, type WeighedTerm } from "./passage-features.ts";
import type { Query } from "./read-query.ts";

/** Chosen on the development queries (scripts/eval/retrieve.ts; docs/retrieval.md says how), BM25 counting 1. */
const WEIGHTS = { window: 0.18, sentence: 0.26, pairs: 0.14, headings: 0.37, alike: 0.22, missing: -0.45 } as const;
/** Two more passages of the same section that fit say that the section is about it. */
const SECTION_WEIGHT = 0.29;
/** Headings that make a section: of a book, chapter and section. */
const SECTION_DEPTH = 2;
/** The constant of reciprocal rank fusion (Cormack et al. 2009); smaller than their 60, so that the first places count. */
const FUSION_K = 10;

/** What the course knows of the query's terms. */
export interface TermStatistics {
  readonly passages: number;
  readonly of: ReadonlyMap<string, number>;
}

/** A ranking by meaning, and how far it is trusted beside the one by words. */
export interface VectorRanking {
  readonly hits: readonly VectorHit[];
  /** 1: as much as words. */
  readonly weight: number;
}

export interface RankedPassage {
  readonly passage: Passage;
  readonly score: number;
  readonly lexical_rank: number | null;
  readonly vector_rank: number | null;
  /** The query's terms that are in it. */
  readonly terms: readonly string[];
}

/**
 * Ranks candidates: by words (BM25 in the course's own statistics and how the words stand together), then fused with a ranking by vectors. Pure: the same
 * code ranks in the product and in its evaluation.
 *
 * @param candidates each once; those without any of the query's words can only be ranked by vectors
 */
export function rankPassages(
  query: Query,
  statistics: TermStatistics,
  candidates: readonly Passage[],
  vectors: VectorRanking,
): RankedPassage[] {
  const terms = weighTerms(query, statistics);
  const lexical = rankByWords(query, terms, candidates);
  const lexicalRank = new Map(lexical.map(({ passage }, at) => [passage.passage_id, at + 1]));
  const vectorRank = new Map(vectors.hits.map(({ passage_id }, at) => [passage_id, at + 1]));
  const present = new Map(lexical.map((one) => [one.passage.passage_id, one.terms]));
  const share = (rank: number | undefined) => (rank === undefined ? 0 : 1 / (FUSION_K + rank));
  return candidates
    .map((passage): RankedPassage => {
      const [byWords, byVector] = [lexicalRank.get(passage.passage_id), vectorRank.get(passage.passage_id)];
      return {
        passage,
        score: share(byWords) + vectors.weight * share(byVector),
        lexical_rank: byWords ?? null,
        vector_rank: byVector ?? null,
        terms: present.get(passage.passage_id) ?? [],
      };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.passage.passage_id < b.passage.passage_id ? -1 : 1));
}

/** The query's terms that the course has, with their weights. */
export function weighTerms(query: Query, { passages, of }: TermStatistics): WeighedTerm[] {
  return query.terms.flatMap((term) => {
    const count = of.get(term) ?? 0;
    return count === 0 ? [] : [{ term, idf: Math.log(1 + (Math.max(passages, count) - count + 0.5) / (count + 0.5)) }];
  });
}

function rankByWords(
  query: Query,
  terms: readonly WeighedTerm[],
  candidates: readonly Passage[],
): { readonly passage: Passage; readonly score: number; readonly terms: readonly string[] }[] {
  if (terms.length === 0 || candidates.length === 0) return [];
  const read = candidates.map(readPassage);
  const mean = Math.max(1, read.reduce((sum, { length }) => sum + length, 0) / read.length);
  const measured = read.map((one) => ({ passage: one.passage, features: measurePassage(query, terms, one, mean) }));
  const sections = new Map<string, number[]>();
  for (const { passage, features } of measured)
    sections.set(sectionOf(passage), [...(sections.get(sectionOf(passage)) ?? []), features.bm25]);
  for (const scores of sections.values()) scores.sort((a, b) => b - a);
  return measured
    .filter(({ features }) => features.bm25 > 0)
    .map(({ passage, features }) => ({
      passage,
      score: scoreOf(features) + SECTION_WEIGHT * supportOf(sections.get(sectionOf(passage)) ?? [], features.bm25),
      terms: terms.filter((_, at) => features.present[at]).map(({ term }) => term),
    }))
    .sort((a, b) => b.score - a.score || (a.passage.passage_id < b.passage.passage_id ? -1 : 1));
}

function scoreOf(features: Features): number {
  return (
    features.bm25 +
    WEIGHTS.window * features.window +
    WEIGHTS.sentence * features.sentence +
    WEIGHTS.pairs * features.pairs +
    WEIGHTS.headings * features.headings +
    WEIGHTS.alike * features.alike +
    WEIGHTS.missing * features.missing
  );
}

/** The second best of the others in the section, 0 where there are not two. */
function supportOf(sorted: readonly number[], own: number): number {
  return sorted[own >= (sorted[1] ?? 0) ? 2 : 1] ?? 0;
}

/** A passage's section: two of the same share document and upper headings. */
export function sectionOf({ document_id, anchor }: Passage): string {
  return [document_id, ...anchor.headings.slice(0, SECTION_DEPTH)].join("\n");
}
