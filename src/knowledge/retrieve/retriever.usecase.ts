import type { FoundPassage } from "../../protocol/course.schema.ts";
import type { DocumentId, TenantId } from "../../shared/ids.ts";
import type { EmbeddingModel } from "../../llm/embeddings/embedding-model.port.ts";
import type { EmbeddingRecords } from "../index/embedding-records.port.ts";
import { termsOf } from "../index/index-terms.ts";
import type { PassageIndex, VectorIndex } from "../index.port.ts";
import type { Retriever } from "../retrieve.port.ts";

export interface RetrieverDeps {
  readonly passages: PassageIndex;
  readonly vectors: VectorIndex;
  readonly records: Pick<EmbeddingRecords, "readyModels">;
  /** The models that can be asked, the one in use first; an earlier one serves until the new one has read all of a course. */
  readonly embeddings: readonly EmbeddingModel[];
  /** Names of documents, for showing; one that is not there is being deleted. */
  readonly nameDocuments: (tenantId: TenantId, documentIds: readonly DocumentId[]) => Promise<ReadonlyMap<string, string>>;
}

/** Finds passages of a course. */
export function createRetriever({ passages, nameDocuments }: RetrieverDeps): Retriever {
  return {
    async retrieve(scope, query, limit): Promise<FoundPassage[]> {
      const hits = await passages.search(scope, termsOf(query), limit);
      const found = await passages.load(
        scope.tenant_id,
        hits.map(({ passage_id }) => passage_id),
      );
      const names = await nameDocuments(scope.tenant_id, []);
      return found.map((passage, at) => ({
        passage,
        document_name: names.get(passage.document_id) ?? "",
        score: hits[at]?.score ?? 0,
        why: { lexical_rank: at + 1, vector_rank: null, words: [], unknown_words: [] },
      }));
    },
  };
}
