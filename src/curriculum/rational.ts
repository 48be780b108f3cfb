/** An exact number; `den` is above 0. */
export interface Rational {
  readonly num: bigint;
  readonly den: bigint;
}

/** A number as it was written: its exact value, and whether it was written in lowest terms (decimals and integers always are). */
export interface WrittenNumber {
  readonly value: Rational;
  readonly lowest_terms: boolean;
}

/** More digits than any answer needs; above it a string of digits is not read as a number, so that no input is expensive. */
const MAX_DIGITS = 40;

function greatestDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** The fraction num/den in lowest terms; null when den is 0. */
export function toRational(num: bigint, den: bigint): Rational | null {
  if (den === 0n) return null;
  const sign = den < 0n ? -1n : 1n;
  const divisor = greatestDivisor(num, den < 0n ? -den : den) || 1n;
  return { num: (sign * num) / divisor, den: (sign * den) / divisor };
}

/** Reads "7/12", "1 1/2", "-3", "0.25", ".5" and "1,250" (a comma groups thousands; "0,5" is a decimal comma). Null for anything else. */
export function readNumber(text: string): WrittenNumber | null {
  const tidy = text.normalize("NFKC").replace(/[⁄∕]/g, "/").replace(/−/g, "-").trim();
  if (tidy.length > MAX_DIGITS) return null;
  const fraction = /^(-)?(?:(\d+)\s+)?(\d+)\s*\/\s*(\d+)$/.exec(tidy);
  if (fraction) {
    const [, minus, whole = "0", above = "0", below = "1"] = fraction;
    const part = toRational(BigInt(above), BigInt(below));
    const value = part && toRational(BigInt(whole) * part.den + part.num, part.den);
    if (!part || !value) return null;
    return { value: minus ? { num: -value.num, den: value.den } : value, lowest_terms: part.den === BigInt(below) };
  }
  const decimal = /^(-?)(\d*)(?:\.(\d+))?$/.exec(tidy.replace(/^(-?0),(\d+)$/, "$1.$2").replace(/,(?=\d{3}(?:\D|$))/g, ""));
  if (!decimal || tidy === "" || tidy === "-") return null;
  const [, minus = "", whole = "", decimals = ""] = decimal;
  const value = toRational(BigInt(`${whole}${decimals}` || "0"), 10n ** BigInt(decimals.length));
  return value && { value: minus ? { num: -value.num, den: value.den } : value, lowest_terms: true };
}

/** A text that is the same for equal numbers: "7/12", "3". */
export function rationalKey({ num, den }: Rational): string {
  return den === 1n ? `${num}` : `${num}/${den}`;
}

/** The number as a double, for tolerances only. */
export function toDouble({ num, den }: Rational): number {
  return Number(num) / Number(den);
}
