import { contentStems } from "../../../curriculum/text.ts";
import type { Item } from "../../../curriculum/pack.schema.ts";
import type { Evaluation } from "../../evaluator/evaluator.schema.ts";
import type { Draft } from "../../inputs.ts";
import { judgeDimensions } from "./judge-dimensions.ts";
import type { Occasion } from "./occasion.ts";

/**
 * From these probabilities on a dimension is held against a draft. They are high on purpose: rated replies are short and about sums, lessons are not.
 * How often they are right on rated replies stands in docs/evaluation.md; on the starter packs' own texts none of them speaks.
 */
export const SUSPECTED = {
  /** The reply does not show that anything was amiss. */
  unnoticed: 0.8,
  /** It offers no help. */
  unhelpful: 0.75,
  /** It tells the answer; counts only where its words touch the key too. */
  told: 0.6,
} as const;

/** Such a part of what only the key says, said by the draft, is a touch. */
const TOUCHED_SHARE = 0.5;

/** A draft and what it answers. */
export interface Answering {
  readonly language: string;
  readonly item: Item | null;
  readonly evaluation: Evaluation | null;
  readonly reply: string | null;
  readonly draft: Pick<Draft, "teaching" | "question" | "strategy">;
}

/**
 * Whether the tutor's own words probably tell the answer to the question that they ask: rated replies that read like this were said to reveal it, and
 * the words touch the key. Weaker than `leaks`, which knows that a key is given; this one hears it half said.
 *
 * @param own the teaching without what is recited from passages
 */
export function seemsTold(answering: Answering, own: string): boolean {
  const { item, reply } = answering;
  if (!item || !reply || !answersMiss(answering) || !touchesKey(own, item, reply)) return false;
  const { answer_revealed } = judgeDimensions(occasionOf(answering, own), ["answer_revealed"]);
  return answer_revealed !== undefined && 1 - (answer_revealed.chances["No"] ?? 1) >= SUSPECTED.told;
}

/** What a draft after an error may fail to do. */
export interface Amiss {
  readonly unnoticed: boolean;
  readonly unhelpful: boolean;
}

/** Whether a draft after a wrong or partly right answer probably reads as if nothing had been wrong, or offers nothing to go on with. */
export function seemsAmiss(answering: Answering): Amiss {
  if (!answersMiss(answering)) return { unnoticed: false, unhelpful: false };
  const { teaching, question } = answering.draft;
  const judged = judgeDimensions(occasionOf(answering, `${teaching}\n${question}`), ["mistake_identification", "guidance"]);
  return {
    unnoticed: (judged.mistake_identification?.chances["No"] ?? 0) >= SUSPECTED.unnoticed,
    unhelpful: (judged.guidance?.chances["No"] ?? 0) >= SUSPECTED.unhelpful,
  };
}

/** Only these were rated: replies in English to an attempt that was not right. A solved example tells, but another case. */
function answersMiss({ language, evaluation, reply, draft }: Answering): boolean {
  const isMiss = evaluation?.user_intent === "attempt_answer" && (evaluation.evaluation === "wrong" || evaluation.evaluation === "partial");
  return isMiss && reply !== null && reply !== "" && /^en\b/.test(language) && draft.strategy !== "worked_example";
}

const occasionOf = ({ item, reply, draft }: Answering, said: string): Occasion => ({
  history: [
    { role: "tutor", content: item?.prompt ?? draft.question },
    { role: "user", content: reply ?? "" },
  ],
  reply: said,
  solution: item && (item.form === "numeric" ? `${item.key}\n${item.value}` : item.key),
});

/** Whether the text says half of what the key says beyond the question and the learner's own answer; the value, where it is a number. */
function touchesKey(text: string, item: Item, reply: string): boolean {
  const known = new Set([...contentStems(item.prompt), ...contentStems(reply)]);
  const key = contentStems(item.form === "numeric" ? item.value : item.key).filter((stem) => !known.has(stem));
  if (key.length === 0) return false;
  const said = new Set(contentStems(text));
  return key.filter((stem) => said.has(stem)).length / key.length >= TOUCHED_SHARE;
}
