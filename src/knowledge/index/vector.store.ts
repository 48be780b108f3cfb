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

/**
 * A model's vectors, dimension by dimension: the first number of all of them, then the second of all of them. A search only reads the dimensions where the
 * query is not 0. Our own embedding fills some sixty of 384 for a question, so most of the numbers are never looked at.
 */
interface Kept {
  readonly model: string;
  readonly dimensions: number;
  readonly passage_ids: readonly string[];
  readonly document_ids: readonly string[];
  readonly columns: readonly Float32Array[];
}

/** Opens the store; makes its table when there is none. */
export function createVectorStore(storage: Pick<DurableObjectStorage, "sql" | "transactionSync">): VectorStore {
  const { sql } = storage;
  sql.exec(TABLE);
  let kept: Kept | null = null;

  /** Keeps a model's vectors where they fit; null where they do not. Those of another length can be compared with no query of this one. */
  function keep(model: string, dimensions: number): Kept | null {
    if (kept?.model === model && kept.dimensions === dimensions) return kept;
    const bytes = dimensions * Float32Array.BYTES_PER_ELEMENT;
    const [counted] = sql.exec("SELECT count(*) AS n FROM vectors WHERE model = ? AND length(vector) = ?", model, bytes);
    const count = Number(counted?.["n"]);
    if (count * bytes > MAX_KEPT_BYTES) return null;
    const passage_ids: string[] = [];
    const document_ids: string[] = [];
    const columns = Array.from({ length: dimensions }, () => new Float32Array(count));
    for (const row of stored(model)) {
      if (row.vector.length !== dimensions) continue;
      for (const [dimension, column] of columns.entries()) column[passage_ids.length] = row.vector[dimension] ?? 0;
      passage_ids.push(row.passage_id);
      document_ids.push(row.document_id);
    }
    kept = { model, dimensions, passage_ids, document_ids, columns };
    return kept;
  }

  function* stored(model: string): Generator<Row> {
    for (const row of sql.exec("SELECT passage_id, document_id, vector FROM vectors WHERE model = ?", model)) yield toRow(row);
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
      const wanted = documentIds.length === 0 ? null : new Set(documentIds);
      const nearest = createNearest(limit);
      const near = keep(model, vector.length);
      if (near) {
        const scores = cosines(near, vector);
        for (let at = 0; at < scores.length; at++)
          if (wanted === null || wanted.has(near.document_ids[at] ?? "")) nearest.add(near.passage_ids[at] ?? "", scores[at] ?? 0);
      } else
        for (const { passage_id, document_id, vector: point } of stored(model))
          if ((wanted === null || wanted.has(document_id)) && point.length === vector.length) nearest.add(passage_id, dot(point, vector));
      return nearest.hits;
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

function cosines({ columns, passage_ids }: Kept, vector: readonly number[]): Float64Array {
  const count = passage_ids.length;
  const sums = new Float64Array(count);
  const nothing = { value: 0, column: new Float32Array(count) };
  const terms = columns.flatMap((column, dimension) => (vector[dimension] ? [{ value: vector[dimension], column }] : []));
  // Four at a time: each sum is read and written a quarter as often.
  for (let from = 0; from < terms.length; from += 4) {
    const [a = nothing, b = nothing, c = nothing, d = nothing] = terms.slice(from, from + 4);
    for (let at = 0; at < count; at++)
      sums[at] =
        (sums[at] ?? 0) +
        a.value * (a.column[at] ?? 0) +
        b.value * (b.column[at] ?? 0) +
        c.value * (c.column[at] ?? 0) +
        d.value * (d.column[at] ?? 0);
  }
  return sums;
}

function dot(a: Float32Array, b: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

/** The nearest so far, best first. */
function createNearest(limit: number) {
  const hits: VectorHit[] = [];
  let worst = Number.NEGATIVE_INFINITY;
  return {
    hits,
    add(passage_id: string, score: number): void {
      if (hits.length >= limit && score < worst) return;
      // Few of many thousands get this far, so a place in a short list costs less than sorting them all.
      const hit = { passage_id, score };
      let [low, high] = [0, hits.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        const other = hits[middle];
        if (other && compare(hit, other) < 0) high = middle;
        else low = middle + 1;
      }
      hits.splice(low, 0, hit);
      if (hits.length > limit) hits.pop();
      worst = hits.length < limit ? worst : (hits.at(-1)?.score ?? worst);
    },
  };
}
