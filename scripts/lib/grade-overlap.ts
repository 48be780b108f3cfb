// The trivial grader of ../shared/data/*/baseline_overlap.py: word overlap with the best reference, thresholds tuned on other questions.
import { STOP_WORDS, stemOf } from "./baseline-words.ts";
import { macroF1 } from "./eval-metrics.ts";
import type { GradedRow } from "./grader-data.ts";

const NON_ANSWER = /\b(i (do not|don'?t|dont) (know|understand|get)|no idea|help|what\?|huh|hint|idk|not sure|tell me|give up)\b|^\W*$/i;

function tokens(text: string): string[] {
  return (text.toLowerCase().match(/[a-z0-9äöüß]+/g) ?? []).filter((word) => !STOP_WORDS.has(word)).map(stemOf);
}

/** The F1 of content words with the nearest reference. */
export function overlapOf({ answer, references }: GradedRow): number {
  const said = tokens(answer);
  return Math.max(
    0,
    ...references.map((reference) => {
      const meant = tokens(reference);
      const left = new Map<string, number>();
      for (const word of meant) left.set(word, (left.get(word) ?? 0) + 1);
      let shared = 0;
      for (const word of said) {
        const count = left.get(word) ?? 0;
        if (count === 0) continue;
        left.set(word, count - 1);
        shared += 1;
      }
      return shared === 0 ? 0 : (2 * shared) / (said.length + meant.length);
    }),
  );
}

export interface Overlapped {
  readonly row: GradedRow;
  readonly overlap: number;
}

/** Labels by a threshold that is best on the rows it was tuned on. */
export function tuneTwoWay(train: readonly Overlapped[]): (each: Overlapped) => string {
  const truth = train.map(({ row }) => String(row.correct));
  let [best, threshold] = [-1, 0];
  for (let step = 1; step < 50; step++) {
    const score = macroF1(
      truth,
      train.map(({ overlap }) => String(overlap >= step / 50)),
    );
    if (score > best) [best, threshold] = [score, step / 50];
  }
  return ({ overlap }) => String(overlap >= threshold);
}

/** The same with two thresholds and the expression for non-answers. */
export function tuneTutor(train: readonly Overlapped[]): (each: Overlapped) => string {
  const graded = train.flatMap((each) => (each.row.level === null ? [] : [{ ...each, level: each.row.level }]));
  const label = ({ row, overlap }: Overlapped, high: number, low: number): string =>
    NON_ANSWER.test(row.answer) ? "n/a" : overlap >= high ? "correct" : overlap >= low ? "partial" : "wrong";
  let [best, highest, lowest] = [-1, 0, 0];
  for (let high = 1; high < 20; high++)
    for (let low = 0; low < high; low++) {
      const score = macroF1(
        graded.map(({ level }) => level),
        graded.map((each) => label(each, high / 20, low / 20)),
      );
      if (score > best) [best, highest, lowest] = [score, high / 20, low / 20];
    }
  return (each) => label(each, highest, lowest);
}
