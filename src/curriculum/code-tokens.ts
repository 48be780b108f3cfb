import { rationalKey, readNumber } from "./rational.ts";
import type { Sentence, Token } from "./token.ts";

const TOKEN =
  /(?<string>[rbfu]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))|(?<number>\d[\d_]*(?:\.\d+)?|\.\d+)|(?<name>[\p{L}_$][\p{L}\p{N}_$]*)|(?<operator>\*\*=|\/\/=|===|!==|\.\.\.|<<=|>>=|[+\-*/%=!<>&|^:]=|\*\*|\/\/|->|=>|&&|\|\||<<|>>|\+\+|--|[^\s\p{L}\p{N}])/gu;

const FENCE = /^[ \t]*(?:```|~~~)[^\n]*$/gm;
/** Comments cannot earn a point. `//` only at the start of a line, because it divides in Python; `#` not where C's preprocessor speaks. */
const COMMENTS = /\/\*[\s\S]*?\*\/|^[ \t]*\/\/[^\n]*|(?<=^|\s)#(?!include|define|if|endif|pragma)[^\n"']*$|(?<=^|\s)--\s[^\n]*$/gm;

/** Reads a text as code: a sentence is a line, a token an identifier, number, string (quotes alike, prefix dropped) or operator. Case counts. */
export function readCodeLines(text: string): Sentence[] {
  // Blanked, not removed, so that offsets stay those of the text.
  const code = text.replace(FENCE, (fence) => " ".repeat(fence.length)).replace(COMMENTS, (comment) => comment.replace(/[^\n]/g, " "));
  const lines: Token[][] = [];
  let end = 0;
  for (const match of code.matchAll(TOKEN)) {
    if (lines.length === 0 || code.slice(end, match.index).includes("\n")) lines.push([]);
    end = match.index + match[0].length;
    lines.at(-1)?.push(readToken(match));
  }
  return lines.flatMap((tokens) => {
    const [first] = tokens;
    const last = tokens.at(-1);
    return first && last ? [{ start: first.start, end: last.end, tokens }] : [];
  });
}

function readToken(match: RegExpExecArray): Token {
  const [raw] = match;
  const { string, number } = match.groups ?? {};
  const read = number === undefined ? null : readNumber(number.replaceAll("_", ""));
  const text = read
    ? rationalKey(read.value)
    : string === undefined
      ? raw
      : `"${string.replace(/^[rbfu]*(?:"""|'''|["'])|(?:"""|'''|["'])$/g, "")}"`;
  return {
    text,
    stem: text,
    kind: read ? "number" : string === undefined && /[\p{L}_$]/u.test(raw) ? "word" : "sign",
    value: read && rationalKey(read.value),
    lowest_terms: true,
    start: match.index,
    end: match.index + raw.length,
    clause: 0,
    negator: false,
    negated: false,
  };
}

/** Code as one line of tokens, for comparing solutions whatever their spacing and quotes. */
export function normaliseCode(text: string): string {
  return readCodeLines(text)
    .map(({ tokens }) => tokens.map((token) => token.text).join(" "))
    .join("\n");
}
