/** From these lengths on (of the shorter word) one and two slips are forgiven; in a prefix, which says less, one slip from eight letters on. */
const ONE_SLIP_LETTERS = 6;
const TWO_SLIPS_LETTERS = 9;
const PREFIX_SLIP_LETTERS = 8;

/** Fragments that make another word of it, however near the spelling: a learner who writes one has not misspelt the other. */
const CONTRASTS: readonly (readonly [string, string])[] = [
  ["hypo", "hyper"],
  ["endo", "exo"],
  ["inter", "intra"],
  ["flect", "fract"],
  ["absorb", "adsorb"],
  ["absorpt", "adsorpt"],
  ["perim", "param"],
  ["mite", "tite"],
  ["ante", "anti"],
  ["macro", "micro"],
  ["pre", "pro"],
  ["convex", "concav"],
  ["mitos", "meios"],
  ["maxim", "minim"],
];

/** Common words that are one letter away from other words; they are what they are. */
const NEVER_A_SLIP = new Set(
  `change charge changes charges changed charged string strong strings before better butter letter latter matter master number longer larger
   smaller greater except accept expect course coarse through though thorough stored stared started stated passed parsed united untied causal casual
   within without either neither public single signal simple sample former farmer fellow follow server sender leader reader header writer waiter
   broken broker spread thread threat really ready result report repeat return reduce produce higher lighter heavier weight height eighth
   values valves bottle battle listen listed lister faster easter poster random ransom reason season second record reject respect reset
   positive position portion potion motion notion nation station version vision division decision precision`.split(/\s+/),
);

/**
 * Whether `written` is `meant` with a slip or two of the finger: insert, drop, swap or change of a letter, never the first. A plural
 * may be misspelt as well. Lower-case words. */
export function isSlipOf(written: string, meant: string): boolean {
  // Most pairs are told apart by this, and there are many: every word of a reply against every word of a pattern.
  if (written[0] !== meant[0] || written.length < ONE_SLIP_LETTERS || meant.length < ONE_SLIP_LETTERS) return false;
  if (written.endsWith("s") && !meant.endsWith("s") && isSlipOf(written.slice(0, -1), meant)) return true;
  const shorter = Math.min(written.length, meant.length);
  const allowed = shorter >= TWO_SLIPS_LETTERS ? 2 : 1;
  return distanceWithin(written, meant, allowed) && !isOtherWord(written, meant);
}

/** Whether `written` begins with `prefix` but for one slip; only long prefixes. */
export function slipStartsWith(written: string, prefix: string): boolean {
  if (prefix.length < PREFIX_SLIP_LETTERS || written.length < prefix.length - 1 || written[0] !== prefix[0] || isOtherWord(written, prefix))
    return false;
  return [0, 1, -1].some((extra) => distanceWithin(written.slice(0, prefix.length + extra), prefix, 1));
}

function isOtherWord(written: string, meant: string): boolean {
  if (written[0] !== meant[0] || NEVER_A_SLIP.has(written)) return true;
  return CONTRASTS.some(
    ([a, b]) =>
      (written.includes(a) && meant.includes(b) && !meant.includes(a)) || (written.includes(b) && meant.includes(a) && !meant.includes(b)),
  );
}

/** Whether the optimal string alignment distance of two words is at most `limit` (1 or 2). */
function distanceWithin(a: string, b: string, limit: number): boolean {
  if (Math.abs(a.length - b.length) > limit) return false;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    if (Math.min(...row) > limit) return false;
    [beforeLast, last] = [last, row];
  }
  return (last[b.length] ?? limit + 1) <= limit;
}
