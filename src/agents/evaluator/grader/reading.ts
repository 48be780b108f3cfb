import { readSentences } from "../../../curriculum/text.ts";
import { isContent, type Token } from "../../../curriculum/token.ts";
import { remember } from "../../../shared/remember.ts";
import { weightOf } from "./lexicon.ts";

/** A word of a text as the grader compares it. */
export interface Word {
  readonly text: string;
  readonly stem: string;
  /** How much it tells, 0 to 1. */
  readonly weight: number;
  readonly negated: boolean;
  readonly isNumber: boolean;
  readonly isContent: boolean;
}

/** A text read for comparison. */
export interface Reading {
  readonly words: readonly Word[];
  /** Every stem once. */
  readonly stems: ReadonlySet<string>;
  readonly byStem: ReadonlyMap<string, Word>;
  /** The words that are no numbers, each stem once. */
  readonly distinct: readonly Word[];
  readonly bigrams: ReadonlySet<string>;
  /** Pairs of telling words at most three places apart, with "not" written before what is denied. */
  readonly pairs: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
  readonly negators: number;
  readonly trigrams: ReadonlyMap<string, number>;
  /** The words of each sentence or clause. */
  readonly clauses: readonly (readonly Word[])[];
  /** Whether it holds a question mark. */
  readonly asks: boolean;
}

/** Words that only hold others together: they tell nothing by themselves. Unlike for the rubric "same", "more", "up" and their like do tell. */
const SILENT = new Set(
  `a an the of to in on at by for and or but so as be is are was were been being am it its this that these those there they them their he she his her him we
   us our you your i me my which who whom what how why when where while because since if then than with from into onto will would can could should shall
   may might must do does did have has had also just very really only too such well like think get got say said`.split(/\s+/),
);

const MAX_CHARS = 6_000;
const PAIR_REACH = 3;

/** Reads a text; longer ones than any answer are cut. Never throws. The last ones are kept as read. */
export const readForGrading: (text: string) => Reading = remember((text) => read(text.slice(0, MAX_CHARS)), { entries: 60, chars: 4_000 });

function read(text: string): Reading {
  const sentences = readSentences(text);
  const clauses: Word[][] = [];
  const words: Word[] = [];
  let negators = 0;
  for (const { tokens } of sentences) {
    let last = -1;
    for (const token of tokens) {
      if (token.negator) negators += 1;
      if (token.kind === "sign") continue;
      if (token.clause !== last) {
        const open = clauses.at(-1);
        if (!open || last === -1 || open.filter(({ isContent: tells }) => tells).length >= 3) clauses.push([]);
        last = token.clause;
      }
      const word = toWord(token);
      words.push(word);
      clauses.at(-1)?.push(word);
    }
  }
  const telling = words.filter(({ isContent: tells }) => tells);
  const byStem = new Map(words.map((word) => [word.stem, word]));
  return {
    words,
    distinct: [...byStem.values()].filter(({ isNumber }) => !isNumber),
    stems: new Set(words.map(({ stem }) => stem)),
    byStem,
    bigrams: new Set(words.slice(1).map(({ stem }, at) => `${words[at]?.stem} ${stem}`)),
    pairs: pairsOf(telling),
    numbers: new Set(words.filter(({ isNumber }) => isNumber).map(({ text: value }) => value)),
    negators,
    trigrams: trigramsOf(telling),
    clauses: clauses.filter((clause) => clause.some(({ isContent: tells }) => tells)),
    asks: text.includes("?"),
  };
}

function toWord(token: Token): Word {
  const { text, stem, kind, negated, negator } = token;
  const isNumber = kind === "number";
  const tells = isNumber || isContent(token) || (!negator && !SILENT.has(text) && !SILENT.has(stem));
  return { text, stem, weight: isNumber ? 0.6 : weightOf(stem), negated, isNumber, isContent: tells };
}

function pairsOf(telling: readonly Word[]): ReadonlySet<string> {
  const pairs = new Set<string>();
  const name = ({ stem, negated }: Word): string => (negated ? `not ${stem}` : stem);
  for (const [at, word] of telling.entries())
    for (const other of telling.slice(at + 1, at + 1 + PAIR_REACH)) pairs.add([name(word), name(other)].sort().join("|"));
  return pairs;
}

function trigramsOf(telling: readonly Word[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of telling) {
    const padded = `^${text}$`;
    for (let at = 0; at + 3 <= padded.length; at++) {
      const gram = padded.slice(at, at + 3);
      counts.set(gram, (counts.get(gram) ?? 0) + 1);
    }
  }
  return counts;
}
