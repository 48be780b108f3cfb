import type { Atom } from "./atoms.ts";

/** The length a passage should have: long enough to say something, short enough to be quoted. In words. */
const [LEAST, MOST] = [120, 220];
/** Nothing above, one atom excepted. */
const HARD_MOST = 300;
/** Words beyond which a heading of a lower level is a welcome place to cut. */
const OWN_PASSAGE = 60;

/**
 * Parts the atoms of one section into passages: of all ways to cut, the one that costs least, where a passage too short or too long costs by how much, and
 * a cut costs by what it tears. A heading is never the last of a passage while there is more. Work grows with the atoms times those of one passage.
 */
export function bestCuts(atoms: readonly Atom[]): Atom[][] {
  const costs: number[] = [0];
  const from: number[] = [0];
  for (let end = 1; end <= atoms.length; end++) {
    let [cheapest, begin] = [Number.POSITIVE_INFINITY, end - 1];
    let words = 0;
    for (let start = end - 1; start >= 0; start--) {
      words += atoms[start]?.words ?? 0;
      if (words > HARD_MOST && start < end - 1) break;
      const cost = (costs[start] ?? 0) + costOf(atoms, start, end, words);
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

function costOf(atoms: readonly Atom[], start: number, end: number, words: number): number {
  const size = words < LEAST ? ((LEAST - words) / LEAST) ** 2 : words > MOST ? ((words - MOST) / (HARD_MOST - MOST)) ** 2 : 0;
  const tear = start === 0 ? 0 : (atoms[start]?.cut ?? 0);
  const widow = end < atoms.length && atoms[end - 1]?.heading === true ? 4 : 0;
  // Each lower heading inside, once there is enough before it, was a better place to cut.
  let before = 0;
  let missed = 0;
  for (let at = start; at < end; at++) {
    const atom = atoms[at];
    if (atom?.heading && before > OWN_PASSAGE && !atoms[at - 1]?.heading) missed += 0.1;
    before += atom?.words ?? 0;
  }
  return 0.02 + size + tear + widow + missed;
}
