import type { EmbeddingModel } from "../../llm/embeddings/embedding-model.port.ts";
import type { FoundPassage } from "../../protocol/course.schema.ts";
import { describeError } from "../../shared/describe-error.ts";
import type { DocumentId, TenantId } from "../../shared/ids.ts";
import type { Logger } from "../../shared/logger.ts";
import type { EmbeddingRecords } from "../index/embedding-records.port.ts";
import type { PassageIndex, Scope, VectorIndex } from "../index.port.ts";
import type { Retriever } from "../retrieve.port.ts";
import { arrange } from "./arrange.ts";
import { judgeSources } from "./judge-sources.ts";
import { leavingQuery } from "./leaving-query.ts";
import { rankPassages, type TermStatistics, type VectorRanking } from "./rank-passages.ts";
import { readQuery } from "./read-query.ts";
import { wordsOf } from "./words-of.ts";

export interface RetrieverDeps {
  readonly passages: PassageIndex;
  readonly vectors: VectorIndex;
  readonly records: Pick<EmbeddingRecords, "readyModels">;
  /** The models that can be asked, the one in use first; an earlier one serves until the new one has read all of a course. */
  readonly embeddings: readonly EmbeddingModel[];
  /** Names of documents, for showing; one that is not there is being deleted. */
  readonly nameDocuments: (tenantId: TenantId, documentIds: readonly DocumentId[]) => Promise<ReadonlyMap<string, string>>;
  readonly logger: Logger;
}

/** How many each ranking brings to be ranked together. Of 4,000 development queries, .95 to .99 have a right passage among so many. */
const CANDIDATES = 100;
/** Our own embedding is a sign among others, so it has to have looked at nearly all candidates. */
const EMBEDDED_HITS = 300;
/** A query has to wait for its vector no longer than this; then its words have to do. */
const EMBED_TIMEOUT_MS = 2_000;
const NO_VECTORS: VectorRanking = { by: "embedded", hits: [] };

/** Finds passages of a course: by words and by vectors at once, ranked together. */
export function createRetriever(deps: RetrieverDeps): Retriever {
  const rank: Retriever["rank"] = async (scope, text, limit) => {
    const query = readQuery(text);
    const counting = deps.passages.frequencies(scope, query.terms);
    const [hits, statistics, vectors] = await Promise.all([
      deps.passages.search(scope, query.terms, CANDIDATES),
      counting,
      rankByVectors(deps, scope, text, () => counting),
    ]);
    const ids = new Set(hits.map(({ passage_id }) => passage_id));
    // Without a word in common, our own embedding finds nothing but chance.
    if (vectors.by === "model") for (const { passage_id } of vectors.hits) ids.add(passage_id);
    const candidates = await deps.passages.read(scope.tenant_id, [...ids]);
    const all = rankPassages(query, statistics, candidates, vectors);
    const ranked = all.slice(0, limit);
    const documentIds = new Set(ranked.flatMap(({ passage }) => (isDocumentId(passage.document_id) ? [passage.document_id] : [])));
    const names = documentIds.size === 0 ? new Map<string, string>() : await deps.nameDocuments(scope.tenant_id, [...documentIds]);
    const unknown = new Set(query.terms.filter((term) => (statistics.of.get(term) ?? 0) === 0));
    const unknown_words = wordsOf(text, unknown);
    const found = ranked.map(
      ({ passage, score, lexical_rank, vector_rank, terms }): FoundPassage => ({
        passage,
        document_name: names.get(passage.document_id) ?? "",
        score,
        why: { lexical_rank, vector_rank, words: wordsOf(text, new Set(terms)), unknown_words },
      }),
    );
    return { found, sufficiency: judgeSources(query, statistics, all) };
  };
  return { rank, retrieve: async (scope, text, limit) => arrange((await rank(scope, text, CANDIDATES)).found, limit) };
}

/** A ranking by the first model that has read all of the course; none when there is no such model, or when it cannot be asked now. */
async function rankByVectors(
  { vectors, records, embeddings, logger }: RetrieverDeps,
  scope: Scope,
  text: string,
  statistics: () => Promise<TermStatistics>,
): Promise<VectorRanking> {
  try {
    const ready = new Set(await records.readyModels(scope));
    const model = embeddings.find(({ route }) => ready.has(route));
    if (!model || text.trim() === "") return NO_VECTORS;
    const by = model.route === "embedded" ? "embedded" : "model";
    const asked = by === "model" ? await leavingQuery(text, statistics) : text;
    if (asked.trim() === "") return NO_VECTORS;
    const { vectors: points } = await model.embed([asked], AbortSignal.timeout(EMBED_TIMEOUT_MS));
    const [point] = points;
    if (!point) return NO_VECTORS;
    return { by, hits: await vectors.search(scope, model.route, point, by === "model" ? CANDIDATES : EMBEDDED_HITS) };
  } catch (error) {
    logger.warn("search_without_vectors", { detail: describeError(error) });
    return NO_VECTORS;
  }
}

function isDocumentId(text: string): text is DocumentId {
  return text.startsWith("doc_");
}
