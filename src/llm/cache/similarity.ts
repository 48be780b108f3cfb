/**
 * The least cosine at which two questions may be one, by embedding. Measured by `node scripts/eval-cache.ts`, figures in docs/cache.md; what was never measured
 * has no threshold, and nothing is shared by it.
 */
const THRESHOLDS: Readonly<Record<string, number>> = { embedded: 0.6 };

/** The threshold for the embedding of this route; null for one that nobody has measured. */
export function thresholdOf(embeddingRoute: string): number | null {
  return THRESHOLDS[embeddingRoute] ?? null;
}

/** Steps a side of a signed byte: a cosine of two packed vectors is off by less than 0.01. */
const STEPS = 127;

/** A vector of length 1 as a signed byte a dimension, in base64: a quarter of what JSON takes. */
export function packVector(vector: readonly number[]): string {
  const largest = vector.reduce((most, part) => Math.max(most, Math.abs(part)), 0) || 1;
  return btoa(vector.map((part) => String.fromCharCode((Math.round((part / largest) * STEPS) + 256) % 256)).join(""));
}

/** What `packVector` packed, without its length: for cosines that is all the same. */
export function unpackVector(packed: string): readonly number[] {
  return Array.from(atob(packed), (char) => {
    const byte = char.charCodeAt(0);
    return byte > STEPS ? byte - 256 : byte;
  });
}
