import { readPluralCardinal } from "../../curriculum/number-words.ts";
import { type Rational, rationalKey, readNumber, toRational } from "../../curriculum/rational.ts";
import type { Token } from "../../curriculum/token.ts";

/**
 * Joins what is said as a fraction where a fraction is asked for and nowhere else: "5 sevens" for five sevenths, as who is new to the language says it, "5 out of 7",
 * and "one litre and three eighths". Tokens of one sentence; the offsets stay those of the text.
 * @param units the words that may stand between the whole and its fraction
 */
export function joinSpokenFractions(tokens: readonly Token[], units: readonly string[]): Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const read = readPart(tokens, at);
    const [token, final] = [tokens[at], tokens[at + (read?.length ?? 1) - 1]];
    if (!token || !final) break;
    joined.push(read ? numberToken(token, final, read.value, read.lowest_terms) : token);
    at += read?.length ?? 1;
  }
  return joinMixed(joined, new Set(units.map((unit) => unit.toLowerCase())));
}

/** "5 sevens", "5 twenty fours", "5 out of 7" at this place. */
function readPart(
  tokens: readonly Token[],
  at: number,
): { readonly value: Rational; readonly lowest_terms: boolean; readonly length: number } | null {
  const above = wholeOf(tokens[at]);
  if (above === null) return null;
  const next = tokens[at + 1];
  if (next?.clause !== tokens[at]?.clause) return null;
  const plural = readPluralCardinal(tokens, at + 1);
  const isShare = next?.text === "out" && tokens[at + 2]?.text === "of";
  const below = plural ? plural.value : isShare ? wholeOf(tokens[at + 3]) : null;
  const value = below === null ? null : toRational(above, below);
  return value && { value, lowest_terms: value.den === below, length: plural ? 1 + plural.length : 4 };
}

/** "one and three eighths", "1 litre and 3/8". */
function joinMixed(tokens: readonly Token[], units: ReadonlySet<string>): Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token) break;
    const unitsBetween = units.has(tokens[at + 1]?.text ?? "") ? 1 : 0;
    const part = tokens[at + 2 + unitsBetween];
    const fraction = part?.value ? readNumber(part.value)?.value : undefined;
    const whole = wholeOf(token);
    const isMixed = tokens[at + 1 + unitsBetween]?.text === "and" && whole !== null && fraction && fraction.num < fraction.den;
    const value = isMixed ? toRational(whole * fraction.den + fraction.num, fraction.den) : null;
    if (value && part) {
      joined.push(numberToken(token, part, value, part.lowest_terms));
      at += 2 + unitsBetween;
    } else joined.push(token);
  }
  return joined;
}

function wholeOf(token: Token | undefined): bigint | null {
  return token?.kind === "number" && /^\d+$/.test(token.value ?? "") ? BigInt(token.value ?? "0") : null;
}

function numberToken(first: Token, final: Token, value: Rational, lowest_terms: boolean): Token {
  const text = rationalKey(value);
  return { ...first, kind: "number", text, stem: text, value: text, lowest_terms, end: final.end };
}
