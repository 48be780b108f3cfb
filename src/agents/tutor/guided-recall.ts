import type { TutorInput } from "../inputs.ts";
import type { TutorOutput } from "./tutor.schema.ts";
import { asksToExplain } from "./find-answer.ts";
import { inQuotes, quoteReply, tidyStops } from "./learner-words.ts";
import { BACK } from "./answer-phrases.en.ts";
import { LEFT_ASIDE, NOTE_TO_GRADER, STUCK } from "./phrases.en.ts";
import { vary } from "./vary.ts";
import {
  BEGIN_ANYWHERE,
  CANNOT_ANSWER,
  FROM_MEMORY,
  HINTS,
  HOLD_AGAINST_GOAL,
  LAST_FROM_MEMORY,
  NOTHING_TO_TEACH_FROM,
  PUT_DIFFERENTLY,
  QUESTION_AFTER_GOAL,
  QUESTION_FOR_GOAL,
  QUESTION_FROM_MEMORY,
} from "./recall-phrases.en.ts";

/**
 * The tutor without material: nothing is taught and nothing is invented. The learner says what they know, then holds it against the goal of the
 * node themselves; the words say that nobody has checked it.
 */
export function guideRecall(input: TutorInput): TutorOutput {
  const { teaching, question } = input.reason === "first" || input.reason === "advance" ? openStep(input) : continueStep(input);
  return { teaching: tidyStops(teaching), question, citations: [], hints: input.is_closing ? [] : [...HINTS] };
}

/** A question about the node that the tutor writes itself: used wherever no item was given. */
export function recallQuestion({ node, turn_number }: Pick<TutorInput, "node" | "turn_number">): string {
  return vary(QUESTION_FROM_MEMORY, turn_number)(inQuotes(node.concept));
}

interface Words {
  readonly teaching: string;
  readonly question: string;
}

function openStep(input: TutorInput): Words {
  const { node, previous, turn_number: turn, is_closing, lesson_title } = input;
  const goal = `The goal of this step: ${inQuotes(node.goal)}.`;
  const opening = previous
    ? [
        vary(previous.left === "set_aside" ? LEFT_ASIDE : FROM_MEMORY, turn)(inQuotes(previous.concept)),
        is_closing ? vary(LAST_FROM_MEMORY, turn) : "",
      ]
    : [NOTHING_TO_TEACH_FROM(inQuotes(lesson_title))];
  // Where the goal says what the learner can do, the question is to do it; an objective ("Explain why …") has a concept to ask about.
  const question = /^You can\b/.test(node.goal) ? vary(QUESTION_FOR_GOAL, turn) : recallQuestion(input);
  return { teaching: [opening.filter(Boolean).join(" "), goal].join("\n\n"), question };
}

function continueStep(input: TutorInput): Words {
  const { node, evaluation, reply_instructs, turn_number: turn, reason } = input;
  const goal = inQuotes(node.goal);
  if (reply_instructs) return { teaching: vary(NOTE_TO_GRADER, turn), question: questionBefore(input) };
  if (reason === "answer_question" && asksToExplain(input.reply ?? "")) {
    return { teaching: vary(PUT_DIFFERENTLY, turn), question: recallQuestion(input) };
  }
  if (reason === "answer_question")
    return { teaching: `${vary(CANNOT_ANSWER, turn)}\n\n${vary(BACK, turn)}`, question: questionBefore(input) };
  if (evaluation?.user_intent === "stuck") {
    return {
      teaching: `${vary(STUCK, turn)} ${vary(BEGIN_ANYWHERE, turn)} The goal, to have it in view: ${goal}.`,
      question: recallQuestion(input),
    };
  }
  const words = quoteReply(input) ?? "what you wrote";
  return { teaching: vary(HOLD_AGAINST_GOAL, turn)(words, goal), question: vary(QUESTION_AFTER_GOAL, turn) };
}

/** The question of the last tutor message, which ends it; a new one when there is none to repeat. */
function questionBefore(input: TutorInput): string {
  const last =
    input.history
      .findLast((message) => message.role === "tutor")
      ?.content.split("\n\n")
      .at(-1)
      ?.trim() ?? "";
  return /[?？؟]$/.test(last) ? last : recallQuestion(input);
}
