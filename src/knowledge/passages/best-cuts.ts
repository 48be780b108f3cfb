import type { Atom } from "./atoms.ts";

/** The length a passage should have: long enough to say something, short enough to be quoted. In words. */
const [LEAST, MOST] = [120, 220];
/** Nothing above, one atom excepted. */
const HARD_MOST = 300;
/** Worse than cutting between two sentences. */
const TOO_LONG = 0.5;
/** Words beyond which a heading of a lower level is a welcome place to cut. */
const OWN_PASSAGE = 60;

/**
 * Parts the atoms of one section into passages: of all ways to cut, the one that costs least, where a passage too short or too long costs by how much, and
 * a cut costs by what it tears. A heading is never the last of a passage while there is more. Work grows with the atoms times those of one passage.
 */
export function bestCuts(atoms: readonly Atom[]): Atom[][] {
  const sums = countUp(atoms);
  const costs: number[] = [0];
  const from: number[] = [0];
  for (let end = 1; end <= atoms.length; end++) {
    let [cheapest, begin] = [Number.POSITIVE_INFINITY, end - 1];
    for (let start = end - 1; start >= 0; start--) {
      if (wordsIn(sums, start, end) > HARD_MOST && start < end - 1) break;
      const cost = (costs[start] ?? 0) + costOf(atoms, sums, start, end);
      if (cost < cheapest) [cheapest, begin] = [cost, start];
    }
    costs.push(cheapest);
    from.push(begin);
  }
  const passages: Atom[][] = [];
  for (let end = atoms.length; end > 0; ) {
    const start = from[end] ?? 0;
    passages.push(atoms.slice(start, end));
    end = start;
  }
  return passages.reverse();
}

interface Sums {
  /** Words before each atom. */
  readonly words: readonly number[];
  /** Headings before each atom, several in a row counted once. */
  readonly headings: readonly number[];
  /** For each atom the first one that has enough before it, counted from there, to be a passage of its own. */
  readonly enough: readonly number[];
}

function countUp(atoms: readonly Atom[]): Sums {
  const words = [0];
  const headings = [0];
  for (const [at, { words: own, heading }] of atoms.entries()) {
    words.push((words[at] ?? 0) + own);
    headings.push((headings[at] ?? 0) + (heading && !atoms[at - 1]?.heading ? 1 : 0));
  }
  let next = 0;
  const enough = atoms.map((_, at) => {
    while (next < atoms.length && (words[next] ?? 0) - (words[at] ?? 0) <= OWN_PASSAGE) next++;
    return next;
  });
  return { words, headings, enough };
}

function wordsIn({ words }: Sums, start: number, end: number): number {
  return (words[end] ?? 0) - (words[start] ?? 0);
}

function costOf(atoms: readonly Atom[], sums: Sums, start: number, end: number): number {
  const words = wordsIn(sums, start, end);
  const size = words < LEAST ? ((LEAST - words) / LEAST) ** 2 : words > MOST ? TOO_LONG + ((words - MOST) / (HARD_MOST - MOST)) ** 2 : 0;
  const tear = start === 0 ? 0 : (atoms[start]?.cut ?? 0);
  const widow = end < atoms.length && atoms[end - 1]?.heading === true ? 4 : 0;
  // Each lower heading inside, once there is enough before it, was a better place to cut.
  const missed = Math.max(0, (sums.headings[end] ?? 0) - (sums.headings[sums.enough[start] ?? end] ?? 0));
  return 0.02 + size + tear + widow + 0.1 * missed;
}
