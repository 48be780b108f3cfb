// How ../shared/data/openstax_course/score.py and ../shared/data/prereq/score.py measure paths and orders, so that intervals can be given.
import { STOP_WORDS, stemOf } from "./baseline-words.ts";
import type { Chapter, Subject } from "./path-data.ts";

function tokensOf(name: string): ReadonlySet<string> {
  const words =
    name
      .replace(/\(.*?\)/g, " ")
      .toLowerCase()
      .match(/[a-z0-9äöüß]+/g) ?? [];
  return new Set(words.filter((word) => !STOP_WORDS.has(word)).map(stemOf));
}

export interface PathScore {
  readonly recall: number;
  readonly precision: number;
  /** Null when no two matched concepts are of different sections. */
  readonly tau: number | null;
}

/** Scores the ordered concepts of one chapter against its authors' glossary; null where it has none. */
export function scorePath({ sections, glossary }: Chapter, concepts: readonly string[]): PathScore | null {
  const gold = glossary
    .flatMap((terms, section) => terms.map((term) => ({ tokens: tokensOf(term), section })))
    .filter(({ tokens }) => tokens.size > 0);
  const plan = sections.flatMap(({ title, objectives }, section) =>
    [title, ...objectives].map((line) => ({ tokens: tokensOf(line), section })),
  );
  if (gold.length === 0) return null;
  const named = concepts.map(tokensOf).filter((tokens) => tokens.size > 0);
  const matches = (a: ReadonlySet<string>, b: ReadonlySet<string>) => common(a, b) === Math.min(a.size, b.size);
  const placed = named.flatMap((tokens, at) => {
    const terms = gold.filter((term) => matches(term.tokens, tokens));
    const found =
      terms.length > 0 ? terms : plan.filter((line) => line.tokens.size > 0 && common(line.tokens, tokens) / tokens.size >= 0.6);
    return found.length > 0 ? [{ at, section: mostCommon(found.map(({ section }) => section)) }] : [];
  });
  return {
    recall: gold.filter((term) => named.some((tokens) => matches(term.tokens, tokens))).length / gold.length,
    precision: named.length === 0 ? 0 : placed.length / named.length,
    tau: tauOf(placed),
  };
}

const common = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => [...a].filter((token) => b.has(token)).length;

function mostCommon(values: readonly number[]): number {
  const counts = [...Map.groupBy(values, (value) => value)].map(([value, all]) => ({ value, times: all.length }));
  return counts.reduce((best, each) => (each.times > best.times ? each : best)).value;
}

function tauOf(placed: readonly { readonly at: number; readonly section: number }[]): number | null {
  let agree = 0;
  let differ = 0;
  for (const [index, one] of placed.entries())
    for (const other of placed.slice(0, index)) {
      const sign = (one.at - other.at) * (one.section - other.section);
      if (sign > 0) agree += 1;
      else if (sign < 0) differ += 1;
    }
  return agree + differ === 0 ? null : (agree - differ) / (agree + differ);
}

/** For each needed pair whether the order has it right: 1, 0, or a half where both stand alike. */
export function scoreOrder({ pairs }: Subject, rankOf: (name: string) => number): number[] {
  return pairs.filter(({ needed }) => needed).map(({ before, after }) => (Math.sign(rankOf(after) - rankOf(before)) + 1) / 2);
}
