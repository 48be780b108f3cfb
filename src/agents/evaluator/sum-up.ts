import { type Rational, readNumber, toRational } from "../../curriculum/rational.ts";
import type { Token } from "../../curriculum/token.ts";

type Operation = "+" | "-" | "*" | "/";

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ["+", "+"],
  ["plus", "+"],
  ["-", "-"],
  ["minus", "-"],
  ["*", "*"],
  ["×", "*"],
  ["x", "*"],
  ["times", "*"],
  ["÷", "/"],
  ["/", "/"],
]);
/** Words around a sum that say nothing about it. */
const AROUND = new Set("it is its i think that thats the answer would be so =".split(" "));

/**
 * What a reply that is a sum and nothing else comes to ("6 + 4", "six plus four squares", "it is 12 - 0.6"); null for anything else, a single number included.
 * Products come before sums; there are no brackets.
 * @param units words that may stand behind a number, in lower case; their plurals may as well
 */
export function sumUp(tokens: readonly Token[], units: ReadonlySet<string>): Rational | null {
  const told = tokens
    .slice(tokens.findIndex(({ text }) => !AROUND.has(text)))
    .filter(({ text }) => !units.has(text) && !units.has(text.replace(/s$/, "")));
  const numbers = told.filter((_, at) => at % 2 === 0).map(({ value }) => (value === null ? null : (readNumber(value)?.value ?? null)));
  const operations = told.filter((_, at) => at % 2 === 1).map(({ text }) => OPERATIONS.get(text) ?? null);
  if (numbers.length < 2 || operations.length !== numbers.length - 1) return null;
  const terms: { readonly sign: 1n | -1n; readonly value: Rational }[] = [];
  for (const [at, number] of numbers.entries()) {
    const operation = at === 0 ? "+" : operations[at - 1];
    if (!number || !operation) return null;
    if (operation === "+" || operation === "-") {
      terms.push({ sign: operation === "+" ? 1n : -1n, value: number });
      continue;
    }
    const last = terms.pop();
    const { num, den } = last?.value ?? { num: 0n, den: 1n };
    const value = operation === "*" ? toRational(num * number.num, den * number.den) : toRational(num * number.den, den * number.num);
    if (!last || !value) return null;
    terms.push({ sign: last.sign, value });
  }
  return terms.reduce<Rational | null>(
    (sum, { sign, value }) => sum && toRational(sum.num * value.den + sign * value.num * sum.den, sum.den * value.den),
    { num: 0n, den: 1n },
  );
}
