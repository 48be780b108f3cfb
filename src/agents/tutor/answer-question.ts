import type { PackNode } from "../../curriculum/pack.schema.ts";
import { contentStems, readSentences } from "../../curriculum/text.ts";
import { readIntent } from "../evaluator/read-intent.ts";
import { hasNerves, hasSelfDoubt, isAcknowledgement, isAside } from "../evaluator/remarks.ts";
import { subjectOf } from "../evaluator/subject-of.ts";
import type { TutorInput } from "../inputs.ts";
import {
  ANSWERS,
  ASIDES,
  ASKED_BACK,
  BACK,
  CALMS,
  COMES_CLOSE,
  FROM_DONE,
  FROM_LATER,
  FROM_SOURCES,
  IS_FOR,
  KEEPS_ANSWER,
  NO_ANSWER,
  NOT_IN_SOURCES,
  OFF_LESSON,
  OFFERS,
  OFFERS_IN_CHECK,
  STANDS_DONE,
  STANDS_LATER,
  THEIRS_TO_FIND,
  WELCOMES,
} from "./answer-phrases.en.ts";
import { countWords } from "./draft-text.ts";
import { findElsewhere, type FoundElsewhere } from "./find-elsewhere.ts";
import {
  asksForAnswer,
  asksForExample,
  asksForUse,
  asksTheQuestion,
  asksToExplain,
  findAnswers,
  findInSources,
  type FoundAnswer,
  stemsAsked,
} from "./find-answer.ts";
import { titleInQuotes } from "./learner-words.ts";
import { type Kind, kindOf, unusedPassages } from "./passages.ts";
import { LEADS_TO, REASSURES, REVISIT } from "./phrases.en.ts";
import { saidIn, vary } from "./vary.ts";

/** One way to say it: paragraphs, and the passages they rest on. */
export interface Teaching {
  readonly paragraphs: readonly string[];
  readonly citations: readonly string[];
}

/** An answer up to this length follows its lead in one paragraph. */
const SHORT_ANSWER_WORDS = 24;
/** So much of a question has to be about the case for it to be the learner's to find. */
const MIN_ABOUT_CASE = 0.5;
/** Opens what asks for something, with a question mark or without. */
const WANTS = /^\W*(?:tell|show|sing|play|give|can|could|do|did|are|have|will|would|let['’]?s)\b/i;
const YES_OR_NO = /^\W*(?:(?:and|but|so|then) )?(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|may|might)\b/i;

/** Ways to answer a question or to take up a remark and come back to what was asked, the best first: by what the pack says, or plainly without. */
export function* answersTo(input: TutorInput, material: PackNode): Generator<Teaching> {
  const { turn_number: turn, is_closing } = input;
  const reply = input.reply ?? "";
  const said = saidIn(input.history);
  const back = vary(BACK, turn, said);
  const offer = vary(is_closing ? OFFERS_IN_CHECK : OFFERS, turn, said);
  const bare = (words: string): Teaching => ({ paragraphs: [words, back], citations: [] });
  if (isAcknowledgement(reply)) yield bare(vary(WELCOMES, turn, said));
  if (asksForAnswer(reply)) yield bare(`${vary(KEEPS_ANSWER, turn, said)} ${offer}`);

  const asks = reply.includes("?") || WANTS.test(reply) || readIntent(reply, input.item?.prompt ?? "") === "ask_question";
  const isBeside = isAside(questionIn(reply), subjectFor(input, material));
  if (!asks && isBeside) yield bare(vary(ASIDES, turn, said));
  const found = [...findAnswers(input), ...findInSources(input)].sort((a, b) => RANK[a.kind] - RANK[b.kind]);
  const isSilent = found.every(({ kind }) => kind === "close");
  if (found.length === 0 && hasNerves(reply)) yield bare(vary(CALMS, turn, said));
  if (isSilent && asksForExample(reply)) yield* retellings(input, material, "worked_example", back);
  const use = /^You can (.+?)\.?$/.exec(input.node.goal)?.[1];
  if (isSilent && use !== undefined && asksForUse(reply)) yield bare(vary(IS_FOR, turn, said)(use));
  const elsewhere = isSilent && !asksTheQuestion(input) ? findElsewhere(input) : [];
  if (isSilent && isBeside && elsewhere.length === 0) yield bare(vary(OFF_LESSON, turn, said));
  if (isSilent && asksTheQuestion(input)) yield bare(vary(ASKED_BACK, turn, said));
  const isTouchedHere = found.some(({ text }) => holdsAll(text, reply));
  for (const other of elsewhere) if (other.kind === "written" || !isTouchedHere) yield* fromElsewhere(other, input, back);
  for (const { kind, text, citations } of found) {
    const lead = vary(LEADS[kind], turn, said);
    const isShort = kind !== "close" && countWords(text) <= SHORT_ANSWER_WORDS;
    yield { paragraphs: isShort ? [`${lead} ${text}`, back] : [lead, text, back], citations };
    // A long answer has no room for a lead.
    yield { paragraphs: [text, back], citations };
  }
  if (asksToExplain(reply)) {
    yield* retellings(input, material, "simpler", back);
    yield bare(vary(REVISIT, turn, said));
  }
  if (asksAboutCase(input)) {
    const kindWord = hasSelfDoubt(reply) ? `${vary(REASSURES, turn, said)} ` : "";
    yield bare(`${kindWord}${vary(THEIRS_TO_FIND, turn, said)}`);
  }
  yield bare(`${vary(input.sources ? NOT_IN_SOURCES : NO_ANSWER, turn, said)} ${offer}`);
}

/** What another step says, with its title, so that the learner knows where it is taught. It is cited by that title: ids are those of this step's own passages. */
function* fromElsewhere(
  { concept, is_done, text }: FoundElsewhere,
  { turn_number: turn, history }: TutorInput,
  back: string,
): Generator<Teaching> {
  const phrases = text === "" ? (is_done ? STANDS_DONE : STANDS_LATER) : is_done ? FROM_DONE : FROM_LATER;
  const lead = vary(phrases, turn, saidIn(history))(titleInQuotes(concept));
  yield { paragraphs: [lead, text, back], citations: [] };
}

/** Whether every word that a reply asks about stands in a text, and there are several. */
function holdsAll(text: string, reply: string): boolean {
  const there = new Set(contentStems(text));
  const asked = stemsAsked(reply);
  return asked.length > 1 && asked.every((stem) => there.has(stem));
}

/** The node's texts that the learner has not had yet, the wanted kind first. */
function* retellings(input: TutorInput, material: PackNode, strategy: Kind, back: string): Generator<Teaching> {
  const said = saidIn(input.history);
  for (const { id, text } of unusedPassages({ ...input, strategy }, material))
    yield { paragraphs: [vary(LEADS_TO[kindOf(id, material)], input.turn_number, said), text, back], citations: [id] };
}

/** What may be said first, where there is more than one thing: what a person wrote as an answer, then what the documents say, then what only comes close. */
const RANK: Readonly<Record<FoundAnswer["kind"], number>> = { written: 0, definition: 1, source: 2, close: 3 };
const LEADS: Readonly<Record<FoundAnswer["kind"], readonly [string, ...string[]]>> = {
  written: ANSWERS,
  definition: ANSWERS,
  source: FROM_SOURCES,
  close: COMES_CLOSE,
};

/** What of a reply asks, where a part of it does: what stands around a question does not make it small talk. */
function questionIn(reply: string): string {
  const asking = readSentences(reply)
    .filter(({ end }) => /^[\s"'”’)]*\?/.test(reply.slice(end)))
    .map(({ start, end }) => reply.slice(start, end));
  return asking.length === 0 ? reply : asking.join("? ");
}

function subjectFor({ node, item, passages }: TutorInput, { misconceptions }: PackNode): string {
  if (item) return subjectOf({ node, question: item.prompt, misconceptions }, item);
  return [node.concept, node.goal, ...passages.map(({ text }) => text)].join("\n\n");
}

/** "Does the soil not count?": a question with yes or no for an answer, at least half about what the item's own question is about. */
function asksAboutCase({ item, reply }: TutorInput): boolean {
  const known = new Set(contentStems(item?.prompt ?? ""));
  return questionIn(reply ?? "")
    .split("? ")
    .some((question) => {
      const asked = contentStems(question);
      const shared = asked.filter((stem) => known.has(stem)).length;
      return YES_OR_NO.test(question) && shared > 0 && shared >= asked.length * MIN_ABOUT_CASE;
    });
}
