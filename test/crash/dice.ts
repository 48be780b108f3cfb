/** Chance from one seed: the same seed gives the same draws. */
export interface Dice {
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  /** True in `share` of the draws (0 to 1). */
  chance(share: number): boolean;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** Dice of their own for one part: what is drawn there does not change what is drawn elsewhere. */
  fork(part: string): Dice;
}

/** Dice for a seed (a 32-bit number), by Tommy Ettinger's mulberry32: small, and random enough to choose moments by. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    between,
    chance: (share) => next() < share,
    pick: (from) => from[between(0, from.length - 1)] ?? from[0],
    fork(part) {
      let mixed = seed >>> 0;
      for (const char of part) mixed = Math.imul(mixed ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
      return createDice(mixed);
    },
  };
}
