import { disguises } from "./disguises.ts";
import { INSTRUCTION, STRUCTURE } from "./grader-phrases.ts";
import { type InstructionKind, type Phrase, TAKEOVER } from "./takeover-phrases.ts";

/** An order to a model inside a text that should hold none. UTF-16 offsets, `end` exclusive. */
export interface Instruction {
  readonly start: number;
  readonly end: number;
  readonly kind: InstructionKind;
}

/** From this score on a text is taken for an attempt. */
export const INSTRUCTION_THRESHOLD = 0.5;
const SURE = 1;
const PHRASES: readonly Phrase[] = [...TAKEOVER, ...INSTRUCTION.map((pattern): Phrase => ({ kind: "grade", pattern, weight: SURE }))];
/** A sentence, with what ends it; a line that ends without a full stop is one too. */
const SENTENCE = /[^.!?。！？\n]+[.!?。！？\n]*/gu;

/**
 * How much a text reads as orders to a model, from 0 to 1: one sure phrase is enough, weak ones add up as independent hints (1 − Π(1 − weight)). Disguises
 * are looked through. Linear in the length of the text; never throws.
 */
export const scoreInstructions = (text: string): number => judge(text).score;

/**
 * The sentences of a text that read as orders to a model, in order. Where only the whole does (an order spread over sentences, or hidden in a code), it is
 * one find from beginning to end.
 */
export function findInstructions(text: string): readonly Instruction[] {
  const whole = judge(text);
  if (whole.score < INSTRUCTION_THRESHOLD) return [];
  const found: Instruction[] = [];
  for (const { 0: sentence, index } of text.matchAll(SENTENCE)) {
    const { kind, score } = judge(sentence);
    const bare = sentence.trim();
    const start = index + sentence.indexOf(bare);
    if (score >= INSTRUCTION_THRESHOLD) found.push({ start, end: start + bare.length, kind });
  }
  return found.length > 0 ? found : [{ start: 0, end: text.length, kind: whole.kind }];
}

interface Judgement {
  readonly score: number;
  /** Of what spoke the loudest; says nothing below the threshold. */
  readonly kind: InstructionKind;
}

function judge(text: string): Judgement {
  if (STRUCTURE.some((mark) => mark.test(text))) return { score: SURE, kind: "marks" };
  let best: Judgement = { score: 0, kind: "role" };
  for (const shown of disguises(text)) {
    const hits = PHRASES.filter(({ pattern }) => pattern.test(shown));
    const sure = hits.find(({ weight }) => weight === SURE);
    if (sure) return { score: SURE, kind: sure.kind };
    const score = 1 - hits.reduce((doubt, { weight }) => doubt * (1 - weight), 1);
    if (score > best.score) best = { score, kind: hits[0]?.kind ?? best.kind };
  }
  return best;
}
