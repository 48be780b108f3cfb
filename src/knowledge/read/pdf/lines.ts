import type { Segment } from "./text-run.ts";

/** A line of one column: what stands on one baseline, cells of a row parted by tabs. */
export interface Line extends Segment {
  readonly cells: number;
}

const BASELINE_EM = 0.4;
const CELL_GAP_EM = 1.8;
const EVEN_EM = 0.12;
/** A bullet or a number in the margin stands off its text like a cell, and is none. */
const MARKER = /^(?:\p{So}|[•◦▪▸►‣·∙●○■□–—*-]|\(?\p{L}[.)]|\(?\d{1,3}[.)]|[\dIVXivx]+(?:\.\d+)*\.?)$/u;

/** The lines of one column from top to bottom. */
export function linesOf(segments: readonly Segment[]): Line[] {
  const rows: Segment[][] = [];
  for (const segment of [...segments].sort((a, b) => a.y - b.y)) {
    const row = rows.at(-1);
    const base = row?.[0];
    if (row && base && Math.abs(segment.y - base.y) <= BASELINE_EM * Math.max(segment.size, base.size) && !isOver(row, segment))
      row.push(segment);
    else rows.push([segment]);
  }
  return rows.map(joinRow);
}

/** Whether the segment stands where the row already has text: then it is a line of its own, however near. */
function isOver(row: readonly Segment[], { x0, x1, size }: Segment): boolean {
  return row.some((other) => Math.min(x1, other.x1) - Math.max(x0, other.x0) > size * 0.5);
}

function joinRow(row: Segment[]): Line {
  row.sort((a, b) => a.x0 - b.x0);
  const isJustified = hasEvenGaps(row);
  let text = "";
  let cells = 1;
  let end: Segment | null = null;
  for (const segment of row) {
    if (end !== null) {
      const isCell = !isJustified && segment.x0 - end.x1 > CELL_GAP_EM * segment.size && !(end === row[0] && MARKER.test(end.text));
      if (isCell) cells += 1;
      const touches = segment.x0 - end.x1 < 0.12 * segment.size;
      text += isCell ? "\t" : touches ? "" : " ";
    }
    text += segment.text;
    end = segment;
  }
  const main = row.reduce((most, segment) => (segment.text.length > most.text.length ? segment : most));
  return {
    text,
    cells,
    x0: row[0]?.x0 ?? 0,
    x1: Math.max(...row.map(({ x1 }) => x1)),
    y: main.y,
    size: main.size,
    bold: row.every(({ bold }) => bold),
    mono: row.every(({ mono }) => mono),
  };
}

/** Whether the gaps are all the same: a line of few words, stretched to the width of a narrow column. Cells are never so even. */
function hasEvenGaps(row: readonly Segment[]): boolean {
  const gaps = row.slice(1).map(({ x0 }, at) => x0 - (row[at]?.x1 ?? 0));
  return gaps.length > 1 && Math.max(...gaps) - Math.min(...gaps) < EVEN_EM * (row[0]?.size ?? 0);
}
