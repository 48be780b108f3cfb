import { askForNumber } from "../materials-items.ts";
import type { ChoiceItem, NumericItem } from "../pack.schema.ts";
import { askForMeaning, askForReason } from "./ask-in-words.ts";
import { askForStatement } from "./ask-statement.ts";
import { askForWord } from "./ask-word.ts";
import { type ChapterTerm, isNamed } from "./chapter-terms.ts";
import { takeApart, tellsItself } from "./extract-node.ts";
import { neighboursOf } from "./neighbours.ts";
import type { PlannedLesson } from "./plan-lesson.ts";
import type { SourceSentence } from "./source-sentences.ts";
import { CONTEXT, MEANING, withRole, type WrittenItem, type WrittenNode } from "./written-node.ts";

const MAX_REASONS = 2;
const MAX_STATEMENTS = 2;
const OPTIONS_BESIDE = 3;
const LETTERS = "abcd";
/** A year or a number of people in a study is no knowledge. */
const YEAR = /^(?:1[5-9]|20)\d\d$/;

/** The closing check: what each term means, from memory, with no text beside it. Null where too few questions can be made. */
export function extractClosing(lesson: PlannedLesson): WrittenNode | null {
  const taught = lesson.nodes.flatMap(({ id, term }) => (term ? [{ id, term }] : []));
  const terms = taught.map(({ term }) => term);
  const names = listOf(terms);
  const about = ({ text }: SourceSentence) => taught.find(({ term }) => isNamed(term.name, text));
  const asked = [
    ...taught.flatMap(({ id, term }) => {
      const item = askForMeaning(term, lesson.sentences);
      return item ? [{ item: withRole(item, "main"), needs: [id], passage_ids: [term.sentence.passage_id] }] : [];
    }),
    ...taught
      .flatMap(({ id, term }) =>
        lesson.sentences
          .flatMap((sentence) => {
            const item = isNamed(term.name, sentence.text) ? askForReason(sentence, lesson.sentences) : null;
            return item ? [{ item: withRole(item, "similar"), needs: [id], passage_ids: [sentence.passage_id] }] : [];
          })
          // The first one is asked where the term is taught.
          .slice(1),
      )
      .slice(0, MAX_REASONS),
    ...lesson.sentences
      .flatMap((sentence) => {
        const node = sentence.teaches && sentence.stands_alone ? about(sentence) : undefined;
        const item = node && askForAmount(sentence);
        return item ? [{ item: withRole(item, "similar"), needs: [node.id], passage_ids: [sentence.passage_id] }] : [];
      })
      .slice(0, 1),
    ...taught
      .flatMap(({ id, term }) => {
        const item = askForStatement(term, term.statement, term.definition, neighboursOf(term, lesson.terms));
        return item ? [{ item: withRole(item, "similar"), needs: [id], passage_ids: [term.sentence.passage_id] }] : [];
      })
      .slice(0, MAX_STATEMENTS),
    ...taught
      .flatMap(({ id, term }) => {
        const item = askForName(term, term.stems.length > 1 ? terms : lesson.terms) ?? askForWord(term, lesson.sentences, 1);
        return item ? [{ item: withRole(item, "step"), needs: [id], passage_ids: [term.sentence.passage_id] }] : [];
      })
      .slice(0, 2),
  ] satisfies WrittenItem[];
  const free = lesson.terms.filter((term) => !terms.includes(term));
  const texts = {
    goal: "You can say from memory, in your own words, what the terms of the text mean.",
    explanations: [
      {
        approach: MEANING,
        text: `You have gone through ${names}. Now see how much of it has stayed, without looking back at the text.`,
        passage_ids: [],
      },
      {
        approach: CONTEXT,
        text: `Each of these had its place in the text: ${names}. Take them from memory, one at a time.`,
        passage_ids: [],
      },
    ],
    simpler: `Take one thing at a time. The question belongs to one of these: ${names}. Think of what came up around it.`,
    worked_example: takeApart(free, lesson.terms, lesson.sentences),
    smaller_step: "Leave the larger question aside for a moment. Here is a meaning as the text gives it; only its name is missing.",
    misconceptions: [],
  };
  const items = asked.filter(({ item }) => !tellsItself(item, texts));
  const whole = items.filter(({ item }) => item.role !== "step").length;
  return whole >= 3 && whole < items.length && texts.worked_example !== "" ? { ...texts, items } : null;
}

/** Which of the lesson's terms means this. */
function askForName(term: ChapterTerm, terms: readonly ChapterTerm[]): Omit<ChoiceItem, "id" | "role"> | null {
  const isPhrase = term.stems.length > 1;
  const others = neighboursOf(term, terms)
    .filter(({ stems }) => !isPhrase || stems.length > 1)
    .slice(0, OPTIONS_BESIDE);
  if (others.length < OPTIONS_BESIDE - 1 || isNamed(term.name, term.meaning) || others.some(({ name }) => isNamed(name, term.meaning)))
    return null;
  const at = term.meaning.length % (others.length + 1);
  const choices = [...others.slice(0, at), term, ...others.slice(at)];
  return {
    form: "choice",
    prompt: `Which of these does the text explain like this?\n\n“… ${term.meaning} …”`,
    key: `“${term.name}”. The text says: “${term.definition}”`,
    cue: "Think of what each of them means, and strike out those that do not fit.",
    confirm: "That is the name that the text gives to it.",
    hints: ["Strike out the terms that you know to mean something else."],
    options: choices.map((choice, index) => ({ id: LETTERS.charAt(index), text: choice.name, correct: choice === term })),
  };
}

function askForAmount(sentence: SourceSentence): Omit<NumericItem, "id" | "role"> | null {
  const { id: _id, role: _role, ...item } = askForNumber(sentence) ?? { id: "", role: "main" as const };
  return "form" in item && item.form === "numeric" && !YEAR.test(item.value) && item.units.length > 0 ? item : null;
}

const listOf = (terms: readonly ChapterTerm[]): string =>
  terms
    .map(({ name }) => `“${name}”`)
    .join(", ")
    .replace(/, (?=“[^”]*”$)/, " and ");
