// The words and the stemmer that the baselines of ../shared/data (`baseline_overlap.py`, `score.py`) share.

export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a an the of to in on at for and or but is are was were be been being it its this that these those as by with from into than then so if not no do does did
  has have had can could will would should may might must i you he she they we them his her their our your my me what which who whom how why when where there
  here about over under up down out also such each both more most other some any all only own same very s t`.split(/\s+/),
);
const SUFFIXES: readonly (readonly [string, string])[] = [
  ["ational", "ate"],
  ["ization", "ize"],
  ["fulness", "ful"],
  ["iveness", "ive"],
  ["ies", "y"],
  ["sses", "ss"],
  ["ing", ""],
  ["edly", ""],
  ["ed", ""],
  ["ly", ""],
  ["es", "e"],
  ["s", ""],
];

/** A word without its first suffix on the list, if three letters stay. */
export function stemOf(word: string): string {
  const [suffix, instead] = SUFFIXES.find(([end]) => word.endsWith(end) && word.length - end.length >= 3) ?? ["", ""];
  return suffix === "" ? word : word.slice(0, -suffix.length) + instead;
}
