import type { PassageVector, VectorHit } from "../index.port.ts";

/** Vectors of one course in its object's own SQLite. */
export interface VectorStore {
  put(model: string, vectors: readonly PassageVector[]): void;
  /** The nearest, by cosine; exact: every vector of the model is looked at. */
  search(model: string, vector: readonly number[], documentIds: readonly string[], limit: number): VectorHit[];
  remove(documentId: string, passageIds: readonly string[]): void;
}

const TABLE = `CREATE TABLE IF NOT EXISTS vectors (model TEXT NOT NULL, passage_id TEXT NOT NULL, document_id TEXT NOT NULL, vector BLOB NOT NULL,
  PRIMARY KEY (model, passage_id)) WITHOUT ROWID`;

/** A model's vectors kept between searches: an object has 128 MB, and a course of 10,000 passages with 1,024 dimensions needs 41. */
const MAX_KEPT_BYTES = 64_000_000;

interface Row {
  readonly passage_id: string;
  readonly document_id: string;
  readonly vector: Float32Array;
}

/** Opens the store; makes its table when there is none. */
export function createVectorStore(storage: Pick<DurableObjectStorage, "sql" | "transactionSync">): VectorStore {
  const { sql } = storage;
  sql.exec(TABLE);
  let kept: { readonly model: string; readonly rows: readonly Row[] } | null = null;

  /** Calls for each vector of a model; keeps them where they fit. */
  function each(model: string, visit: (row: Row) => void): void {
    if (kept?.model === model) {
      for (const row of kept.rows) visit(row);
      return;
    }
    let rows: Row[] | null = [];
    let bytes = 0;
    for (const stored of sql.exec("SELECT passage_id, document_id, vector FROM vectors WHERE model = ?", model)) {
      const row = toRow(stored);
      bytes += row.vector.byteLength;
      if (bytes > MAX_KEPT_BYTES) rows = null;
      rows?.push(row);
      visit(row);
    }
    if (rows) kept = { model, rows };
  }

  return {
    put(model, vectors) {
      kept = null;
      storage.transactionSync(() => {
        for (const { passage_id, document_id, vector } of vectors)
          sql.exec(
            "INSERT INTO vectors (model, passage_id, document_id, vector) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET document_id = excluded.document_id, vector = excluded.vector",
            model,
            passage_id,
            document_id,
            Float32Array.from(vector).buffer,
          );
      });
    },

    search(model, vector, documentIds, limit) {
      const query = Float32Array.from(vector);
      const wanted = documentIds.length === 0 ? null : new Set(documentIds);
      const best: VectorHit[] = [];
      let worst = Number.NEGATIVE_INFINITY;
      each(model, ({ passage_id, document_id, vector: point }) => {
        if ((wanted !== null && !wanted.has(document_id)) || point.length !== query.length) return;
        const score = dot(point, query);
        if (best.length >= limit && score < worst) return;
        // Few of many thousands get this far, so a place in a short list costs less than sorting them all.
        const hit = { passage_id, score };
        const place = best.findIndex((other) => compare(hit, other) < 0);
        best.splice(place < 0 ? best.length : place, 0, hit);
        if (best.length > limit) best.pop();
        worst = best.at(-1)?.score ?? worst;
      });
      return best;
    },

    remove(documentId, passageIds) {
      kept = null;
      storage.transactionSync(() => {
        for (const id of passageIds) sql.exec("DELETE FROM vectors WHERE passage_id = ? AND document_id = ?", id, documentId);
      });
    },
  };
}

function toRow({ passage_id, document_id, vector }: Record<string, SqlStorageValue>): Row {
  if (typeof passage_id !== "string" || typeof document_id !== "string" || !(vector instanceof ArrayBuffer))
    throw new TypeError("a stored vector is damaged");
  return { passage_id, document_id, vector: new Float32Array(vector) };
}

/** Best first; equals in a fixed order, so that the same search gives the same. */
function compare(a: VectorHit, b: VectorHit): number {
  return b.score - a.score || (a.passage_id < b.passage_id ? -1 : 1);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
