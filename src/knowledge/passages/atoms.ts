import type { Block } from "../reading.schema.ts";
import { sentenceEnds } from "./sentence-ends.ts";

/** The smallest stretch of a document that a passage takes whole: a heading, a sentence, a list's item, some lines of code. Offsets into its text. */
export interface Atom {
  readonly start: number;
  readonly end: number;
  readonly words: number;
  /** Place of its block in the reading. */
  readonly block: number;
  readonly heading: boolean;
  /** How bad it is to begin a passage here, from 0. */
  readonly cut: number;
}

/** Longer ones are parted, whatever is lost: no passage may be without end. */
export const MAX_ATOM_WORDS = 220;
/** A "word" of more characters is data or a broken document; it is counted and cut by length. */
const MAX_WORD_CHARS = 120;
const MAX_ATOM_CHARS = MAX_ATOM_WORDS * 9;

const CUT = { heading: 0, block: 0.04, list_item: 0.12, sentence: 0.3, line: 0.4, force: 0.6 } as const;

/** How many words; a run of signs without spaces counts by its length. */
export function countWords(text: string): number {
  let words = 0;
  for (const [word] of text.matchAll(/\S+/g)) words += word.length > MAX_WORD_CHARS ? Math.ceil(word.length / 9) : 1;
  return words;
}

/** The atoms of one block that stands at `offset` in the document's text. */
export function atomsOf(block: Block, at: number, offset: number, previous: Block | undefined): Atom[] {
  const first =
    block.kind === "heading" ? CUT.heading : block.kind === "list_item" && previous?.kind === "list_item" ? CUT.list_item : CUT.block;
  const make = (start: number, end: number, cut: number): Atom[] => {
    const text = block.text.slice(start, end);
    const lead = text.length - text.trimStart().length;
    const body = text.trim();
    if (body === "") return [];
    return [
      {
        start: offset + start + lead,
        end: offset + start + lead + body.length,
        words: countWords(body),
        block: at,
        heading: block.kind === "heading",
        cut,
      },
    ];
  };
  const whole = make(0, block.text.length, first);
  const [only] = whole;
  if (!only) return [];
  const fits = only.words <= MAX_ATOM_WORDS && only.end - only.start <= MAX_ATOM_CHARS;
  if (fits && block.kind !== "paragraph") return whole;
  const byLine = block.kind === "code" || block.kind === "table";
  const ends = byLine ? lineEnds(block.text) : sentenceEnds(block.text);
  const atoms: Atom[] = [];
  let start = 0;
  for (const end of ends) {
    for (const [from, to] of force(block.text, start, end)) {
      const cut = from === 0 ? first : from > start ? CUT.force : byLine ? CUT.line : CUT.sentence;
      atoms.push(...make(from, to, cut));
    }
    start = end;
  }
  return atoms;
}

function lineEnds(text: string): number[] {
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index + 1);
  return ends.at(-1) === text.length ? ends : [...ends, text.length];
}

/** Parts what is too long at a space where there is one, else between two signs; never inside a surrogate pair. */
function force(text: string, start: number, end: number): [number, number][] {
  const parts: [number, number][] = [];
  let from = start;
  while (end - from > MAX_ATOM_CHARS) {
    const limit = from + MAX_ATOM_CHARS;
    const space = text.lastIndexOf(" ", limit);
    let to = space > from + MAX_ATOM_CHARS / 2 ? space : limit;
    const code = text.charCodeAt(to);
    if (code >= 0xdc00 && code <= 0xdfff) to -= 1;
    parts.push([from, to]);
    from = to;
  }
  parts.push([from, end]);
  return parts.flatMap(([a, b]) =>
    countWords(text.slice(a, b)) > MAX_ATOM_WORDS ? halve(text, a, b) : [[a, b] satisfies [number, number]],
  );
}

function halve(text: string, start: number, end: number): [number, number][] {
  const space = text.indexOf(" ", start + Math.floor((end - start) / 2));
  return space < 0 || space >= end
    ? [[start, end]]
    : [
        [start, space],
        [space, end],
      ];
}
