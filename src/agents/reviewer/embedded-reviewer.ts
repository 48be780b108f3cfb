import { leaks } from "../../curriculum/leak.ts";
import type { ReviewerInput } from "../inputs.ts";
import { contentStems } from "../../curriculum/text.ts";
import {
  boldTerms,
  countQuestions,
  countWords,
  findBlame,
  findPraise,
  MIN_REPLY_STEMS,
  ownVoice,
  sharedContent,
  withoutWordsOf,
} from "../tutor/draft-text.ts";
import { type Amiss, seemsAmiss, seemsTold } from "./dimensions/suspicions.ts";
import type { Principle, Review } from "./reviewer.schema.ts";

/** 0 = hurts, 1 = missing, 2 = there. */
type Mark = 0 | 1 | 2;
/** A mark, and what the tutor should change when it is 0. */
type Judgement = readonly [mark: Mark, change: string];

/** Above the first a message is long, above the second it is a lecture; a solved example may take half as much again. */
const LONG_WORDS = 120;
const LECTURE_WORDS = 170;
const EXAMPLE_ALLOWANCE = 1.5;
/** Words that open another idea; so many of them make a list of ideas. */
const ANOTHER_IDEA =
  /(?:^|[.!?:]\s+|\n\s*)(?:also|another|additionally|furthermore|moreover|in addition|besides|secondly|thirdly|second,|third,|finally,|on top of that|not only that|there are (?:\w+ )?(?:other|more|three|four|five|several|many))\b/gi;
const MANY_IDEAS = 2;
const MANY_TERMS = 4;
/** A question that "yes" or "okay" answers. */
const EMPTY_QUESTION =
  /^(?:\W*(?:so|now|well|okay|ok|and)\W+)*(?:(?:do|did|can|could|would|are|is|have|does|shall|got) (?:you|that|this|it|we|all|everything)\b.{0,40}(?:understand|understood|clear|sense|got|get it|follow|ready|agree|questions|continue|go on|okay|with me|see)|any(?:thing)? (?:questions|unclear|else)|ready|clear|understood|okay|right|got it|makes? sense)\b[^?]{0,20}\?\s*$/i;
const CONCRETE =
  /\d|`|\b(?:imagine|suppose|picture|think of|for example|for instance|like a|as if|say,|take (?:a|an|the|two|three)|watch|look at|case)\b/i;
const DISCOURAGES =
  /\b(?:boring|(?:do not|don['’]t|need not) (?:need to )?(?:care|worry about) (?:why|what|how)|just (?:memori[sz]e|remember) (?:it|this|that)|(?:it|this) (?:does not|doesn['’]t) matter why)\b/i;
const NOTHING_NEW = "There is nothing new to work with. Give a plainer explanation, another angle or a solved case.";
const ACKNOWLEDGES =
  /\b(?:not knowing|stuck|slow(?:ly)? down|take your time|harder part|that is (?:fine|fair)|fair place|let us|stops being clear|easier|no harm|what the step is for)\b/i;

/**
 * The Pedagogical Reviewer with no model: what can honestly be seen of the seven principles from outside. It knows a lecture from a step, a told answer,
 * an ignored error and a scolding, partly by rules and partly by what was learned from replies that people have rated (`dimensions/`); it does not
 * understand the subject. Approves when no mark is 0.
 */
export function embeddedReview(input: ReviewerInput): Review {
  const amiss = seemsAmiss(input);
  const judgements: Readonly<Record<Principle, Judgement>> = {
    active_learning: judgeActivity(input),
    cognitive_load: judgeLoad(input),
    scaffolding: judgeScaffolding(input, amiss),
    misconception_diagnosis: judgeDiagnosis(input, amiss),
    curiosity: judgeCuriosity(input),
    emotional_awareness: judgeTone(input),
    transfer: judgeTransfer(input),
  };
  const changes = Object.values(judgements).flatMap(([mark, change]) => (mark === 0 ? [change] : []));
  return {
    approved: changes.length === 0,
    feedback: changes.join(" "),
    principles: {
      active_learning: judgements.active_learning[0],
      cognitive_load: judgements.cognitive_load[0],
      scaffolding: judgements.scaffolding[0],
      misconception_diagnosis: judgements.misconception_diagnosis[0],
      curiosity: judgements.curiosity[0],
      emotional_awareness: judgements.emotional_awareness[0],
      transfer: judgements.transfer[0],
    },
  };
}

function judgeActivity({ draft, item }: ReviewerInput): Judgement {
  const asked = countQuestions(draft.question);
  const isGivenOrder = item !== null && countQuestions(item.prompt) === 0 && sharedContent(draft.question, item.prompt) >= 0.5;
  if (asked === 0 && !isGivenOrder) return [0, "The learner is asked nothing. End with one question that makes them produce something."];
  if (EMPTY_QUESTION.test(draft.question.trim()))
    return [0, "The question can be answered with “yes”. Ask for something that shows the idea is understood."];
  if (asked > Math.max(1, item ? countQuestions(item.prompt) : 1)) return [0, "There is more than one question. Ask one."];
  return [countQuestions(draft.teaching) > 0 ? 1 : 2, ""];
}

function judgeLoad({ draft }: ReviewerInput): Judgement {
  const allowance = draft.strategy === "worked_example" ? EXAMPLE_ALLOWANCE : 1;
  const words = countWords(draft.teaching);
  if (words > LECTURE_WORDS * allowance)
    return [0, `${words} words are a lecture. Keep the one idea that the question needs, in at most ${LONG_WORDS} words.`];
  const openings = draft.strategy === "worked_example" ? 0 : (ownVoice(draft.teaching).match(ANOTHER_IDEA)?.length ?? 0);
  if (openings >= MANY_IDEAS || boldTerms(draft.teaching).length > MANY_TERMS)
    return [0, "Several ideas come at once. Teach one and leave the others for later steps."];
  return [words > LONG_WORDS * allowance || openings > 0 ? 1 : 2, ""];
}

function judgeScaffolding(input: ReviewerInput, { unhelpful }: Amiss): Judgement {
  const { draft, item, evaluation } = input;
  // What the learner wrote is no news to them.
  const own = withoutWordsOf(input.reply ?? "", draft.teaching);
  const leaked = item ? leaks(own, item) : null;
  // A cited text is its author's to answer for, and the gate has compared it; here only what cites nothing is held against the key.
  if (leaked !== null && draft.citations.length === 0)
    return [0, "The teaching tells what the question asks. Teach the principle with another case."];
  const needsHelp = evaluation !== null && evaluation.evaluation !== "correct" && evaluation.user_intent !== "ask_question";
  if (needsHelp && countWords(draft.teaching) < 4) return [0, NOTHING_NEW];
  if (draft.citations.length === 0 && seemsTold(input, own))
    return [0, "The teaching seems to tell the answer. Leave the last step to the learner."];
  if (unhelpful) return [0, NOTHING_NEW];
  return [countWords(draft.teaching) >= 12 ? 2 : 1, ""];
}

function judgeDiagnosis({ draft, evaluation, reply }: ReviewerInput, { unnoticed }: Amiss): Judgement {
  const isMiss = evaluation?.user_intent === "attempt_answer" && (evaluation.evaluation === "wrong" || evaluation.evaluation === "partial");
  if (!isMiss || reply === null) return [1, ""];
  if (contentStems(reply).length < MIN_REPLY_STEMS) return [1, ""];
  if (unnoticed) return [0, "It reads as if the answer had been right. Say which part of it does not hold yet."];
  if (sharedContent(draft.teaching, evaluation.quoted || reply) > 0 || sharedContent(draft.teaching, reply) > 0) return [2, ""];
  // Teaching that works on the missing point without the learner's words is thin, not harmful; passing over the error is.
  const worksOnIt =
    draft.citations.length > 0 || (evaluation.missing_cue !== null && sharedContent(draft.teaching, evaluation.missing_cue) >= 0.3);
  return worksOnIt ? [1, ""] : [0, "The error is passed over. Take up a few of the learner's own words and work on them."];
}

function judgeCuriosity({ draft }: ReviewerInput): Judgement {
  const text = `${draft.teaching}\n${draft.question}`;
  if (DISCOURAGES.test(text)) return [0, "The text says that this does not matter. Give a reason to care, or leave it out."];
  return [CONCRETE.test(text) ? 2 : 1, ""];
}

function judgeTone({ draft, evaluation }: ReviewerInput): Judgement {
  const text = `${draft.teaching}\n${draft.question}`;
  if (findBlame(text) !== null) return [0, "A phrase judges the learner. Speak about the answer and what to try next."];
  if (findPraise(text) !== null) return [1, ""];
  return [evaluation?.user_intent === "stuck" && !ACKNOWLEDGES.test(draft.teaching) ? 1 : 2, ""];
}

function judgeTransfer({ draft, item }: ReviewerInput): Judgement {
  // A question whose words are nearly all in the teaching can be answered by copying.
  const isEcho =
    item === null && sharedContent(draft.teaching, draft.question) > 0.9 && countWords(draft.question) > 6 && draft.citations.length > 0;
  return [isEcho ? 1 : 2, ""];
}
