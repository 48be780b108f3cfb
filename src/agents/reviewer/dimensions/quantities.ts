/** Numbers as a conversation has them: written in any way, compared by value. */

const NUMBER = /\d[\d,]*(?:\.\d+)?|\.\d+/g;
const SUM =
  /(?<![\d.])(\d[\d,]*(?:\.\d+)?)\s*([-+−–*×x÷/])\s*(\d[\d,]*(?:\.\d+)?)\s*(?:=|equals|is|makes|gives)\s*\$?\s*(\d[\d,]*(?:\.\d+)?)/gi;
/** A sum that is set up and left to the learner: no result follows. */
const SET_UP = /\d\s*[-+−–*×÷/]\s*\$?\s*\d/g;
const RESULT_BEFORE =
  /(?:=|≈|\b(?:is|are|was|equals?|be|makes?|gives?|get|gets|to|has|have|total of|actually|exactly|about|approximately|answer))\s*(?:only |also |just |then |actually |equal to |called |a total of )?[$€£]?\s*$/i;
const ROUNDING = 0.011;

export interface Quantity {
  readonly value: number;
  readonly start: number;
  readonly end: number;
  /** Whether it stands where a result is told: "= 12", "is 12", "you get 12". */
  readonly isResult: boolean;
}

export interface Equation {
  readonly numbers: readonly [left: number, right: number, result: number];
  readonly isTrue: boolean;
}

/** The value of "10,000", "$1.5", ".05"; NaN for anything else. */
export const valueOf = (written: string): number => Number(written.replaceAll(",", ""));

export function readQuantities(text: string): Quantity[] {
  return [...text.matchAll(NUMBER)].map(({ 0: written, index }) => ({
    value: valueOf(written),
    start: index,
    end: index + written.length,
    isResult: RESULT_BEFORE.test(text.slice(Math.max(0, index - 30), index)),
  }));
}

export const valuesOf = (text: string): Set<number> => new Set([...text.matchAll(NUMBER)].map(([written]) => valueOf(written)));

/** Sums of two numbers that are worked out in the text, and whether they are right to a hundredth. */
export function readEquations(text: string): Equation[] {
  return [...text.matchAll(SUM)].map(([, left = "", sign = "", right = "", result = ""]) => {
    const [a, b, c] = [valueOf(left), valueOf(right), valueOf(result)];
    return { numbers: [a, b, c], isTrue: Math.abs(compute(a, sign, b) - c) <= ROUNDING };
  });
}

export const countSetUps = (text: string): number => text.match(SET_UP)?.length ?? 0;

function compute(a: number, sign: string, b: number): number {
  if (sign === "+") return a + b;
  if (sign === "÷" || sign === "/") return a / b;
  return sign === "*" || sign === "×" || sign === "x" || sign === "X" ? a * b : a - b;
}
