/** Boosted trees as they are stored: small enough for the Worker, read once. */
export interface ForestData {
  /** Log-odds before the first tree. */
  readonly base: number;
  readonly depth: number;
  /** Base64: for each tree the feature (255: none, go left) and the bound of every inner node, then the leaves as 16-bit integers, high byte first. */
  readonly trees: string;
}

/** A leaf of 1 log-odd. */
export const LEAF_UNIT = 4_096;
/** A node without a split: every row goes left. */
export const NO_FEATURE = 255;

/** Boosted trees ready to ask. */
export interface Forest {
  readonly base: number;
  readonly depth: number;
  readonly bytes: Uint8Array;
}

/** Reads a stored forest. */
export function openForest({ base, depth, trees }: ForestData): Forest {
  return { base, depth, bytes: Uint8Array.from(atob(trees), (sign) => sign.charCodeAt(0)) };
}

/**
 * The log-odds that the forest gives to a row of features.
 * @param bounds for each feature the values that its nodes split at: what is above goes right
 */
export function askForest({ base, depth, bytes }: Forest, row: readonly number[], bounds: readonly (readonly number[])[]): number {
  const inner = 2 ** depth - 1;
  const size = 2 * inner + 2 * (inner + 1);
  let margin = base;
  for (let tree = 0; tree < bytes.length; tree += size) {
    let node = 0;
    while (node < inner) {
      const feature = bytes[tree + 2 * node] ?? NO_FEATURE;
      const bound = bounds[feature]?.[bytes[tree + 2 * node + 1] ?? 0] ?? 0;
      node = feature !== NO_FEATURE && (row[feature] ?? 0) > bound ? 2 * node + 2 : 2 * node + 1;
    }
    const leaf = tree + 2 * inner + 2 * (node - inner);
    margin += ((((bytes[leaf] ?? 0) << 24) >> 16) | (bytes[leaf + 1] ?? 0)) / LEAF_UNIT;
  }
  return margin;
}
