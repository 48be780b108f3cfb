import { LAYOUT, readCodeBlock, readCodeLines } from "./code-tokens.ts";
import { remember, rememberFor } from "../shared/remember.ts";
import { readSentences, readSentencesAnew } from "./text.ts";
import type { Sentence, Token } from "./token.ts";
import { isSlipOf, slipStartsWith } from "./typo.ts";

/**
 * The rubric language: how an author says "an answer that makes this point" so that code can see it with no model.
 *
 * A pattern is terms separated by spaces; it matches when **every** term is found in **one sentence** of the text, in any order.
 * A term is alternatives separated by `|`:
 *   - `vote`      the word or any inflection of it (compared by stem: votes, voted, voting)
 *   - `elect*`    any word that starts so
 *   - `more_than_half`  the words side by side (each compared by stem; articles in between do not matter)
 *   - `3`, `1/2`  a number: "three", "3", "3.0" are the same; fractions are one token
 *   - `not`       any negator (not, n't, no, never, without, cannot, nothing, none, neither, nor, fails to, unable)
 * `!term` must not be found in that sentence.
 * A term that stands in the scope of a negator does not count ("it is **not** committed" does not match `commit*`), unless the pattern
 * itself contains `not` (or another negator, such as `without`, which then stands for itself). A negator reaches to the end of its clause: a
 * comma, "but", "and", "because", "if" and their like, or six words that carry meaning.
 * Long words forgive a slip of the finger (one from 6 letters on, two from 9), never in the first letter.
 *
 * Example: `majority|more_than_half|3_of_5 agree|acknowledg*|confirm*`
 *
 * For code items the text is read as code: tokens are identifiers, numbers, string literals and operators (`+=`, `==`, `:`), sentences are
 * lines, stems, slips and negation do not apply, case counts, comments are not read, and `_` joins neighbouring tokens: `for_*_in_range` (a lone `*`
 * stands for any one token; a multiplication is written `\*`). A pattern that names layout is matched against the whole code instead of a line: `\n`
 * is a line break, `\>` after it deeper indentation, `\<` shallower: `:_\n_\>_total_=_0`.
 */
export interface Pattern {
  readonly source: string;
  readonly terms: readonly Term[];
  /** Whether words in the scope of a negator count. */
  readonly speaks_of_negation: boolean;
  /** Whether it is matched against the whole code instead of a line. */
  readonly speaks_of_layout: boolean;
}

export type Mode = "text" | "code";

interface Term {
  readonly forbidden: boolean;
  readonly alternatives: readonly Phrase[];
}

/** Pieces side by side, and how they look when somebody writes them as one word ("timeout"); null for a single piece. */
interface Phrase {
  readonly pieces: readonly Piece[];
  readonly compound: string | null;
}

/** One token to look for. */
interface Piece {
  readonly kind: "word" | "prefix" | "exact" | "negator" | "any";
  readonly text: string;
  readonly stem: string;
}

/** Where a pattern matched: `span` is the verbatim slice of the text. */
export interface Match {
  readonly span: string;
  readonly start: number;
  readonly end: number;
}

/** A span longer than this is narrowed from the sentence to the clauses that matched. UTF-16 code units. */
const MAX_SPAN_CHARS = 80;

const patterns: Record<Mode, Map<string, Pattern>> = { text: new Map(), code: new Map() };
/** Some starter packs' worth; patterns drawn from pasted text would otherwise pile up for ever. */
const MAX_KEPT_PATTERNS = 5_000;

/**
 * Reads a pattern of the rubric language.
 * @throws Error that names the pattern and what is wrong with it.
 */
export function parsePattern(pattern: string, mode: Mode = "text"): Pattern {
  const known = patterns[mode].get(pattern);
  if (known) return known;
  const terms = pattern
    .trim()
    .split(/\s+/)
    .map((term) => parseTerm(term, pattern, mode));
  if (terms.every((term) => term.forbidden)) throw new Error(`pattern "${pattern}": needs at least one term without "!"`);
  const speaks_of_negation = terms.some(
    (term) => !term.forbidden && term.alternatives.some(({ pieces }) => pieces.some(({ kind }) => kind === "negator")),
  );
  const isLayout = ({ text }: Piece): boolean => Object.values<string>(LAYOUT).includes(text);
  const speaks_of_layout = mode === "code" && terms.some(({ alternatives }) => alternatives.some(({ pieces }) => pieces.some(isLayout)));
  const parsed = { source: pattern, terms, speaks_of_negation, speaks_of_layout };
  if (patterns[mode].size >= MAX_KEPT_PATTERNS) patterns[mode].clear();
  patterns[mode].set(pattern, parsed);
  return parsed;
}

function parseTerm(source: string, pattern: string, mode: Mode): Term {
  const forbidden = source.startsWith("!") && !(mode === "code" && source.startsWith("!="));
  const body = forbidden ? source.slice(1) : source;
  const fail = (why: string): never => {
    throw new Error(`pattern "${pattern}": ${why} in "${source}"`);
  };
  if (body === "") fail("nothing to look for");
  const alternatives = body.split("|").map((alternative) => {
    if (alternative === "") return fail("an empty alternative");
    const pieces = mode === "text" ? readTextPieces(alternative) : readCodePieces(alternative);
    if (pieces.length === 0) return fail(`nothing that can be found in a text ("${alternative}")`);
    if (mode === "text" && pieces.every(({ kind }) => kind === "any")) return fail('a lone "*" says nothing');
    const compound = pieces.length > 1 ? pieces.map(({ text }) => text).join(mode === "code" ? "_" : "") : null;
    return { pieces, compound };
  });
  return { forbidden, alternatives };
}

function readTextPieces(alternative: string): Piece[] {
  if (alternative === "-") return [{ kind: "exact", text: "-", stem: "-" }];
  // Number words join ("two_thirds" is one number), so the whole phrase is read at once unless a piece of it is a prefix.
  if (!alternative.includes("*")) return readSentencesAnew(alternative.replaceAll("_", " ")).flatMap(({ tokens }) => tokens.map(toPiece));
  return alternative.split("_").flatMap((part): Piece[] => {
    const prefix = part.endsWith("*") ? part.slice(0, -1).normalize("NFKC").toLowerCase() : null;
    if (prefix === null) return readSentencesAnew(part).flatMap(({ tokens }) => tokens.map(toPiece));
    return [prefix === "" ? { kind: "any", text: "*", stem: "*" } : { kind: "prefix", text: prefix, stem: prefix }];
  });
}

function toPiece(token: Token): Piece {
  const { text, stem } = token;
  if (token.negator) return { kind: "negator", text: text === "n't" ? "not" : text, stem };
  return { kind: token.kind === "word" ? "word" : "exact", text, stem };
}

function readCodePieces(alternative: string): Piece[] {
  return alternative.split("_").flatMap((part): Piece[] => {
    if (part === "*") return [{ kind: "any", text: "*", stem: "*" }];
    if (Object.values<string>(LAYOUT).includes(part)) return [{ kind: "exact", text: part, stem: part }];
    const [, prefix] = /^([\p{L}\p{N}"']+)\*$/u.exec(part) ?? [];
    if (prefix !== undefined) return [{ kind: "prefix", text: prefix, stem: prefix }];
    return readCodeLines(part.replaceAll("\\*", "*")).flatMap(({ tokens }) =>
      tokens.map(({ text, stem }) => ({ kind: "exact" as const, text, stem })),
    );
  });
}

/**
 * The first of the patterns that matches a sentence of the text, and where: the sentence, or the clauses of a long one that hold what matched.
 * Null when none does. `mode` says whether the text is prose or code.
 * @throws Error for a pattern that cannot be read; packs are checked for that before they are published.
 */
export function findMatch(sources: readonly string[], text: string, mode: Mode): Match | null {
  for (const source of sources) {
    const pattern = parsePattern(source, mode);
    for (const sentence of READERS[pattern.speaks_of_layout ? "block" : mode](text)) {
      const found = matchSentence(pattern, sentence, mode);
      if (found) return spanOf(sentence, found, text);
    }
  }
  return null;
}

/** An item asks many patterns of one text, so the last few texts are kept as read. */
const CODE_MEMORY = { entries: 16, chars: 8_000 };
const READERS = { text: readSentences, code: remember(readCodeLines, CODE_MEMORY), block: remember(readCodeBlock, CODE_MEMORY) };

/** The tokens that satisfy the pattern in this sentence; null when one of its terms is missing or a forbidden one is there. */
function matchSentence(pattern: Pattern, { tokens }: Sentence, mode: Mode): Token[] | null {
  const found: Token[] = [];
  for (const term of pattern.terms) {
    const hit = findTerm(term, tokens, pattern.speaks_of_negation, mode);
    if ((hit === null) !== term.forbidden) return null;
    if (hit) found.push(...hit);
  }
  return found;
}

function findTerm(term: Term, tokens: readonly Token[], negatedCounts: boolean, mode: Mode): Token[] | null {
  for (const phrase of term.alternatives)
    for (const at of placesFor(phrase, tokens, mode)) {
      const hit = findPhrase(phrase, tokens, at, mode);
      if (hit && (negatedCounts || hit.every((token) => !token.negated))) return hit;
    }
  return null;
}

/** Where the phrase may begin, in order. A word, number or prefix of prose begins with its own letter, slips and irregular forms included. */
function placesFor({ pieces: [start] }: Phrase, tokens: readonly Token[], mode: Mode): readonly number[] {
  const { all, byLetter } = placesOf(tokens);
  if (!start || mode === "code" || start.kind === "any" || start.kind === "negator" || start.text[0] !== start.stem[0]) return all;
  return byLetter.get(start.text[0] ?? "") ?? [];
}

/** The places of a sentence, and those whose word or stem begins with a letter: every pattern of an item asks for them. */
const placesOf = rememberFor((tokens: readonly Token[]) => {
  const byLetter = new Map<string, number[]>();
  for (const [at, { text, stem }] of tokens.entries()) {
    for (const letter of new Set([text[0] ?? "", stem[0] ?? ""])) {
      const places = byLetter.get(letter);
      if (places) places.push(at);
      else byLetter.set(letter, [at]);
    }
  }
  return { all: [...tokens.keys()], byLetter };
});

const ARTICLES = new Set(["a", "an", "the"]);

/** The pieces side by side from `at` on. In prose articles may stand between them, and a compound may be written as one word ("timeout"). */
function findPhrase({ pieces, compound }: Phrase, tokens: readonly Token[], at: number, mode: Mode): Token[] | null {
  const first = tokens[at];
  const start = pieces[0];
  if (!first || !start) return null;
  if (first.text === compound && first.kind === "word") return [first];
  // Nearly every place ends here, so nothing is built before.
  if (isPiece(start, first, tokens[at + 1], mode) === 0) return null;
  const hit: Token[] = [];
  let next = at;
  for (const piece of pieces) {
    while (mode === "text" && hit.length > 0 && ARTICLES.has(tokens[next]?.text ?? "") && piece.text !== tokens[next]?.text) next += 1;
    const token = tokens[next];
    if (!token || (hit.length > 0 && mode === "text" && Math.abs(token.clause - (hit[0]?.clause ?? 0)) > 0)) return null;
    const length = isPiece(piece, token, tokens[next + 1], mode);
    if (length === 0) return null;
    hit.push(...tokens.slice(next, next + length));
    next += length;
  }
  return hit;
}

/** How many tokens the piece takes here: 0 when it is not there, 2 when a compound was written in two words. */
function isPiece(piece: Piece, token: Token, next: Token | undefined, mode: Mode): 0 | 1 | 2 {
  switch (piece.kind) {
    case "any":
      return 1;
    case "negator":
      return token.negator && (piece.text === "not" || piece.text === token.text || isCannot(piece, token)) ? 1 : 0;
    case "prefix":
      if (mode === "code") return token.text.startsWith(piece.text) || token.text.startsWith(`"${piece.text.replace(/^["']/, "")}`) ? 1 : 0;
      return token.kind === "word" && (token.text.startsWith(piece.text) || slipStartsWith(token.text, piece.text)) ? 1 : 0;
    case "exact":
      return token.text === piece.text ? 1 : 0;
    case "word":
      if (token.kind !== "word") return 0;
      if (token.stem === piece.stem || isSlipOf(token.text, piece.text)) return 1;
      return next?.kind === "word" && piece.text.length >= 6 && piece.text.startsWith(token.text) && piece.text === token.text + next.text
        ? 2
        : 0;
  }
}

/** "cannot", "can't" and "cant" are one word to an author. */
const isCannot = (piece: Piece, token: Token): boolean => /^can(?:no)?t$/.test(piece.text) && /^(?:can(?:no)?t|n't|not)$/.test(token.text);

function spanOf(sentence: Sentence, found: readonly Token[], text: string): Match {
  let { start, end } = sentence;
  if (end - start > MAX_SPAN_CHARS) {
    const clauses = found.map(({ clause }) => clause);
    const [from, to] = [Math.min(...clauses), Math.max(...clauses)];
    const held = sentence.tokens.filter(({ clause }) => clause >= from && clause <= to);
    start = held[0]?.start ?? start;
    end = held.at(-1)?.end ?? end;
  }
  return { span: text.slice(start, end), start, end };
}
