import { beyond } from "./beyond.ts";
import { commonRuns } from "./letters.ts";
import type { Reading, Word } from "./reading.ts";
import { finderIn, hold, shareOf, turnedShare } from "./shares.ts";
import { harmonic, sum } from "./sums.ts";

/** A question as it is set against answers. */
export interface Asked {
  readonly whole: Reading;
  /** The end of it, which asks: the story before it apart. */
  readonly last: Reading;
}

/** How an answer stands to one reference; `merit` says which of several it is nearest to. */
export function compare(
  said: Reading,
  meant: Reading,
  { whole, last }: Asked,
): { readonly features: Record<string, number>; readonly merit: number } {
  const inSaid = finderIn(said);
  const inMeant = finderIn(meant);
  const wanted = hold(meant.words, inSaid, whole);
  const added = hold(said.words, inMeant, whole);
  const recall = shareOf(wanted);
  const precision = shareOf(added);
  const bestClause = said.clauses.reduce((top, clause) => {
    const own = shareOf(hold(clause, inMeant, whole)).all;
    return own * Math.min(1, clause.length / 4) > top ? own * Math.min(1, clause.length / 4) : top;
  }, 0);
  const perClause = meant.clauses.map((clause) => shareOf(hold(clause, inSaid, whole)).all);
  const pairs = overlap(meant.pairs, said.pairs);
  const bigrams = overlap(meant.bigrams, said.bigrams);
  const chars = cosine(meant.trigrams, said.trigrams);
  const order = subsequence(meant.words, said.words);
  const f_all = harmonic(recall.all, precision.all);
  const fresh = beyond("", said, meant, whole, { inSaid, inMeant });
  const features = {
    r_all: recall.all,
    p_all: precision.all,
    f_all,
    r_exact: recall.exact,
    p_exact: precision.exact,
    f_exact: harmonic(recall.exact, precision.exact),
    r_plain: recall.plain,
    p_plain: precision.plain,
    f_plain: harmonic(recall.plain, precision.plain),
    turned: turnedShare(wanted),
    opposed: wanted.filter(({ found }) => found.opposed).length,
    opposed_back: added.filter(({ found }) => found.opposed).length,
    negators: said.negators - meant.negators,
    negation_differs: said.negators > 0 === meant.negators > 0 ? 0 : 1,
    negation_meant: meant.negators > 0 ? 1 : 0,
    r_pairs: pairs.recall,
    p_pairs: pairs.precision,
    f_pairs: harmonic(pairs.recall, pairs.precision),
    r_bigrams: bigrams.recall,
    f_bigrams: harmonic(bigrams.recall, bigrams.precision),
    chars,
    order_r: meant.words.length === 0 ? 0 : order / meant.words.length,
    order_p: said.words.length === 0 ? 0 : order / said.words.length,
    clause_least: perClause.length === 0 ? 0 : Math.min(...perClause),
    clauses: Math.min(8, meant.clauses.length),
    best_clause: bestClause,
    meant_length: Math.log1p(meant.words.length),
    length_ratio: Math.log1p(said.words.length) - Math.log1p(meant.words.length),
    content_ratio: Math.log1p(added.length) - Math.log1p(wanted.length),
    ...fresh,
    ...beyond("last_", said, meant, last, { inSaid, inMeant }),
    ...lettersOf(said, meant),
  };
  return { features, merit: f_all + 0.5 * (fresh["f_fresh"] ?? 0) + 0.3 * features.f_pairs + 0.2 * chars };
}

/** Runs of so many letters are compared. */
const RUNS = [2, 3, 4, 5, 6];

function lettersOf(said: Reading, meant: Reading): Record<string, number> {
  const lineOf = ({ words }: Reading): string => words.map(({ text }) => text).join(" ");
  const [meantLine, saidLine] = [lineOf(meant), lineOf(said)];
  return Object.fromEntries(
    RUNS.flatMap((length) => {
      const { recall, precision, dice } = commonRuns(meantLine, saidLine, length);
      return [
        [`r_letters_${length}`, recall],
        [`p_letters_${length}`, precision],
        [`f_letters_${length}`, dice],
      ];
    }),
  );
}

function overlap(meant: ReadonlySet<string>, said: ReadonlySet<string>): { readonly recall: number; readonly precision: number } {
  let shared = 0;
  for (const each of meant) if (said.has(each)) shared += 1;
  return { recall: meant.size === 0 ? 0 : shared / meant.size, precision: said.size === 0 ? 0 : shared / said.size };
}

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let dot = 0;
  for (const [gram, count] of a) dot += count * (b.get(gram) ?? 0);
  const norm = (counts: ReadonlyMap<string, number>): number => Math.sqrt(sum([...counts.values()].map((count) => count * count)));
  return dot === 0 ? 0 : dot / (norm(a) * norm(b));
}

const MAX_ORDER_WORDS = 120;

/** The length of the longest common subsequence of stems. */
function subsequence(a: readonly Word[], b: readonly Word[]): number {
  const [rows, columns] = [a.slice(0, MAX_ORDER_WORDS), b.slice(0, MAX_ORDER_WORDS)];
  let last = new Uint16Array(columns.length + 1);
  for (const { stem } of rows) {
    const row = new Uint16Array(columns.length + 1);
    for (const [at, other] of columns.entries())
      row[at + 1] = stem === other.stem ? (last[at] ?? 0) + 1 : Math.max(last[at + 1] ?? 0, row[at] ?? 0);
    last = row;
  }
  return last[columns.length] ?? 0;
}
