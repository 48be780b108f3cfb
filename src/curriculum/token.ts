import { stemOf } from "./stem.ts";

/** A word, number or sign of a text. `start` and `end` are offsets in the text as it was written, so that quotes stay verbatim. */
export interface Token {
  /** Lower case, NFKC, straight apostrophes, without a possessive 's. */
  readonly text: string;
  readonly stem: string;
  readonly kind: "word" | "number" | "sign";
  /** The exact number in lowest terms ("7/12"); null for words and signs. */
  readonly value: string | null;
  /** False for a fraction that could be reduced. */
  readonly lowest_terms: boolean;
  readonly start: number;
  readonly end: number;
  /** Counts the clauses of the sentence: commas, brackets, dashes, line breaks. */
  readonly clause: number;
  /** Whether the token says "not". */
  readonly negator: boolean;
  /** Whether it stands in the scope of a negator. */
  readonly negated: boolean;
}

export interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly Token[];
}

const STOP_WORDS = new Set(
  `a an the this that these those there here it its he she they them their his her we us our you your i me my mine myself itself themselves one's
   be do have can could will would shall should may might must of to in on at by for from with into onto about as than then so and or but if
   when while because since what which who whom whose how why where also just very really quite only too such some any each every all both
   more most much many other another same own s t ll re ve d m let like get go up out over under again well ok okay yes yeah yep think guess maybe
   means mean basically actually simply kind sort thing things something say`
    .split(/\s+/)
    .flatMap((word) => [word, stemOf(word)]),
);

/** Whether a token carries meaning of its own: numbers and words that are not stop words. */
export function isContent(token: Token): boolean {
  return token.kind === "number" || (token.kind === "word" && !token.negator && !STOP_WORDS.has(token.text) && !STOP_WORDS.has(token.stem));
}
