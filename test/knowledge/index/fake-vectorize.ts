// The binding of a Vectorize index with a metadata index on document_id, as far as it is used: namespaces, limits of a call, and changes that are found only later.
import { z } from "zod";

const filterSchema = z.object({ document_id: z.object({ $in: z.array(z.string()) }) });

export function createFakeVectorize(): { readonly binding: Vectorize; readonly settle: () => void } {
  const found = new Map<string, VectorizeVector>();
  let later: (() => void)[] = [];
  const limit = (count: number, most: number, what: string) => {
    if (count > most) throw new Error(`VECTOR_${what}_ERROR: ${count} in one call, ${most} at most`);
  };
  const binding = {
    async upsert(vectors: VectorizeVector[]) {
      limit(vectors.length, 1_000, "UPSERT");
      for (const { id, namespace } of vectors) {
        limit(id.length, 64, "ID");
        limit(namespace?.length ?? 0, 64, "NAMESPACE");
      }
      later.push(() => vectors.forEach((vector) => found.set(vector.id, vector)));
      return { mutationId: "1" };
    },
    async deleteByIds(ids: string[]) {
      limit(ids.length, 100, "DELETE");
      later.push(() => ids.forEach((id) => found.delete(id)));
      return { mutationId: "2" };
    },
    async query(query: number[], options: VectorizeQueryOptions) {
      limit(options.topK ?? 5, 100, "QUERY");
      const wanted = options.filter === undefined ? null : filterSchema.parse(options.filter).document_id.$in;
      const matches = [...found.values()]
        .filter(({ namespace }) => namespace === options.namespace)
        .filter(({ metadata }) => wanted === null || wanted.includes(String(metadata?.["document_id"])))
        .map(({ id, values }) => ({ id, score: Array.from(values).reduce((sum, part, at) => sum + part * (query[at] ?? 0), 0) }))
        .sort((a, b) => b.score - a.score)
        .slice(0, options.topK ?? 5);
      return { matches, count: matches.length };
    },
  };
  return {
    // Whatever else is asked of it would fail loudly.
    binding: binding as unknown as Vectorize,
    settle() {
      for (const change of later) change();
      later = [];
    },
  };
}
