import { contentStems } from "../../../curriculum/text.ts";
import type { Item } from "../../../curriculum/pack.schema.ts";
import type { Evaluation } from "../../evaluator/evaluator.schema.ts";
import type { Draft } from "../../inputs.ts";
import { judgeDimensions } from "./judge-dimensions.ts";

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

export interface Suspicions {
  readonly unnoticed: boolean;
  readonly unhelpful: boolean;
  readonly told: boolean;
}

const NONE: Suspicions = { unnoticed: false, unhelpful: false, told: false };

export interface Suspected {
  readonly language: string;
  readonly item: Item | null;
  readonly evaluation: Evaluation | null;
  readonly reply: string | null;
  readonly draft: Pick<Draft, "teaching" | "question" | "strategy">;
  /** The tutor's own words in the teaching, recited passages left out. */
  readonly own: string;
}

/**
 * What the measured dimensions hold against a draft that answers an attempt which was not right. Nothing is suspected of other drafts, of other
 * languages than English, or of a solved example: that tells, but another case.
 */
export function findSuspicions({ language, item, evaluation, reply, draft, own }: Suspected): Suspicions {
  const isMiss = evaluation?.user_intent === "attempt_answer" && (evaluation.evaluation === "wrong" || evaluation.evaluation === "partial");
  if (!isMiss || !reply || !language.startsWith("en") || draft.strategy === "worked_example") return NONE;
  const history = [
    { role: "tutor", content: item?.prompt ?? draft.question },
    { role: "user", content: reply },
  ] as const;
  const solution = item && (item.form === "numeric" ? `${item.key}\n${item.value}` : item.key);
  const whole = judgeDimensions({ history, reply: `${draft.teaching}\n${draft.question}`, solution }, [
    "mistake_identification",
    "guidance",
  ]);
  const told = (): number =>
    1 - (judgeDimensions({ history, reply: own, solution }, ["answer_revealed"]).answer_revealed?.chances["No"] ?? 1);
  return {
    unnoticed: (whole.mistake_identification?.chances["No"] ?? 0) >= SUSPECTED.unnoticed,
    unhelpful: (whole.guidance?.chances["No"] ?? 0) >= SUSPECTED.unhelpful,
    told: item !== null && touchesKey(own, item, reply) && told() >= SUSPECTED.told,
  };
}

/** Whether the text says half of what the key says beyond the question and the learner's own answer; the value, where it is a number. */
export function touchesKey(text: string, item: Item, reply: string): boolean {
  const known = new Set([...contentStems(item.prompt), ...contentStems(reply)]);
  const key = contentStems(item.form === "numeric" ? item.value : item.key).filter((stem) => !known.has(stem));
  if (key.length === 0) return false;
  const said = new Set(contentStems(text));
  return key.filter((stem) => said.has(stem)).length / key.length >= TOUCHED_SHARE;
}
