import type { Passage } from "../../protocol/course.schema.ts";
import type { ReadPassage } from "../index/passage-terms.ts";
import type { VectorHit } from "../index.port.ts";
import { expectTerms } from "./expect-terms.ts";
import { numberWords } from "./numbered-passages.ts";
import { type Features, measurePassages, type WeighedTerm } from "./passage-features.ts";
import type { Query } from "./read-query.ts";

/** Chosen on the development queries (scripts/eval/retrieve.ts; docs/retrieval.md says how), BM25 counting 1. */
const WEIGHTS = { window: 0.29, sentence: 0.29, pairs: 0.11, headings: 0.18, alike: 0.22, missing: -0.46 } as const;
/** Two more passages under the same uppermost heading that fit say that all there is about it. */
const SUPPORT_WEIGHT = 0.33;
/** Our own embedding knows letters and neighbours, not meaning: its cosine is one more sign among those of words, not a ranking of its own. */
const COSINE_WEIGHT = 0.47;
/** Headings that make a section: of a book, chapter and section. */
const SECTION_DEPTH = 2;
/** The constant of reciprocal rank fusion (Cormack et al. 2009); smaller than their 60, so that the first places count. */
const FUSION_K = 10;

/** What the course knows of the query's terms. */
export interface TermStatistics {
  readonly passages: number;
  readonly of: ReadonlyMap<string, number>;
}

/** The nearest by vectors, best first; by a model, which ranks for itself, or by our own embedding, which only helps words. */
export interface VectorRanking {
  readonly by: "model" | "embedded";
  readonly hits: readonly VectorHit[];
}

export interface RankedPassage {
  readonly passage: Passage;
  readonly read: ReadPassage;
  readonly score: number;
  readonly lexical_rank: number | null;
  readonly vector_rank: number | null;
  /** The query's terms that are in it. */
  readonly terms: readonly string[];
}

/**
 * Ranks candidates: by words (BM25 in the course's own statistics, and how the words stand together), and where a model has read the passages, by reciprocal
 * rank fusion of that with the model's ranking. Pure: the same code ranks in the product and in its evaluation.
 *
 * @param candidates each once; those without any of the query's words can only be ranked by a model's vectors
 */
export function rankPassages(
  query: Query,
  statistics: TermStatistics,
  candidates: readonly ReadPassage[],
  vectors: VectorRanking,
): RankedPassage[] {
  const lexical = rankByWords(query, weighTerms(query, statistics), candidates, vectors);
  const vectorRank = new Map(vectors.hits.map(({ passage_id }, at) => [passage_id, at + 1]));
  const ranked = lexical.map(
    (one, at): RankedPassage => ({ ...one, lexical_rank: at + 1, vector_rank: vectorRank.get(one.passage.passage_id) ?? null }),
  );
  if (vectors.by === "embedded") return ranked;
  const found = new Set(ranked.map(({ passage }) => passage.passage_id));
  const others = candidates.filter(({ passage: { passage_id } }) => vectorRank.has(passage_id) && !found.has(passage_id));
  const share = (rank: number | null) => (rank === null ? 0 : 1 / (FUSION_K + rank));
  return [
    ...ranked,
    ...others.map((read) => ({
      passage: read.passage,
      read,
      terms: [],
      lexical_rank: null,
      vector_rank: vectorRank.get(read.passage.passage_id) ?? null,
    })),
  ]
    .map((one) => ({ ...one, score: share(one.lexical_rank) + share(one.vector_rank) }))
    .sort(compare);
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
  candidates: readonly ReadPassage[],
  vectors: VectorRanking,
): Omit<RankedPassage, "lexical_rank" | "vector_rank">[] {
  if (terms.length === 0 || candidates.length === 0) return [];
  const mean = Math.max(1, candidates.reduce((sum, { length }) => sum + length, 0) / candidates.length);
  const numbered = numberWords(candidates);
  const features = measurePassages(query, terms, numbered, mean);
  const measured = numbered.passages.flatMap((words, at) => {
    const one = features[at];
    return one ? [{ passage: words.read.passage, words, features: one }] : [];
  });
  const together = new Map<string, number[]>();
  for (const { passage, features } of measured) {
    const beside = together.get(headOf(passage));
    if (beside) beside.push(features.bm25);
    else together.set(headOf(passage), [features.bm25]);
  }
  for (const scores of together.values()) scores.sort((a, b) => b - a);
  const cosine = cosineOf(vectors);
  const fitting = measured
    .filter(({ features }) => features.bm25 > 0)
    .map(({ passage, words, features }) => ({
      passage,
      words,
      present: features.present,
      score:
        scoreOf(features) +
        SUPPORT_WEIGHT * supportOf(together.get(headOf(passage)) ?? [], features.bm25) +
        COSINE_WEIGHT * cosine(passage.passage_id),
    }));
  const expected = expectTerms(terms, fitting, numbered.numbers.size);
  return fitting
    .map(({ passage, words, present, score }, place) => ({
      passage,
      read: words.read,
      score: score + (expected[place] ?? 0),
      terms: terms.filter((_, at) => present[at]).map(({ term }) => term),
    }))
    .sort(compare);
}

/** A passage's cosine with the query; one that is not among the nearest is as near as the last of them at most. */
function cosineOf({ by, hits }: VectorRanking): (passageId: string) => number {
  if (by === "model") return () => 0;
  const known = new Map(hits.map(({ passage_id, score }) => [passage_id, score]));
  const least = hits.at(-1)?.score ?? 0;
  return (passageId) => known.get(passageId) ?? least;
}

function compare(a: Pick<RankedPassage, "passage" | "score">, b: Pick<RankedPassage, "passage" | "score">): number {
  return b.score - a.score || (a.passage.passage_id < b.passage.passage_id ? -1 : 1);
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

/** The second best of the others there, 0 where there are not two. */
function supportOf(sorted: readonly number[], own: number): number {
  return sorted[own >= (sorted[1] ?? 0) ? 2 : 1] ?? 0;
}

/** A passage's section: two of the same share document and upper headings. */
export function sectionOf({ document_id, anchor }: Passage): string {
  return [document_id, ...anchor.headings.slice(0, SECTION_DEPTH)].join("\n");
}

function headOf({ document_id, anchor }: Passage): string {
  return `${document_id}\n${anchor.headings[0] ?? ""}`;
}
