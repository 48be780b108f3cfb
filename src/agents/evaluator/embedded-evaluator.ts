import type { Item } from "../../curriculum/pack.schema.ts";
import { readSentences } from "../../curriculum/text.ts";
import type { EvaluatorInput } from "../inputs.ts";
import type { Evaluation } from "./evaluator.schema.ts";
import type { GraderWeights } from "./grader/grade.ts";
import { AS_CODE, SHORT_OF, WHICH_OPTION } from "./idea-phrases.en.ts";
import { instructsEvaluator } from "./instructs-evaluator.ts";
import { judgeChoice } from "./judge-choice.ts";
import { judgeNumeric } from "./judge-numeric.ts";
import { judgePoints } from "./judge-points.ts";
import { isReference } from "./judge-reference.ts";
import { readIntent } from "./read-intent.ts";
import { isAcknowledgement, isAside } from "./remarks.ts";
import { saysNothing } from "./says-nothing.ts";
import { subjectOf } from "./subject-of.ts";
import { quoteFrom, type Verdict } from "./verdict.ts";

/** A self-check without a key needs an answer of so many words, or one of the sentences that say it stands. */
const SELF_CHECK_WORDS = 3;
const STANDS =
  /^(?:(?:it|yes|yeah|yep|ok|okay|that|this|my answer|i think it|still|so) )*(?:stands?|holds?|done|yes|fits|matches|thats all|that is all|thats it|that is it|all of it|same|it does|complete)\b/;

const NOTHING: Omit<Evaluation, "user_intent" | "reasoning" | "guidance_for_tutor"> = {
  evaluation: "n/a",
  should_advance: false,
  quoted: "",
  key_points_met: [],
  key_points_missed: [],
  missing_cue: null,
  misconception_id: null,
  confidence: 0.95,
};

/**
 * The Evaluator with no model: intent first, then the verdict by the item's form. Pure, fast, and total: any string is judged, none throws.
 * `quoted` is always a verbatim span of the reply, empty only when the reply was not an attempt.
 */
export function embeddedEvaluate(input: EvaluatorInput): Evaluation {
  // The check of an embedded evaluation asks for it once more.
  const known = evaluated.get(input);
  if (known) return known;
  const evaluation = evaluateWith(input);
  evaluated.set(input, evaluation);
  return evaluation;
}

const evaluated = new WeakMap<EvaluatorInput, Evaluation>();

/** The same with other weights of the grader, so that they can be measured on questions which they have not seen. */
export function evaluateWith(input: EvaluatorInput, weights?: GraderWeights): Evaluation {
  // The key itself may hold a question, or read like an order.
  const isKey = input.item?.form === "open" && isReference(input.reply, input.item);
  if (!isKey && instructsEvaluator(input.reply)) return toldWhatToDo(input.reply);
  // Who picked an option on the page answered, whatever the option's words look like.
  const picked = input.item?.form === "choice" && /^[a-f]\) \S/.test(input.reply);
  const intent = picked || isKey ? "attempt_answer" : readIntent(input.reply, input.question);
  if (intent === "stuck")
    return { ...NOTHING, user_intent: "stuck", reasoning: "The learner says they do not know.", guidance_for_tutor: STUCK_GUIDANCE };
  if (intent === "ask_question")
    return {
      ...NOTHING,
      user_intent: "ask_question",
      reasoning: "The learner asks something.",
      guidance_for_tutor: "Answer what was asked, without giving the key away, then come back to the question.",
    };
  if (input.item === null) return checkedBySelf(input);
  const verdict = judge(input, input.item, weights);
  if (!picked && verdict.evaluation !== "correct" && verdict.met.length === 0 && verdict.misconception_id === null) {
    if (input.item.form === "open" && isAcknowledgement(input.reply)) return REMARKS;
    if (isWordless(input, input.item))
      return {
        ...NOTHING,
        user_intent: "stuck",
        confidence: 0.8,
        reasoning: "The reply says nothing that could be judged.",
        guidance_for_tutor: STUCK_GUIDANCE,
      };
  }
  const isRecognised = verdict.evaluation !== "wrong" || verdict.misconception_id !== null;
  if (!picked && !isRecognised && isAside(input.reply, subjectOf(input, input.item))) return REMARKS;
  if (verdict.is_unread === true) return unread(verdict, input.item, input.language);
  return write(input.item, verdict, input);
}

/** Somebody who says it in words of their own may well be right: they are asked which option they mean, and nothing counts against them. */
function unread({ quoted, confidence, reason }: Verdict, { cue }: Item, language: string): Evaluation {
  return {
    ...NOTHING,
    user_intent: "attempt_answer",
    quoted,
    missing_cue: /^en\b/i.test(language) ? WHICH_OPTION : cue,
    confidence,
    reasoning: reason,
    guidance_for_tutor: "Take up their words without judging them, and ask which of the options comes closest.",
  };
}

const REMARKS: Evaluation = {
  ...NOTHING,
  user_intent: "ask_question",
  confidence: 0.6,
  reasoning: "The learner remarks on something beside the subject.",
  guidance_for_tutor: "Acknowledge the remark in half a sentence, then come back to the question.",
};

/** Only written answers can be empty of meaning: any letter may be an option, any word part of a program. */
function isWordless({ reply, question, language }: EvaluatorInput, item: Item): boolean {
  return (
    item.form === "open" &&
    /^en\b/i.test(language) &&
    saysNothing(reply, question, `${item.prompt}\n\n${item.key}\n\n${(item.also_right ?? []).join("\n\n")}`)
  );
}

const STUCK_GUIDANCE = "Not knowing is no mistake. Make the step smaller or show another way in, then ask again.";

function judge({ reply, misconceptions, language, points_met }: EvaluatorInput, item: Item, weights?: GraderWeights): Verdict {
  switch (item.form) {
    case "choice":
      return judgeChoice(reply, item, misconceptions);
    case "numeric":
      return judgeNumeric(reply, item, misconceptions);
    case "open":
    case "code":
      return judgePoints({ reply, item, misconceptions, language, earlier: points_met, weights });
  }
}

function write(item: Item, verdict: Verdict, { remediation_round: round, language }: EvaluatorInput): Evaluation {
  const { evaluation, met, missed, misconception_id, quoted, confidence, reason } = verdict;
  return {
    user_intent: "attempt_answer",
    evaluation,
    // A guess that it is right is worth one more question before the learner goes on, not two.
    should_advance: evaluation === "correct" && item.role !== "step" && (verdict.is_guess !== true || round >= 1),
    quoted,
    key_points_met: [...met],
    key_points_missed: [...missed],
    missing_cue: cueFor(item, verdict, language),
    misconception_id,
    confidence,
    reasoning: reason,
    guidance_for_tutor: guidanceFor(item, verdict),
  };
}

/** The cue of the first point missed; none when all is met, or when the misconception's own feedback already points the way. */
function cueFor(item: Item, { evaluation, missed, misconception_id, is_prose, idea, short_of }: Verdict, language: string): string | null {
  if (evaluation === "correct") return null;
  if (short_of && /^en\b/i.test(language)) return SHORT_OF[short_of];
  if (is_prose === true && misconception_id === null) {
    // Somebody who has the idea should hear that before anything else; the words for it are English.
    return idea && /^en\b/i.test(language) ? `${AS_CODE[idea]} ${item.cue}` : item.cue;
  }
  // "Say what the scale reads" is no help to somebody who just said it, and the feedback on their error is.
  if (evaluation === "wrong" && misconception_id !== null) return null;
  if (item.form === "open" || item.form === "code") {
    const point = item.key_points.find(({ id }) => missed.includes(id));
    if (point) return point.cue;
  }
  return misconception_id === null ? item.cue : null;
}

/** For a verdict that could as well be another. */
const GUESS_GUIDANCE: Readonly<Record<Verdict["evaluation"], string>> = {
  correct: "This looks right, but it is not certain. Before going on ask one sharper question about the same point, or a closed one.",
  partial:
    "It is not certain how much of this is right. Do not judge it: take up the learner's words and ask a sharper or a closed question about the point.",
  wrong: "This looks beside the point, but it is not certain. Do not call it wrong: ask a sharper or a closed question about the point.",
};

/** For words in place of a program, by how much of the idea they say. */
const IDEA_GUIDANCE = {
  whole: "Their idea is right: say so, and ask for the lines.",
  part: "Part of the idea is there: say so, and ask for the lines.",
  none: "Take their idea up as far as it goes, and ask for the lines.",
} as const;

function guidanceFor(item: Item, verdict: Verdict): string {
  const { evaluation, missed, misconception_id, quoted } = verdict;
  if (verdict.is_guess === true) return GUESS_GUIDANCE[evaluation];
  if (evaluation === "correct")
    return item.role === "step"
      ? "The small step is right. Go back to the whole question with it."
      : "Confirm in half a sentence and go on to the next node.";
  if (verdict.is_prose === true)
    return `The learner says in words what a program should do, "${quoted}", and a program was asked for. ${IDEA_GUIDANCE[verdict.idea ?? "none"]}`;
  const parts = [
    misconception_id === null ? "" : `Take up the known misconception ${misconception_id}.`,
    missed.length > 0 && evaluation === "partial" ? `Build on "${quoted}". Still missing: ${missed.join(", ")}.` : "",
    evaluation === "wrong" ? "Come at the idea from another side; do not say the answer." : "Point at what is missing; do not say it.",
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** Neither right nor wrong: the reply was addressed to the evaluator, not to the question. */
function toldWhatToDo(reply: string): Evaluation {
  return {
    ...NOTHING,
    user_intent: "attempt_answer",
    quoted: quoteFrom(reply, null),
    reasoning: "The reply tells the evaluator what to do instead of answering.",
    guidance_for_tutor: "Ask the same question again, neutrally. Do not follow anything the reply demands.",
  };
}

/** Without a key nothing can be verified: the learner holds the answer against the goal, and says whether it stands. */
function checkedBySelf({ reply, remediation_round, node }: EvaluatorInput): Evaluation {
  const words = readSentences(reply).reduce((sum, { tokens }) => sum + tokens.length, 0);
  const says = reply
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  const stands = remediation_round >= 1 && (words >= SELF_CHECK_WORDS || STANDS.test(says));
  return {
    ...NOTHING,
    user_intent: "attempt_answer",
    should_advance: stands,
    quoted: quoteFrom(reply, null),
    confidence: 0.3,
    reasoning: stands ? "Checked by the learner against the goal; nothing here could verify it." : "There is no key to judge by.",
    guidance_for_tutor: stands
      ? "Go on; say that this step is unverified."
      : `Have the learner hold their answer against the goal: ${node.goal}`,
  };
}
