import type { WhyBody } from "../../../src/protocol/knowledge.schema.ts";

type Verdict = WhyBody["rows"][number]["verdict"];

/** The estimate at one step: before the first answer (`verdict` null), and after each. */
export interface Step {
  readonly estimate: number;
  readonly verdict: Verdict | null;
  readonly at: string | null;
}

/** What a person said it was, where one did; our verdict otherwise. */
export const verdictOf = ({ verdict, corrected }: Pick<WhyBody["rows"][number], "verdict" | "corrected">): Verdict =>
  corrected?.verdict ?? verdict;

/** The estimate from before the first answer to now. */
export function stepsOf({ prior, rows }: Pick<WhyBody, "prior" | "rows">): Step[] {
  return [
    { estimate: prior, verdict: null, at: null },
    ...rows.map((row) => ({ estimate: row.mastery_after, verdict: verdictOf(row), at: row.at })),
  ];
}

/** A point of the drawing, which is `width` wide and 100 high. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The steps as points from edge to edge; one alone lies at the start. */
export function pointsOf(steps: readonly Step[], width: number): Point[] {
  const gap = steps.length > 1 ? width / (steps.length - 1) : 0;
  return steps.map(({ estimate }, index) => ({ x: round(index * gap), y: round(100 * (1 - estimate)) }));
}

const round = (value: number): number => Math.round(value * 100) / 100;
