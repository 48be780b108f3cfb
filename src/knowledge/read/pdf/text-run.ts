/** A run of text as a page has it, upright. Lengths in points; `y` is the baseline and grows downwards. */
export interface TextRun {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly bold: boolean;
  readonly mono: boolean;
}

/** Runs on one baseline that follow each other without a gap: a line of a column, or a cell. */
export interface Segment {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  /** Of most of its characters. */
  readonly size: number;
  readonly bold: boolean;
  readonly mono: boolean;
}

/** A wider gap, in ems, is one between columns or cells; no justified line has one. */
const CELL_GAP_EM = 1.8;
/** A gap that is a space though no space stands there. */
const SPACE_GAP_EM = 0.18;
/** How far runs may step back: kerning, accents set over letters. */
const STEP_BACK_EM = 0.6;
/** Raised and lowered signs belong to their line. */
const BASELINE_EM = 0.5;

/** Joins runs, in the order in which they are painted, into segments. Segments come in that order too. */
export function segmentsOf(runs: readonly TextRun[]): Segment[] {
  const segments: TextRun[][] = [];
  let last: TextRun | undefined;
  for (const run of runs) {
    if (run.text.trim() === "") {
      // A painted space keeps a line together however wide it is stretched; it is no text of its own.
      if (last && run.width > 0 && run.width < CELL_GAP_EM * last.size && Math.abs(run.y - last.y) < 1 && !last.text.endsWith(" "))
        last = extend(segments, { ...last, text: `${last.text} `, width: Math.max(last.width, run.x + run.width - last.x) });
      continue;
    }
    if (last && follows(last, run)) segments.at(-1)?.push(run);
    else segments.push([run]);
    last = run;
  }
  return segments.map(joinRuns);
}

function extend(segments: TextRun[][], run: TextRun): TextRun {
  segments.at(-1)?.splice(-1, 1, run);
  return run;
}

function follows(last: TextRun, run: TextRun): boolean {
  const em = Math.max(last.size, run.size);
  const gap = run.x - (last.x + last.width);
  return Math.abs(run.y - last.y) <= BASELINE_EM * em && gap >= -STEP_BACK_EM * em && gap <= CELL_GAP_EM * em;
}

function joinRuns(runs: readonly TextRun[]): Segment {
  let text = "";
  let end: number | null = null;
  for (const run of runs) {
    const isParted = end !== null && run.x - end > SPACE_GAP_EM * run.size && !/\s$/.test(text) && !/^\s/.test(run.text);
    text += `${isParted ? " " : ""}${run.text}`;
    end = run.x + run.width;
  }
  const main = runs.reduce((most, run) => (run.text.length > most.text.length ? run : most));
  const letters = (chosen: readonly TextRun[]) => chosen.reduce((sum, run) => sum + run.text.trim().length, 0);
  const all = letters(runs);
  return {
    text: text.trim(),
    x0: Math.min(...runs.map(({ x }) => x)),
    x1: Math.max(...runs.map(({ x, width }) => x + width)),
    y: main.y,
    size: main.size,
    bold: letters(runs.filter(({ bold }) => bold)) > 0.9 * all,
    mono: letters(runs.filter(({ mono }) => mono)) > 0.9 * all,
  };
}
