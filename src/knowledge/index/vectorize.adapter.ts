import type { PassageVector, Scope, VectorIndex } from "../index.port.ts";
import type { EmbeddingRecords } from "./embedding-records.port.ts";

/** What Vectorize takes in one call. */
const MAX_UPSERT = 1_000;
const MAX_DELETE = 100;
const MAX_TOP_K = 100;

/**
 * Vectors in a Vectorize index with a metadata index on `document_id` (docs/retrieval.md says how to make one). An index has one number of dimensions, so a
 * model with another needs an index of its own. What was written is found some seconds later, and what was deleted too.
 *
 * @param records which models a document may have vectors of: Vectorize cannot say
 */
export function createVectorizeIndex(binding: Vectorize, records: Pick<EmbeddingRecords, "modelsOf">): VectorIndex {
  return {
    async put(scope, model, vectors) {
      const space = await spaceOf(scope, model);
      for (const run of runs(vectors, MAX_UPSERT))
        await binding.upsert(await Promise.all(run.map((vector) => toVector(space, model, vector))));
    },

    async search(scope, model, vector, limit) {
      const { document_ids } = scope;
      const { matches } = await binding.query([...vector], {
        topK: Math.min(limit, MAX_TOP_K),
        namespace: await spaceOf(scope, model),
        ...(document_ids.length === 0 ? {} : { filter: { document_id: { $in: [...document_ids] } } }),
      });
      return matches.map(({ id, score }) => ({ passage_id: id.slice(id.indexOf("/") + 1), score }));
    },

    async remove(scope, documentId, passageIds) {
      const models = await records.modelsOf(scope.tenant_id, documentId);
      const ids = await Promise.all(models.flatMap((model) => passageIds.map((id) => idOf(model, id))));
      for (const run of runs(ids, MAX_DELETE)) await binding.deleteByIds([...run]);
    },
  };
}

/** Where a course's vectors of one model lie; 64 bytes at most, so both are hashed. */
async function spaceOf({ tenant_id, course_id }: Omit<Scope, "document_ids">, model: string): Promise<string> {
  return await shortHash(`${tenant_id}\n${course_id}\n${model}`, 16);
}

async function idOf(model: string, passageId: string): Promise<string> {
  return `${await shortHash(model, 5)}/${passageId}`;
}

async function toVector(namespace: string, model: string, { passage_id, document_id, vector }: PassageVector): Promise<VectorizeVector> {
  return { id: await idOf(model, passage_id), namespace, values: [...vector], metadata: { document_id } };
}

async function shortHash(text: string, bytes: number): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest).slice(0, bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function runs<T>(all: readonly T[], size: number): (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
}
