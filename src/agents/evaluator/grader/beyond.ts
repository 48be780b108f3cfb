import { commonRuns } from "./letters.ts";
import type { Reading } from "./reading.ts";
import { type Find, type Held, hold, shareOf, turnedShare } from "./shares.ts";
import { harmonic, sum } from "./sums.ts";

/** What a reference says beyond the question, or beyond the end of it, and how much of that was said. */
export function beyond(
  prefix: string,
  said: Reading,
  meant: Reading,
  asked: Reading,
  { inSaid, inMeant }: Readonly<Record<"inSaid" | "inMeant", Find>>,
): Record<string, number> {
  const wanted = hold(meant.words, inSaid, asked);
  const added = hold(said.words, inMeant, asked);
  const [recall, precision] = [shareOf(wanted), shareOf(added)];
  const fresh = wanted.filter(({ asked: known }) => !known);
  const missed = fresh.filter(({ found }) => found.strength === 0);
  const weightsOf = (held: readonly Held[]): number[] => held.map(({ word }) => word.weight);
  const total = sum(weightsOf(wanted));
  const heaviest = [...fresh].sort((a, b) => b.word.weight - a.word.weight).slice(0, 3);
  const perClause = meant.clauses.map((clause) => shareOf(hold(clause, inSaid, asked)).fresh);
  const foreignNumbers = [...said.numbers].filter((value) => !meant.numbers.has(value) && !asked.numbers.has(value)).length;
  const freshNumbers = [...meant.numbers].filter((value) => !asked.numbers.has(value));
  const lineOf = ({ words }: Reading): string =>
    words.flatMap(({ text, stem, isContent }) => (isContent && !asked.stems.has(stem) ? [text] : [])).join(" ");
  const [meantLine, saidLine] = [lineOf(meant), lineOf(said)];
  return {
    [`${prefix}r_fresh`]: recall.fresh,
    [`${prefix}p_fresh`]: precision.fresh,
    [`${prefix}f_fresh`]: harmonic(recall.fresh, precision.fresh),
    [`${prefix}r_asked`]: recall.asked,
    [`${prefix}p_asked`]: precision.asked,
    [`${prefix}fresh_part`]: total === 0 ? 0 : sum(weightsOf(fresh)) / total,
    [`${prefix}missed_weight`]: sum(weightsOf(missed)),
    [`${prefix}missed_count`]: missed.length,
    [`${prefix}heaviest_missed`]: Math.max(0, ...weightsOf(missed)),
    [`${prefix}heaviest_found`]: heaviest.length === 0 ? 0.5 : sum(heaviest.map(({ found }) => found.strength)) / heaviest.length,
    [`${prefix}added_weight`]: sum(weightsOf(added.filter(({ found, asked: known }) => found.strength === 0 && !known))),
    [`${prefix}met_count`]: fresh.length - missed.length,
    [`${prefix}turned_fresh`]: turnedShare(fresh),
    [`${prefix}clause_fresh`]: perClause.length === 0 ? 0 : sum(perClause) / perClause.length,
    [`${prefix}numbers_meant`]: freshNumbers.length,
    [`${prefix}numbers_found`]:
      freshNumbers.length === 0 ? -1 : freshNumbers.filter((value) => said.numbers.has(value)).length / freshNumbers.length,
    [`${prefix}numbers_foreign`]: Math.min(4, foreignNumbers),
    [`${prefix}letters_fresh_3`]: commonRuns(meantLine, saidLine, 3).dice,
    [`${prefix}letters_fresh_4`]: commonRuns(meantLine, saidLine, 4).dice,
  };
}
