import type { Segment } from "./text-run.ts";

/** A gutter is at least this wide, in points. */
const MIN_GUTTER = 7;
/** A column has so many segments at least, and they are lines of text, not numbers in a table. */
const MIN_LINES = 4;
const MIN_LINE_CHARS = 16;
/** Both columns stand side by side for this share of the lower one. */
const MIN_BESIDE = 0.4;
/** Heads and feet stand so far off the text, in ems from baseline to baseline, and are short. */
const EDGE_GAP_EM = 2.4;
/** … or hardly off it, if they are set smaller. */
const SMALLER_GAP_EM = 0.9;
const MAX_EDGE_CHARS = 150;
/** Three columns are two cuts; pages with more are tables. */
const MAX_CUTS = 3;

/**
 * The segments of a page by column, in reading order. Lines that reach over the gutter (titles, wide figures' captions) part the page into bands; within a
 * band the left column comes before the right one. A page without columns is one group.
 */
export function columnsOf(segments: readonly Segment[]): Segment[][] {
  const sorted = [...segments].sort(byPlace);
  const head = edgeRow(sorted);
  const foot = edgeRow(sorted.slice(head.length).reverse());
  const body = sorted.slice(head.length, sorted.length - foot.length);
  return [head, ...cut(body, MAX_CUTS), foot.reverse()].filter((group) => group.length > 0);
}

/** The first row of segments if it stands far off the next: a head or foot of the page belongs to no column. */
function edgeRow(segments: readonly Segment[]): Segment[] {
  const [edge] = segments;
  if (!edge) return [];
  const end = segments.findIndex(({ y }) => Math.abs(y - edge.y) > 0.5 * edge.size);
  const next = segments[end];
  const row = segments.slice(0, Math.max(0, end));
  if (next === undefined) return [];
  const em = Math.max(edge.size, next.size);
  const isSmaller = row.every(({ size }) => size < 0.9 * next.size);
  const isFar = Math.abs(next.y - edge.y) > (isSmaller ? SMALLER_GAP_EM : EDGE_GAP_EM) * em;
  return isFar && row.reduce((sum, { text }) => sum + text.length, 0) <= MAX_EDGE_CHARS ? row : [];
}

function byPlace(a: Segment, b: Segment): number {
  return a.y - b.y || a.x0 - b.x0;
}

function cut(segments: Segment[], cuts: number): Segment[][] {
  const gutter = cuts === 0 ? null : findGutter(segments);
  if (gutter === null) return segments.length === 0 ? [] : [segments];
  const bands: { readonly wide: boolean; readonly inside: Segment[] }[] = [];
  for (const segment of segments) {
    const wide = segment.x0 < gutter && segment.x1 > gutter;
    const band = bands.at(-1);
    if (band?.wide === wide) band.inside.push(segment);
    else bands.push({ wide, inside: [segment] });
  }
  const groups: Segment[][] = [];
  let open: Segment[] = [];
  const close = () => {
    if (open.length > 0) groups.push(open);
    open = [];
  };
  for (const { wide, inside } of bands) {
    const left = inside.filter(({ x1 }) => x1 <= gutter);
    const right = inside.filter(({ x1 }) => x1 > gutter);
    if (wide || !areColumns(left, right)) {
      open.push(...inside);
      continue;
    }
    close();
    groups.push(...cut(left, cuts - 1), ...cut(right, cuts - 1));
  }
  close();
  return groups;
}

/** The middle of the place that fewest segments cross, if what stands on both sides of it are columns of text. */
function findGutter(segments: readonly Segment[]): number | null {
  if (segments.length < 2 * MIN_LINES) return null;
  const left = Math.floor(Math.min(...segments.map(({ x0 }) => x0)));
  const right = Math.ceil(Math.max(...segments.map(({ x1 }) => x1)));
  const width = right - left;
  if (width < 100 || width > 20_000) return null;
  const crossed = new Uint32Array(width + 1);
  for (const { x0, x1 } of segments)
    for (let x = Math.floor(x0) - left + 1; x < Math.ceil(x1) - left; x++) crossed[x] = (crossed[x] ?? 0) + 1;
  const [from, to] = [Math.floor(width * 0.2), Math.ceil(width * 0.8)];
  const least = Math.min(...crossed.subarray(from, to));
  // Where every second line crosses there is no gutter, only a ragged margin.
  if (least > segments.length * 0.4) return null;
  let best: { readonly at: number; readonly width: number } | null = null;
  for (let x = from; x < to; x++) {
    if (crossed[x] !== least) continue;
    const begin = x;
    while (x < to && crossed[x] === least) x++;
    if (x - begin >= MIN_GUTTER && x - begin > (best?.width ?? 0)) best = { at: left + (begin + x) / 2, width: x - begin };
  }
  return best?.at ?? null;
}

function areColumns(left: readonly Segment[], right: readonly Segment[]): boolean {
  return isText(left) && isText(right) && overlap(left, right) >= MIN_BESIDE;
}

function isText(segments: readonly Segment[]): boolean {
  const lengths = segments.map(({ text }) => text.length).sort((a, b) => a - b);
  return lengths.length >= MIN_LINES && (lengths[lengths.length >> 1] ?? 0) >= MIN_LINE_CHARS;
}

function overlap(a: readonly Segment[], b: readonly Segment[]): number {
  const [top, bottom] = [Math.max(first(a), first(b)), Math.min(last(a), last(b))];
  return (bottom - top) / Math.max(1, Math.min(last(a) - first(a), last(b) - first(b)));
}

const first = (segments: readonly Segment[]): number => segments[0]?.y ?? 0;
const last = (segments: readonly Segment[]): number => segments.at(-1)?.y ?? 0;
