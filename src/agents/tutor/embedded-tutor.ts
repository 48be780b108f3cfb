import type { Item, PackNode } from "../../curriculum/pack.schema.ts";
import { FURTHER_READING } from "../../curriculum/pack-from-materials.ts";
import type { Evaluation } from "../evaluator/evaluator.schema.ts";
import { hasComplaint, hasSelfDoubt } from "../evaluator/remarks.ts";
import type { Passage, TutorInput } from "../inputs.ts";
import { KEEPS_ANSWER } from "./answer-phrases.en.ts";
import { answersTo, type Teaching } from "./answer-question.ts";
import { checkDraft } from "./check-draft.ts";
import { sharedContent } from "./draft-text.ts";
import { asksForAnswer } from "./find-answer.ts";
import { guideRecall, recallQuestion } from "./guided-recall.ts";
import { quoteReply, tidyStops, titleInQuotes } from "./learner-words.ts";
import { type Kind, kindOf, passageId, passagesOf, unusedPassages } from "./passages.ts";
import {
  ADDS_ONE,
  ASKS_AGAIN,
  ASKS_FIRST,
  ASKS_NEXT,
  ASKS_ONCE_MORE,
  BEGINS_HERE,
  ENDS_IT,
  HINTS_CLOSED,
  LEADS_TO,
  LEFT_ASIDE,
  NOTE_TO_GRADER,
  ONCE_MORE,
  PRACTISES,
  READS_ON,
  REASSURES,
  REVISIT,
  SETTLED,
  SKIPPED,
  STEP_DONE,
  STUCK,
  TAKES_UP_AGAIN,
  TAKES_UP_PARTIAL,
  TAKES_UP_WRONG,
  VEXED,
  WHICH_OPTION,
  WITHOUT_HINTS,
} from "./phrases.en.ts";
import type { TutorOutput } from "./tutor.schema.ts";
import { isSaid, saidIn, vary } from "./vary.ts";

/**
 * The tutor with no model: the pack's own texts, led to in words that take up what the learner said, and the item's prompt as the question. Several
 * ways to say it are tried in order of preference, and the first that passes the gate is used, so the result never fails a hard check. The same
 * input gives the same message. Without material it guides recall.
 */
export function embeddedTutor(input: TutorInput): TutorOutput {
  const { material, item } = input;
  if (!material) return guideRecall(input);
  const question = item?.prompt ?? recallQuestion(input);
  let passing: TutorOutput | null = null;
  for (const { paragraphs, citations } of waysToSay(input, material)) {
    const output: TutorOutput = { teaching: paragraphs.filter(Boolean).join("\n\n"), question, citations: [...citations], hints: [] };
    const findings = checkDraft(input, { ...output, item_id: item?.id ?? null, strategy: input.strategy });
    if (findings.length === 0) return output;
    if (!passing && !findings.some((finding) => finding.hard)) passing = output;
  }
  return passing ?? { teaching: vary(ONCE_MORE, input.turn_number), question, citations: [], hints: [] };
}

function* waysToSay(input: TutorInput, material: PackNode): Generator<Teaching> {
  const { turn_number: turn, reason } = input;
  if (input.reply_instructs && reason !== "first" && reason !== "advance") {
    yield { paragraphs: [vary(NOTE_TO_GRADER, turn)], citations: [] };
  } else if (reason === "answer_question") {
    yield* answersTo(input, material);
  } else if (reason === "practise") {
    yield { paragraphs: [vary(PRACTISES, turn)], citations: [] };
  } else if (reason === "probe") {
    yield { paragraphs: [leadToProbe(input)], citations: [] };
  } else if (reason === "remediate") {
    yield* reteachings(input, material);
  } else {
    yield* introductions(input, material);
  }
}

/** A line before a question that comes before its explanation: it says why, and gives nothing away. */
function leadToProbe({ item_is_repeat, evaluation, previous, turn_number: turn, history }: TutorInput): string {
  const said = saidIn(history);
  if (item_is_repeat) return vary(ASKS_AGAIN, turn, said);
  if (evaluation) return vary(ASKS_ONCE_MORE, turn, said);
  return previous ? vary(ASKS_NEXT, turn, said)(titleInQuotes(previous.concept)) : vary(ASKS_FIRST, turn, said);
}

function* introductions(input: TutorInput, material: PackNode): Generator<Teaching> {
  for (const passage of introductoryPassages(input, material)) {
    // A long explanation leaves room for a short bridge only, or for none.
    for (const lead of leadsIn(input, material, passage.text)) yield { paragraphs: [lead, passage.text], citations: [passage.id] };
    yield { paragraphs: [passage.text], citations: [passage.id] };
  }
  const [lead = `This step is about ${titleInQuotes(input.node.concept)}.`] = leadsIn(input, material, "");
  yield { paragraphs: [lead], citations: [] };
}

function introductoryPassages({ path, used_passage_ids }: TutorInput, material: PackNode): Passage[] {
  const own = path.approach === null ? null : passageId(material, path.approach);
  const explanations = passagesOf(material).slice(0, material.explanations.length);
  return [...explanations.filter(({ id }) => id === own), ...explanations.filter(({ id }) => id !== own && !used_passage_ids.includes(id))];
}

/** What comes before an explanation: a bridge from the last node, or, where a probe has come before it already, that it is told now. */
function leadsIn(input: TutorInput, material: PackNode, text: string): string[] {
  return input.reason === "teach" ? [vary(BEGINS_HERE, input.turn_number)] : bridges(input, material, text);
}

/** How the last node was left. */
const LEFT = { passed: SETTLED, set_aside: LEFT_ASIDE, placed: SKIPPED } as const;

/**
 * From the node just left to this one, the fullest first: what its author wrote about how the one follows from the other, or else how the last one was
 * left. The heading above names the new node, so the words do not. The very first message has none: the learner should be at the question quickly.
 */
function bridges({ previous, is_closing, turn_number: turn }: TutorInput, material: PackNode, text: string): string[] {
  // The check is announced once: by the text that sets its scene, or here.
  const announcement = is_closing && !/\bhints?\b/i.test(text) ? vary(WITHOUT_HINTS, turn) : "";
  if (!previous) return announcement === "" ? [] : [announcement];
  const authored = material.bridges?.find(({ after }) => after === previous.node_id)?.text;
  const left = vary(LEFT[previous.left], turn)(titleInQuotes(previous.concept));
  const link = authored === undefined || previous.left === "set_aside" ? left : authored;
  return [...new Set([`${link} ${announcement}`, announcement])].map((lead) => tidyStops(lead.trim())).filter((lead) => lead !== "");
}

function* reteachings(input: TutorInput, material: PackNode): Generator<Teaching> {
  const { turn_number: turn, strategy } = input;
  const said = saidIn(input.history);
  if (answeredStep(input, material)) {
    const next = unusedPassages(input, material).find(({ id }) => kindOf(id, material) === "other_approach");
    if (next && strategy === "other_approach") yield { paragraphs: [vary(STEP_DONE, turn, said), next.text], citations: [next.id] };
    yield { paragraphs: [vary(STEP_DONE, turn, said)], citations: [] };
    return;
  }
  if (input.evaluation?.user_intent === "attempt_answer" && input.evaluation.evaluation === "correct") {
    // Right as far as can be told: nothing is taught again, another question follows.
    yield { paragraphs: [vary(PRACTISES, turn, said)], citations: [] };
    return;
  }
  const short = briefly(input);
  if (short) for (const quote of quotes(input)) yield { paragraphs: [vary(short, turn, said)(quote)], citations: [] };
  for (const passage of unusedPassages(input, material)) {
    if (passage.id === passageId(material, FURTHER_READING))
      for (const quote of quotes(input)) yield { paragraphs: [vary(READS_ON, turn, said)(quote), passage.text], citations: [passage.id] };
    for (const lead of leadsTo(input, kindOf(passage.id, material))) yield { paragraphs: [lead, passage.text], citations: [passage.id] };
    yield { paragraphs: [passage.text], citations: [passage.id] };
  }
  const task = vary(REVISIT, turn, said);
  for (const quote of quotes(input)) yield { paragraphs: [`${vary(TAKES_UP_AGAIN, turn, said)(quote)} ${task}`], citations: [] };
  yield { paragraphs: [`${opening(input)} ${task}`], citations: [] };
  yield { paragraphs: [task], citations: [] };
}

/** How the reply is taken up and the next text led to, the fullest first: with the learner's words, with fewer of them, without. */
function* leadsTo(input: TutorInput, kind: Kind): Generator<string> {
  const { evaluation, turn_number: turn } = input;
  const said = saidIn(input.history);
  // Where a known error stands beside what was right, the words quoted are the error's.
  const isSound = evaluation?.evaluation === "partial" && evaluation.misconception_id === null;
  const takesUp = isSound ? TAKES_UP_PARTIAL : TAKES_UP_WRONG;
  const kindWord = hasSelfDoubt(input.reply ?? "") ? vary(REASSURES, turn, said) : "";
  for (const quote of quotes(input)) {
    if (kindWord) yield `${kindWord} ${vary(takesUp[kind], turn, said)(quote)}`;
    yield vary(takesUp[kind], turn, said)(quote);
  }
  yield `${opening(input)} ${vary(LEADS_TO[kind], turn, said)}`;
  yield vary(LEADS_TO[kind], turn, said);
}

/** What to say first where there are no words to take up: to somebody who is stuck, wants the answer, or has had enough. */
function opening({ evaluation, reply, is_closing, turn_number: turn, history }: TutorInput): string {
  const said = saidIn(history);
  if (evaluation?.user_intent !== "stuck") return vary(ONCE_MORE, turn, said);
  if (is_closing && /\b(?:hints?|clues?)\b/i.test(reply ?? "")) return vary(HINTS_CLOSED, turn, said);
  if (asksForAnswer(reply ?? "")) return vary(KEEPS_ANSWER, turn, said);
  return vary(hasSelfDoubt(reply ?? "") ? REASSURES : hasComplaint(reply ?? "") ? VEXED : STUCK, turn, said);
}

/**
 * The words for an answer that lacks so little that a whole new explanation would be in the way: the one part that the cue has just named, the last step of a number, or
 * which of the options was meant. Null where more is missing, and where it was said once for the question: who still lacks it afterwards needs more.
 */
function briefly(input: TutorInput): typeof ADDS_ONE | null {
  const { item, item_is_repeat, evaluation, history } = input;
  if (!item || !item_is_repeat || !evaluation || evaluation.misconception_id !== null) return null;
  const phrases = BRIEF[item.form];
  if (!phrases?.isFor(evaluation)) return null;
  const before = saidIn(history.filter(({ content }) => content.includes(item.prompt)));
  return phrases.say.some((phrase) => isSaid(phrase, before)) ? null : phrases.say;
}

/** By the form of the question; code is written anew in any case. */
const BRIEF: Readonly<
  Partial<Record<Item["form"], { readonly say: typeof ADDS_ONE; readonly isFor: (evaluation: Evaluation) => boolean }>>
> = {
  open: {
    say: ADDS_ONE,
    isFor: ({ evaluation, key_points_met: met, key_points_missed: missed }) =>
      evaluation === "partial" && met.length > 0 && missed.length === 1,
  },
  numeric: { say: ENDS_IT, isFor: ({ evaluation }) => evaluation === "partial" },
  choice: { say: WHICH_OPTION, isFor: ({ user_intent, evaluation }) => user_intent === "attempt_answer" && evaluation === "n/a" },
};

/** The learner's words after an answer that was not right: as many as fit, then fewer. */
function quotes(input: TutorInput): string[] {
  if (input.evaluation?.user_intent !== "attempt_answer" || input.evaluation.evaluation === "correct") return [];
  return [...new Set([quoteReply(input), quoteReply(input, true)])].filter((quote) => quote !== null);
}

/** Whether the reply answered a small step rightly: the verdict says so, and the question before was a step's. */
function answeredStep({ evaluation, history }: TutorInput, material: PackNode): boolean {
  if (evaluation?.user_intent !== "attempt_answer" || evaluation.evaluation !== "correct") return false;
  const asked = history.findLast((message) => message.role === "tutor")?.content ?? "";
  const likeness = (role: "step" | "other"): number =>
    Math.max(
      0,
      ...material.items.filter((item) => (item.role === "step") === (role === "step")).map((item) => sharedContent(asked, item.prompt)),
    );
  return asked !== "" && likeness("step") >= 0.6 && likeness("step") >= likeness("other");
}
