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

/** How a pattern writes layout: a line break, and after it deeper or shallower indentation than the line before. */
export const LAYOUT = { line: "\\n", deeper: "\\>", shallower: "\\<" } as const;

/** The whole text as one sentence, with layout between its lines as tokens: for patterns that care which line follows which. */
export function readCodeBlock(text: string): Sentence[] {
  const lines = readCodeLines(text);
  const indents = lines.map(({ start }) => text.slice(text.lastIndexOf("\n", start - 1) + 1, start).replaceAll("\t", "    ").length);
  const tokens = lines.flatMap((line, at) => {
    const change = (indents[at] ?? 0) - (indents[at - 1] ?? 0);
    const marks = at === 0 ? [] : [LAYOUT.line, ...(change === 0 ? [] : [change > 0 ? LAYOUT.deeper : LAYOUT.shallower])];
    return [...marks.map((mark) => ({ ...BLANK, text: mark, stem: mark, start: line.start, end: line.start })), ...line.tokens];
  });
  const [first, last] = [lines[0], lines.at(-1)];
  return first && last ? [{ start: first.start, end: last.end, tokens }] : [];
}

const BLANK = { kind: "sign", value: null, lowest_terms: true, clause: 0, negator: false, negated: false } as const;

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
    ...BLANK,
    text,
    stem: text,
    kind: read ? "number" : string === undefined && /[\p{L}_$]/u.test(raw) ? "word" : "sign",
    value: read && rationalKey(read.value),
    start: match.index,
    end: match.index + raw.length,
  };
}

/** Code as one line of tokens, for comparing solutions whatever their spacing and quotes. */
export function normaliseCode(text: string): string {
  return readCodeLines(text)
    .map(({ tokens }) => tokens.map((token) => token.text).join(" "))
    .join("\n");
}
