/** How much of one text is in another, each a share from 0 to 1. */
interface Common {
  readonly recall: number;
  readonly precision: number;
  /** Twice what is shared over what both have (Dice 1945). */
  readonly dice: number;
}

type Counts = ReadonlyMap<string, number>;

/** What is longer is compared by its beginning: an answer has said by then what it says. */
const MAX_CHARS = 2_000;

/** Every run of `length` letters of a line, spaces and both ends among them, with how often it comes. */
function runsOf(line: string, length: number): Counts {
  const counts = new Map<string, number>();
  const padded = ` ${line.slice(0, MAX_CHARS)} `;
  for (let at = 0; at + length <= padded.length; at++) {
    const run = padded.slice(at, at + length);
    counts.set(run, (counts.get(run) ?? 0) + 1);
  }
  return counts;
}

/**
 * Compares two lines by the runs of letters that they share: what is misspelt, inflected or joined in another way is near, and so is the same order of small
 * words, which say little one by one.
 */
export function commonRuns(meant: string, said: string, length: number): Common {
  if (meant === "" || said === "") return { recall: 0, precision: 0, dice: 0 };
  const [wanted, given] = [runsOf(meant, length), runsOf(said, length)];
  let shared = 0;
  for (const [run, count] of wanted) shared += Math.min(count, given.get(run) ?? 0);
  const [all, own] = [total(wanted), total(given)];
  const part = (of: number): number => (of === 0 ? 0 : shared / of);
  return { recall: part(all), precision: part(own), dice: 2 * part(all + own) };
}

function total(counts: Counts): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}
