import { contentStems } from "../../../curriculum/text.ts";
import { CUES, QUESTIONS } from "./cues.ts";
import { type Occasion, type Sides, takeSides } from "./occasion.ts";
import { countSetUps, type Quantity, readEquations, readQuantities, valuesOf } from "./quantities.ts";

/** Named measures of a reply on its occasion: counts and shares, each finite. The names are in the order of `featureNames`. */
export type Features = Readonly<Record<string, number>>;

/** More than this of a reply is not read. */
const MAX_REPLY_CHARS = 4_000;

/** What can be measured of a reply without understanding it. The same occasion gives the same numbers. */
export function readFeatures({ history, reply, solution }: Occasion): Features {
  const text = reply.slice(0, MAX_REPLY_CHARS);
  const sides = takeSides(history);
  return {
    ...measureShape(text),
    ...measureQuestions(text),
    ...measureCues(text),
    ...measureOpening(text),
    ...measureNumbers(text, sides),
    ...measureOverlap(text, sides),
    ...measureLearner(sides, history.length),
    ...measureSolution(text, sides, solution),
  };
}

const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?…])["”')]*\s+|\n+/).filter((part) => /[\p{L}\p{N}]/u.test(part));
const log = (count: number): number => Math.log1p(count);
const flag = (holds: boolean): number => (holds ? 1 : 0);
const count = (pattern: RegExp, text: string): number => text.match(pattern)?.length ?? 0;
const shareIn = (of: readonly string[], there: ReadonlySet<string>): number =>
  of.length === 0 ? 0 : of.filter((stem) => there.has(stem)).length / of.length;

function measureShape(text: string): Features {
  const words = text.match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0;
  const sentences = sentencesOf(text);
  return {
    words: log(words),
    sentences: log(sentences.length),
    words_per_sentence: log(words / Math.max(1, sentences.length)),
    short: flag(words < 12),
    long: flag(words > 60),
    commas: log(count(/[,;:–—]/g, text)),
    in_quotes: flag(/^\s*["“]/.test(text)),
    lower_start: flag(/^\s*\p{Ll}/u.test(text)),
    no_stop: flag(!/[.!?]["”')]*\s*$/.test(text)),
    stars: log(count(/\*/g, text)),
  };
}

function measureQuestions(text: string): Features {
  const asked = sentencesOf(text).filter((sentence) => /\?["”')]*\s*$/.test(sentence));
  const last = asked.at(-1) ?? "";
  return {
    questions: log(asked.length),
    asks: flag(asked.length > 0),
    ends_asking: flag(/\?["”')]*\s*$/.test(text)),
    words_of_question: log(last.split(/\s+/).length - 1),
    ...Object.fromEntries(Object.entries(QUESTIONS).map(([name, pattern]) => [`q_${name}`, flag(asked.some((one) => pattern.test(one)))])),
  };
}

function measureCues(text: string): Features {
  return Object.fromEntries(Object.entries(CUES).map(([name, pattern]) => [`c_${name}`, log(count(pattern, text))]));
}

/** Praise and agreement mean another thing at the head of a reply, and another when nothing takes them back. */
function measureOpening(text: string): Features {
  const [first = "", ...rest] = sentencesOf(text);
  const tail = rest.join(" ");
  const praises = count(CUES.praise, first) > 0;
  const affirms = count(CUES.affirm, first) > 0;
  const corrects = count(CUES.negative, text) + count(CUES.contrast, text) + count(CUES.actually, text) + count(CUES.remember, text) > 0;
  const last = sentencesOf(text).at(-1) ?? "";
  return {
    praises_first: flag(praises),
    affirms_first: flag(affirms),
    only_praise: flag((praises || affirms) && !corrects),
    praise_then_check: flag(praises && count(CUES.check, text) + count(CUES.try, text) > 0),
    corrects: flag(corrects),
    corrects_first: flag(count(CUES.negative, first) + count(CUES.contrast, first) > 0),
    corrects_later: flag(count(CUES.negative, tail) + count(CUES.contrast, tail) > 0),
    ends_with_lets: flag(count(CUES.lets, last) > 0),
    ends_with_order: flag(count(CUES.try, last) + count(CUES.calculate, last) + count(CUES.check, last) + count(CUES.operate, last) > 0),
    ends_moving_on: flag(count(CUES.nextThing, last) > 0),
    starts_let: flag(/^\W*let/i.test(text)),
    starts_remember: flag(/^\W*remember/i.test(text)),
    starts_seems: flag(/^\W*(?:it (?:seems|looks|sounds|appears)|i (?:think|see|notice))/i.test(text)),
    starts_no: flag(/^\W*(?:no\b|not quite|actually|incorrect|that['’]?s (?:not|incorrect)|sorry)/i.test(text)),
    starts_question: flag(/^\W*(?:what|how|why|which|where|can|could|do|does|did|is|are|if|so)\b/i.test(text)),
  };
}

/** Numbers of the reply by whose they are: the task's, the learner's, the solution's or nobody's yet. */
function measureNumbers(text: string, { asked, answered, lastAsked, lastAnswered }: Sides): Features {
  const said = readQuantities(text);
  const [known, learners, last, near] = [valuesOf(asked), valuesOf(answered), valuesOf(lastAnswered), valuesOf(lastAsked)];
  const isNew = ({ value }: Quantity): boolean => !known.has(value) && !learners.has(value);
  const own = (value: number): boolean => learners.has(value) && !known.has(value);
  const fresh = said.filter(isNew);
  const sums = readEquations(text);
  const wrongSums = readEquations(answered).filter(({ isTrue }) => !isTrue);
  const inWrong = new Set(wrongSums.flatMap(({ numbers }) => numbers));
  const answer = readQuantities(lastAnswered).at(-1)?.value;
  return {
    numbers: log(said.length),
    numbers_new: log(fresh.length),
    numbers_new_result: log(fresh.filter(({ isResult }) => isResult).length),
    ends_with_new: flag(fresh.length > 0 && fresh.at(-1) === said.at(-1)),
    numbers_task: log(said.filter(({ value }) => known.has(value)).length),
    numbers_last_task: log(said.filter(({ value }) => near.has(value)).length),
    numbers_learner: log(said.filter(({ value }) => own(value)).length),
    numbers_last_answer: log(said.filter(({ value }) => last.has(value)).length),
    answer_repeated: flag(answer !== undefined && said.some(({ value }) => value === answer)),
    results: log(said.filter(({ isResult }) => isResult).length),
    sums: log(sums.length),
    sums_new: log(sums.filter(({ numbers: [, , result] }) => !known.has(result) && !learners.has(result)).length),
    sums_false: log(sums.filter(({ isTrue }) => !isTrue).length),
    set_ups: log(countSetUps(text)),
    signs: log(count(/[=+×÷*]/g, text)),
    learner_sums_false: log(wrongSums.length),
    on_false_sum: log(said.filter(({ value }) => inWrong.has(value)).length),
  };
}

function measureOverlap(text: string, { asked, answered, lastAsked, lastAnswered }: Sides): Features {
  const reply = contentStems(text);
  const replied = new Set(reply);
  const [askedStems, answeredStems] = [contentStems(asked), contentStems(answered)];
  const [inAsked, inAnswered] = [new Set(askedStems), new Set(answeredStems)];
  const lastOfAnswered = contentStems(lastAnswered);
  const lastOfAsked = contentStems(lastAsked);
  const newWords = reply.filter((stem) => !inAsked.has(stem) && !inAnswered.has(stem));
  return {
    stems: log(reply.length),
    from_asked: shareIn(reply, inAsked),
    from_answered: shareIn(reply, inAnswered),
    from_last_asked: shareIn(reply, new Set(lastOfAsked)),
    from_last_answered: shareIn(reply, new Set(lastOfAnswered)),
    only_learners: log(reply.filter((stem) => inAnswered.has(stem) && !inAsked.has(stem)).length),
    only_asked: log(reply.filter((stem) => inAsked.has(stem) && !inAnswered.has(stem)).length),
    shared: log(reply.length - newWords.length),
    new_words: log(newWords.length),
    repeats_question: shareIn(lastOfAsked, replied),
    repeats_answer: shareIn(lastOfAnswered, replied),
  };
}

function measureLearner({ asked, answered, lastAsked, lastAnswered }: Sides, turns: number): Features {
  const words = lastAnswered.split(/\s+/).length;
  return {
    turns: log(turns),
    asked_words: log(asked.split(/\s+/).length),
    answered_words: log(answered.split(/\s+/).length),
    last_words: log(words),
    last_short: flag(words <= 3),
    last_numbers: log(count(/\d[\d,.]*/g, lastAnswered)),
    last_asks: flag(lastAnswered.includes("?")),
    last_unsure: flag(/\b(?:don['’]?t (?:know|understand|get)|idk|not sure|no idea|confus|help|stuck|hard|no clue)\b/i.test(lastAnswered)),
    last_agrees: flag(/^\W*(?:yes|yeah|ok|okay|sure|oh|sorry|yep|thank|right|i see|i understand|ah)\b/i.test(lastAnswered)),
    last_asked_asks: flag(lastAsked.includes("?")),
    last_asked_many: flag(/\bhow (?:many|much)\b/i.test(lastAsked)),
    last_sums: log(readEquations(lastAnswered).length),
  };
}

/** What the reply has of the reference solution; its last number is taken for the answer. */
function measureSolution(text: string, { asked, answered, lastAnswered }: Sides, solution: string | null): Features {
  const steps = readQuantities(solution ?? "");
  const key = steps.at(-1)?.value;
  const values = new Set(steps.map(({ value }) => value));
  const [known, learners, last] = [valuesOf(asked), valuesOf(answered), valuesOf(lastAnswered)];
  const said = readQuantities(text);
  const isNew = ({ value }: Quantity): boolean => !known.has(value) && !learners.has(value);
  const isAstray = (value: number): boolean => values.size > 0 && learners.has(value) && !known.has(value) && !values.has(value);
  const heard = new Set(contentStems(`${asked}\n${answered}`));
  const inSolution = new Set(solution === null ? [] : contentStems(solution));
  return {
    key_told: flag(said.some((one) => one.value === key && isNew(one))),
    key_result: flag(said.some((one) => one.value === key && one.isResult)),
    key_last: flag(key !== undefined && said.at(-1)?.value === key),
    key_named: flag(said.some(({ value }) => value === key)),
    key_known: flag(key !== undefined && (known.has(key) || learners.has(key))),
    key_answered: flag(key !== undefined && last.has(key)),
    steps_told: log(said.filter((one) => isNew(one) && values.has(one.value)).length),
    steps_astray: log(said.filter(({ value }) => isAstray(value)).length),
    learner_astray: log([...learners].filter(isAstray).length),
    solution_words: log(contentStems(text).filter((stem) => inSolution.has(stem) && !heard.has(stem)).length),
    has_solution: flag(values.size > 0),
  };
}

/** The features' names in the order in which models read them. */
export const featureNames: readonly string[] = Object.keys(readFeatures({ history: [], reply: "", solution: null }));

/** Which of them look at the solution: nothing but these changes when there is none. */
export const solutionFeatures: ReadonlySet<string> = new Set(Object.keys(measureSolution("", takeSides([]), null)));
