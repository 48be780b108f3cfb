// Recall and precision as ../shared/data/pii/score.py defines them, and shares with their 95 % intervals.
import { findPersonalData } from "../../src/llm/guard/find-personal-data.ts";
import type { PersonalSpan } from "../../src/llm/guard/personal-span.ts";
import type { PersonalRow } from "./guard-data.ts";

export interface Share {
  readonly hits: number;
  readonly of: number;
}

export interface PersonalScore {
  /** By the type that the data has: found when half of its characters are. */
  readonly recall: ReadonlyMap<string, Share>;
  /** By the type that we gave: right when half of its characters are personal data of any type. */
  readonly precision: ReadonlyMap<string, Share>;
  /** Texts without personal data in which something was found. */
  readonly clean: Share;
  /** Lines for score.py. */
  readonly predictions: readonly object[];
}

/** Runs the product's own finder over the rows. */
export function scorePersonal(rows: readonly PersonalRow[]): PersonalScore {
  const recall = new Map<string, Share>();
  const precision = new Map<string, Share>();
  const predictions: object[] = [];
  let clean: Share = { hits: 0, of: 0 };
  for (const { id, text, spans } of rows) {
    const found = inCodePoints(text, findPersonalData(text));
    const covered = charactersOf(found);
    const gold = charactersOf(spans);
    for (const span of spans) count(recall, span.type, isHalfIn(span, covered));
    for (const span of found) count(precision, span.type, isHalfIn(span, gold));
    if (spans.length === 0) clean = add(clean, found.length > 0);
    predictions.push({ id, spans: found });
  }
  return { recall, precision, clean, predictions };
}

/** The sum of some of the shares; of all without names. */
export function sum(shares: ReadonlyMap<string, Share>, names: readonly string[] = [...shares.keys()]): Share {
  const chosen = names.flatMap((name) => shares.get(name) ?? []);
  return chosen.reduce((all, { hits, of }) => ({ hits: all.hits + hits, of: all.of + of }), { hits: 0, of: 0 });
}

/** The share of items for which something holds. */
export const shareOf = <T>(items: readonly T[], holds: (item: T) => boolean): Share => ({
  hits: items.filter(holds).length,
  of: items.length,
});

/** Wilson's score interval for a share, z = 1.96 (Wilson 1927, doi:10.1080/01621459.1927.10502953). */
export function wilson({ hits, of }: Share): readonly [number, number] {
  if (of === 0) return [0, 1];
  const z = 1.96;
  const p = hits / of;
  const middle = p + (z * z) / (2 * of);
  const reach = z * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of));
  const whole = 1 + (z * z) / of;
  return [Math.max(0, (middle - reach) / whole), Math.min(1, (middle + reach) / whole)];
}

/** "83.6 % (77.4–88.3), 148 of 177". */
export function say(share: Share): string {
  const [from, to] = wilson(share);
  const digits = share.hits * 50 < share.of ? 2 : 1;
  const percent = (value: number) => (value * 100).toFixed(digits);
  return share.of === 0 ? "–" : `${percent(share.hits / share.of)} % (${percent(from)}–${percent(to)}), ${share.hits} of ${share.of}`;
}

const add = ({ hits, of }: Share, hit: boolean): Share => ({ hits: hits + (hit ? 1 : 0), of: of + 1 });

function count(shares: Map<string, Share>, name: string, hit: boolean): void {
  shares.set(name, add(shares.get(name) ?? { hits: 0, of: 0 }, hit));
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

const charactersOf = (spans: readonly Stretch[]): ReadonlySet<number> => new Set(spans.flatMap(range));
const range = ({ start, end }: Stretch): number[] => Array.from({ length: end - start }, (_, i) => start + i);
const isHalfIn = (span: Stretch, characters: ReadonlySet<number>): boolean =>
  range(span).filter((at) => characters.has(at)).length * 2 >= Math.max(1, span.end - span.start);

/** We count UTF-16 code units, Python counts code points. */
function inCodePoints(text: string, spans: readonly PersonalSpan[]): PersonalSpan[] {
  const at = (offset: number) => Array.from(text.slice(0, offset)).length;
  return spans.map(({ start, end, type }) => ({ start: at(start), end: at(end), type }));
}
