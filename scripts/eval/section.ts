// One part of docs/evaluation.md: what was measured, beside a trivial method and what others have published.

export interface Section {
  /** The mark between which it stands in the document. */
  readonly name: string;
  /** Markdown. */
  readonly text: string;
}

/** A row of a table of figures: ours with its 95 % interval, a baseline on the same rows, a published figure with its source. */
export interface Figure {
  readonly what: string;
  readonly ours: number;
  readonly interval: readonly [number, number] | null;
  readonly baseline: string;
  readonly published: string;
  /** What the house asks for, in words, and whether it is met; null where nothing is asked. */
  readonly bar: string;
  readonly ok: boolean | null;
}

/** The figures as a Markdown table. */
export function tableOf(figures: readonly Figure[]): string {
  return [
    "| what | Cairn, no model (95 %) | baseline, same rows | published | bar | |",
    "|---|---|---|---|---|---|",
    ...figures.map(({ what, ours, interval, baseline, published, bar, ok }) => {
      const range = interval === null ? "" : ` (${show(interval[0])}–${show(interval[1])})`;
      return `| ${what} | ${show(ours)}${range} | ${baseline} | ${published} | ${bar} | ${ok === null ? "" : ok ? "met" : "**missed**"} |`;
    }),
  ].join("\n");
}

/** Three decimals without the nought in front, as the field writes shares. */
export function show(value: number): string {
  return value.toFixed(3).replace(/^(-?)0\./, "$1.");
}
