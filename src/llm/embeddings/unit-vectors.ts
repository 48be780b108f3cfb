import type { Result } from "../../shared/result.ts";
import { err, ok } from "../../shared/result.ts";
import { lasting, type ModelFailure } from "../model-failure.ts";

/** Longer vectors are no sentence embedding that anybody offers. */
const MAX_DIMENSIONS = 8_192;

/**
 * What a provider sent, as vectors of length 1: as many as texts, all of one dimension, finite numbers only and none of them zero all over.
 *
 * @param count how many texts were sent
 */
export function readVectors(rows: readonly unknown[], count: number): Result<readonly (readonly number[])[], ModelFailure> {
  if (rows.length !== count) return err(lasting("wrong_schema", `${rows.length} vectors for ${count} texts`));
  const vectors: (readonly number[])[] = [];
  let dimensions: number | null = null;
  for (const row of rows) {
    if (!isVector(row)) return err(lasting("wrong_schema", "a vector that is no list of finite numbers"));
    dimensions ??= row.length;
    if (row.length !== dimensions) return err(lasting("wrong_schema", `vectors of ${dimensions} and of ${row.length} dimensions`));
    const unit = toUnit(row);
    if (unit === null) return err(lasting("wrong_schema", "a vector without direction"));
    vectors.push(unit);
  }
  return ok(vectors);
}

/** The same direction with length 1; null for a vector that has none. */
export function toUnit(vector: readonly number[]): readonly number[] | null {
  // Scaled by the largest part first: squares of very large or small numbers would not be finite, or vanish.
  const largest = vector.reduce((most, part) => Math.max(most, Math.abs(part)), 0);
  if (largest === 0) return null;
  const scaled = vector.map((part) => part / largest);
  const length = Math.sqrt(scaled.reduce((sum, part) => sum + part * part, 0));
  return scaled.map((part) => part / length);
}

/** How alike two vectors of length 1 are: their cosine, -1 to 1. 0 where they cannot be compared. */
export function cosineOf(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return 0;
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

function isVector(row: unknown): row is readonly number[] {
  return Array.isArray(row) && row.length > 0 && row.length <= MAX_DIMENSIONS && row.every((part) => Number.isFinite(part));
}
