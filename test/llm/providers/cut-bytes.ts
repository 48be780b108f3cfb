/** Ways for a network to cut the same bytes. */
export interface Cut {
  readonly name: string;
  readonly chunks: readonly Uint8Array[];
}

const MAX_BYTES_FOR_EVERY_BOUNDARY = 1_500;
const SEED = 20_261_124;

/**
 * One byte at a time, seven, random sizes from a kept seed, in two at every boundary (for short bodies), and in two inside every character of several bytes and
 * inside every `data:`.
 */
export function cutEveryWay(bytes: Uint8Array): readonly Cut[] {
  const random = createRandom(SEED);
  const boundaries = bytes.length <= MAX_BYTES_FOR_EVERY_BOUNDARY ? [...bytes.keys()] : fragileBoundaries(bytes, random);
  return [
    { name: "one byte at a time", chunks: cutBy(bytes, () => 1) },
    { name: "seven bytes at a time", chunks: cutBy(bytes, () => 7) },
    { name: "random sizes", chunks: cutBy(bytes, () => 1 + Math.floor(random() * 200)) },
    { name: "a hair before every event ends", chunks: cutAt(bytes, boundariesOf(bytes, "\n\n")) },
    ...boundaries.map((at) => ({ name: `in two at ${at}`, chunks: [bytes.subarray(0, at), bytes.subarray(at)] })),
  ];
}

export function cutBy(bytes: Uint8Array, size: () => number): readonly Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const next = at + size();
    chunks.push(bytes.subarray(at, next));
    at = next;
  }
  return chunks;
}

function cutAt(bytes: Uint8Array, boundaries: readonly number[]): readonly Uint8Array[] {
  return [0, ...boundaries].map((from, index) => bytes.subarray(from, boundaries[index] ?? bytes.length));
}

/** Long bodies are cut where it hurts: at most 60 places, spread over the body. */
function fragileBoundaries(bytes: Uint8Array, random: () => number): readonly number[] {
  const insideCharacters = [...bytes.keys()].filter((at) => ((bytes[at] ?? 0) & 0xc0) === 0x80);
  const insideFields = boundariesOf(bytes, "data:").map((at) => at + 1 + Math.floor(random() * 3));
  const pick = (all: readonly number[]) => all.filter((_, index) => index % Math.ceil(all.length / 30) === 0);
  return [...pick(insideCharacters), ...pick(insideFields)];
}

function boundariesOf(bytes: Uint8Array, word: string): readonly number[] {
  const buffer = Buffer.from(bytes);
  const found: number[] = [];
  for (let at = buffer.indexOf(word); at >= 0; at = buffer.indexOf(word, at + 1)) found.push(at + 1);
  return found;
}

/** mulberry32: the same sizes in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
