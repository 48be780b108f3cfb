import { type Rational, rationalKey, toRational } from "./rational.ts";
import type { Token } from "./token.ts";

const SMALL =
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen`.split(
    " ",
  );
const TENS = `twenty thirty forty fifty sixty seventy eighty ninety`.split(" ");
/** Number words as they are often misspelt; too short for the forgiving of slips. */
const MISSPELT: readonly (readonly [string, string])[] = [
  ["forteen", "fourteen"],
  ["fiveteen", "fifteen"],
  ["ninteen", "nineteen"],
  ["fourty", "forty"],
  ["ninty", "ninety"],
  ["fith", "fifth"],
  ["eigth", "eighth"],
  ["nineth", "ninth"],
  ["twelth", "twelfth"],
];
const spelt = (word: string): string[] => [word, ...MISSPELT.flatMap(([wrong, right]) => (right === word ? [wrong] : []))];
const CARDINALS: ReadonlyMap<string, bigint> = new Map(
  [...SMALL.map((word, at) => [word, BigInt(at)] as const), ...TENS.map((word, at) => [word, BigInt(20 + 10 * at)] as const)].flatMap(
    ([name, value]) => spelt(name).map((word) => [word, value] as const),
  ),
);
const UNIT_PARTS = `first second third fourth fifth sixth seventh eighth ninth`.split(" ");
const PARTS = `half third quarter fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth`.split(
  " ",
);
const DENOMINATORS: ReadonlyMap<string, bigint> = new Map([
  ...PARTS.flatMap((name, at) => {
    const value = BigInt([2, 3, 4][at] ?? at + 2);
    return spelt(name).flatMap((word) => [[word, value] as const, [word === "half" ? "halves" : `${word}s`, value] as const]);
  }),
  ["fourth", 4n],
  ["fourths", 4n],
  // "twentieth", "forty-eighths" and, in one word, "fortyeighths".
  ...TENS.flatMap((name, at) =>
    spelt(name).flatMap((word) => {
      const tens = BigInt(20 + 10 * at);
      const written = UNIT_PARTS.map((part, unit) => [`${word}${part}`, tens + BigInt(unit + 1)] as const);
      return [[word.replace(/y$/, "ieth"), tens] as const, ...written].flatMap(([part, den]) => [
        [part, den] as const,
        [`${part}s`, den] as const,
      ]);
    }),
  ),
  ["hundredth", 100n],
  ["hundredths", 100n],
  ["thousandth", 1000n],
  ["thousandths", 1000n],
]);

/** "sevens", "twelves", "twenties", "twentyfours": the plural of a number, which is no fraction word and is taken for one by who is new to the language. */
const PLURALS: ReadonlyMap<string, bigint> = new Map(
  [
    ...[...CARDINALS].filter(([, value]) => value > 1n),
    ...TENS.flatMap((word, at) => SMALL.slice(1, 10).map((unit, of) => [`${word}${unit}`, BigInt(20 + 10 * at + of + 1)] as const)),
  ].map(([word, value]) => [word.replace(/y$/, "ie").replace(/x$/, "xe").concat("s"), value]),
);

interface Read {
  readonly value: Rational;
  readonly lowest_terms: boolean;
  /** Tokens taken. */
  readonly length: number;
}

const whole = (num: bigint, length: number): Read => ({ value: { num, den: 1n }, lowest_terms: true, length });

/** "three", "twenty one", "two hundred and five", "3": a whole number in words or digits at this place. */
function readCardinal(tokens: readonly Token[], at: number): Read | null {
  const first = tokens[at];
  if (first?.kind === "number") return first.value?.match(/^\d+$/) ? whole(BigInt(first.value), 1) : null;
  const start = first && CARDINALS.get(first.text);
  if (start === undefined) return null;
  let [sum, group, length] = [0n, start, 1];
  for (;;) {
    // "Forty, one" are two numbers.
    const following = tokens[at + length];
    const word = following?.clause === first?.clause ? (following?.text ?? "") : "";
    const next = CARDINALS.get(word);
    if (word === "hundred") group *= 100n;
    else if (word === "thousand" || word === "million") [sum, group] = [sum + group * (word === "million" ? 1_000_000n : 1000n), 0n];
    else if (next !== undefined && next < 10n && next > 0n && group >= 20n && group % 10n === 0n) group += next;
    else if (next !== undefined && next < 100n && group >= 100n && group % 100n === 0n) group += next;
    else if (word === "and" && group >= 100n && group % 100n === 0n && CARDINALS.has(tokens[at + length + 1]?.text ?? "")) {
      length += 1;
      continue;
    } else if (next !== undefined && sum > 0n && group === 0n) group = next;
    else return whole(sum + group, length);
    length += 1;
  }
}

/** "half", "a quarter", "seven twelfths", "7 over 12" at this place. A lone "third" is an ordinal and stays a word. */
function readFraction(tokens: readonly Token[], at: number): Read | null {
  const text = tokens[at]?.text ?? "";
  if (text === "half" || text === "quarter") return { value: { num: 1n, den: text === "half" ? 2n : 4n }, lowest_terms: true, length: 1 };
  if (text === "a" || text === "an") {
    const den = DENOMINATORS.get(tokens[at + 1]?.text ?? "");
    const isPart = den === 2n || den === 4n || tokens[at + 2]?.text === "of";
    return den !== undefined && isPart ? { value: { num: 1n, den }, lowest_terms: true, length: 2 } : null;
  }
  const above = readCardinal(tokens, at);
  if (!above) return null;
  const next = tokens[at + above.length];
  const over = next?.text === "over" ? readCardinal(tokens, at + above.length + 1) : null;
  const below = over
    ? { value: over.value.num, length: over.length + 1 }
    : next?.clause === tokens[at]?.clause
      ? readDenominator(tokens, at + above.length)
      : null;
  const value = below && toRational(above.value.num, below.value);
  return value && { value, lowest_terms: value.den === below.value, length: above.length + below.length };
}

/** "twelfths", "twenty-fourths" at this place. */
function readDenominator(tokens: readonly Token[], at: number): { readonly value: bigint; readonly length: number } | null {
  const text = tokens[at]?.text ?? "";
  const known = DENOMINATORS.get(text);
  if (known !== undefined) return { value: known, length: 1 };
  const tens = TENS.indexOf(text);
  const unit = UNIT_PARTS.indexOf((tokens[at + 1]?.text ?? "").replace(/s$/, ""));
  return tens < 0 || unit < 0 ? null : { value: BigInt(20 + 10 * tens + unit + 1), length: 2 };
}

/** "sevens", "twelves", "twenty fours" at this place, once number words are joined; null for anything else. */
export function readPluralCardinal(tokens: readonly Token[], at: number): { readonly value: bigint; readonly length: number } | null {
  const token = tokens[at];
  const known = PLURALS.get(token?.text ?? "");
  if (known !== undefined) return { value: known, length: 1 };
  const unit = PLURALS.get(tokens[at + 1]?.text ?? "");
  const isTens = token?.kind === "number" && /^[2-9]0$/.test(token.text);
  return isTens && unit !== undefined && unit < 10n ? { value: BigInt(token.text) + unit, length: 2 } : null;
}

/** "one and a half", "2 and three quarters". */
function readMixed(tokens: readonly Token[], at: number): Read | null {
  const units = readCardinal(tokens, at);
  if (!units || tokens[at + units.length]?.text !== "and") return null;
  const part = readFraction(tokens, at + units.length + 1);
  const value =
    part && part.value.num < part.value.den ? toRational(units.value.num * part.value.den + part.value.num, part.value.den) : null;
  return part && value && { value, lowest_terms: part.lowest_terms, length: units.length + 1 + part.length };
}

/** The tokens with number words joined into numbers: "three" is 3, "two thirds" is 2/3, "one and a half" is 3/2. */
export function joinNumberWords(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token) break;
    const read = readMixed(tokens, at) ?? readFraction(tokens, at) ?? readCardinal(tokens, at);
    const final = read && tokens[at + read.length - 1];
    if (!read || !final || (token.kind === "number" && read.length === 1)) {
      joined.push(token);
      continue;
    }
    const value = rationalKey(read.value);
    joined.push({ ...token, kind: "number", text: value, stem: value, value, lowest_terms: read.lowest_terms, end: final.end });
    at += read.length - 1;
  }
  return joined;
}
