/** How far a node is, as its stone shows it. */
export type StoneState = "to_come" | "current" | "laid" | "set_aside" | "unverified" | "placed";

/** A stone's outline: half its width and height, how far it leans out of the pile's middle, and its path around (0, 0). All in drawing units. */
export interface Stone {
  readonly half_width: number;
  readonly half_height: number;
  readonly lean: number;
  readonly outline: string;
}

const WIDEST = 34;
const TALLEST = 13;
// Found by eye: a pile that could stand. Every stone leans a little, none twice the same way.
const LEANS = [0, 2.5, -2, 1.5, -2.5, 2, -1, 1];
const BULGES = [0.12, -0.18, 0.2, -0.1, 0.16, -0.2, 0.08, -0.14];

/** The stone at `index` (0 lies at the bottom) of a pile of `count`: wide below, small on top, always the same for the same place. */
export function stoneAt(index: number, count: number): Stone {
  const height = count > 1 ? index / (count - 1) : 0;
  const w = WIDEST * (1 - 0.5 * height);
  const h = TALLEST * (1 - 0.28 * height);
  const bulge = (BULGES[index % BULGES.length] ?? 0) * w;
  return { half_width: w, half_height: h, lean: LEANS[index % LEANS.length] ?? 0, outline: pebble(w, h, bulge) };
}

/** A pebble of half width `w` and half height `h`: rounder above, flatter below, its top moved aside by `bulge`. */
function pebble(w: number, h: number, bulge: number): string {
  const at = (x: number, y: number) => `${round(x)} ${round(y)}`;
  return [
    `M${at(-w, 0.1 * h)}`,
    `C${at(-w, -0.5 * h)} ${at(-0.56 * w + bulge, -h)} ${at(bulge, -h)}`,
    `C${at(0.58 * w + bulge / 2, -h)} ${at(w, -0.5 * h)} ${at(w, 0.12 * h)}`,
    `C${at(w, 0.7 * h)} ${at(0.6 * w, h)} ${at(0, h)}`,
    `C${at(-0.6 * w, h)} ${at(-w, 0.68 * h)} ${at(-w, 0.1 * h)}Z`,
  ].join("");
}

const round = (value: number): number => Math.round(value * 10) / 10;
