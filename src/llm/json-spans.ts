/** Where brackets open and close in a text. */
export interface JsonScan {
  /** The outermost `{…}` and `[…]` of the text, in order. */
  readonly spans: readonly string[];
  /** Index of the first bracket that opened and never closed, else of the first bracket; -1 when there is none. */
  readonly start: number;
  /** How many brackets are still open at the end, 0 when all are closed. */
  readonly depth: number;
  /** Whether the text ends inside a string of an open bracket. */
  readonly in_string: boolean;
}

/**
 * Finds the outermost bracketed spans of a text in one pass. Double-quoted strings are respected inside brackets only: outside there is prose, with
 * apostrophes and inch marks. Kinds of brackets are not matched against each other; whether a span is JSON is for a parser to say.
 */
export function findJsonSpans(text: string): JsonScan {
  const spans: string[] = [];
  let first = -1;
  let start = -1;
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (inString) {
      if (char === "\\") i++;
      else if (char === '"') inString = false;
    } else if (char === "{" || char === "[") {
      if (depth++ === 0) start = i;
      if (first === -1) first = i;
    } else if (depth > 0 && (char === "}" || char === "]")) {
      if (--depth === 0) spans.push(text.slice(start, i + 1));
    } else if (depth > 0 && char === '"') inString = true;
  }
  return { spans, start: depth > 0 ? start : first, depth, in_string: inString };
}
