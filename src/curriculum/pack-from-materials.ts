import { askForNumber, askForTerm, askInOwnWords, definedTerm, namedTerm, openingOf, tellingWords, writtenAs } from "./materials-items.ts";
import { chooseSections, SURE_TERM, type TaughtSection, teachConcepts } from "./materials-concepts.ts";
import { minutesOf } from "./materials-minutes.ts";
import { pathsThrough } from "./materials-paths.ts";
import { readVocabulary, type Vocabulary } from "./materials-terms.ts";
import { type MaterialSection, type MaterialSentence, readMaterials } from "./materials-text.ts";
import { topicOf } from "./concepts/objective-topic.ts";
import type { Item, Pack, PackNode } from "./pack.schema.ts";
import { contentStems } from "./text.ts";

/** What a learner brings along instead of a lesson from the shelf. */
export interface Materials {
  readonly title: string;
  readonly objectives: readonly string[];
  readonly language: string;
  /** Pasted text; Markdown, plain, or copied from a PDF. */
  readonly text: string;
}

/** With fewer whole sentences there is nothing to teach from. */
const MIN_SENTENCES = 3;
/** A lesson of more stones would not be done in one sitting. */
const MAX_STONES = 5;
const MAX_EXPLANATION_WORDS = 100;
/** The first explanation is short, so that the first question comes soon. */
const MAX_FIRST_WORDS = 70;
const MIN_SECOND_WORDS = 8;
const MAX_SIMPLER_WORDS = 45;
const MAX_CLOSING_ITEMS = 3;
const MOST_OF_AN_OBJECTIVE = 0.75;
const MAX_GLOSSARY = 15;
const MAX_TITLE_CHARS = 80;
const MAX_LINE_CHARS = 400;

/** The learner is told at once where everything comes from. */
const SAYS_SO = "Everything I say about this comes from your text, in its own sentences.";

/** The approach of the sentences for which the first passage had no room: not another way to say it, but more of the text. */
export const FURTHER_READING = "further";

/** One concept of the lesson: a section of the text with its title and the questions made from it. */
interface Stone {
  readonly concept: string;
  readonly section: MaterialSection;
  readonly taught: TaughtSection;
  readonly items: readonly Item[];
  /** Questions kept for the closing check. */
  readonly kept: readonly Item[];
}

/**
 * A pack made from pasted text by extraction alone: every explanation is the text's own sentences, every key a sentence of it, every option a word of
 * it. Nothing is added but the questions. Null when the text has too few whole sentences, or none that a question can be made from. The result is
 * for the session that it was made for; unlike an authored pack it shows the learner the text that its questions ask about.
 */
export function packFromMaterials({ title, objectives, language, text }: Materials): Pack | null {
  const sections = readMaterials(text);
  if (sections.flatMap((section) => section.sentences).length < MIN_SENTENCES) return null;
  const vocabulary = readVocabulary(sections, [title, ...objectives].join(". "), language);
  const weights = sections.map((section) => weightOf(section, vocabulary));
  const taught = teachConcepts(sections, weights, { title, objectives, language });
  const stones = nameStones(chooseSections(taught, objectives, MAX_STONES), objectives, vocabulary);
  const [first] = stones;
  if (!first) return null;
  const nodes = [...stones.map((stone, at) => buildNode(stone, at, vocabulary)), buildClosing(stones, vocabulary)];
  const names = listNames(stones);
  const lessonTitle = clip(title.trim() || first.concept, MAX_LINE_CHARS);
  return {
    format: 1,
    id: "own-material",
    version: 1,
    language,
    title: lessonTitle,
    promise: clip(`You will be able to say in your own words what your text says about ${names}.`, MAX_LINE_CHARS),
    subject: "Your own text",
    objectives:
      objectives.length > 0
        ? objectives.slice(0, 8).map((objective) => clip(objective, MAX_LINE_CHARS))
        : nodes.slice(0, 8).map(({ goal }) => goal),
    licence: "The text stays its owner's; it is used in this session only.",
    authors: ["The authors of the pasted text"],
    sources: [{ title: "The text that you pasted" }],
    approaches: [
      { id: "reading", name: "Reading the text in order" },
      { id: FURTHER_READING, name: "Further sentences of the text" },
    ],
    paths: buildPaths(nodes, stones),
    glossary: buildGlossary(stones),
    nodes,
  };
}

/** The three best sentences stand for a section, so that length alone does not win. */
function weightOf({ sentences }: MaterialSection, vocabulary: Vocabulary): number {
  return sentences
    .map((sentence) => vocabulary.salience(sentence))
    .sort((a, b) => b - a)
    .slice(0, 3)
    .reduce((sum, salience) => sum + salience, 0);
}

function nameStones(chosen: readonly TaughtSection[], objectives: readonly string[], vocabulary: Vocabulary): Stone[] {
  return chosen.reduce<Stone[]>((stones, taught) => {
    const { section } = taught;
    const { items, kept } = makeItems(section, vocabulary);
    if (items.length === 0) return stones;
    const taken = stones.map(({ concept }) => concept.toLowerCase());
    const title =
      titlesFor(taught, objectives, vocabulary).find((candidate) => !taken.includes(candidate.toLowerCase())) ??
      `Part ${stones.length + 1}`;
    return [...stones, { concept: title, section, taught, items, kept }];
  }, []);
}

/** Possible titles, the best first: the heading, a term explained, the objective taken up, what is spoken of, how the sentences begin. */
function titlesFor({ section, concepts, about, stems }: TaughtSection, objectives: readonly string[], vocabulary: Vocabulary): string[] {
  const asked = objectives.filter((objective) => takesUp(stems, objective)).map(topicOf);
  const sure = concepts.filter(({ probability }) => probability >= SURE_TERM).map(({ name }) => name);
  const likely = concepts.filter(({ probability }) => probability < SURE_TERM).map(({ name }) => name);
  const ranked = rank(section.sentences, vocabulary);
  const terms = [...ranked.flatMap((sentence) => definedTerm(sentence) ?? []), ...ranked.flatMap((sentence) => namedTerm(sentence) ?? [])];
  const openings = section.sentences.filter((sentence) => sentence.stands_alone).map(({ text }) => `${openingOf(text)} …`);
  return [section.heading === null ? "" : calm(section.heading, section), ...sure, ...terms, ...asked, ...about, ...likely, ...openings]
    .filter((candidate) => candidate !== "")
    .map((candidate) => clip(candidate.charAt(0).toUpperCase() + candidate.slice(1), MAX_TITLE_CHARS));
}

/** Whether a section speaks of most of what an objective names. */
function takesUp(stems: ReadonlySet<string>, objective: string): boolean {
  const named = contentStems(objective);
  return named.length > 1 && named.filter((stem) => stems.has(stem)).length >= named.length * MOST_OF_AN_OBJECTIVE;
}

/** A heading in capitals, as it would be written in a sentence of the section. */
function calm(heading: string, { sentences }: MaterialSection): string {
  if (/\p{Ll}/u.test(heading) || !/\p{Lu}{4}/u.test(heading)) return heading;
  const written = sentences.flatMap(({ text }) => text.split(/[^\p{L}\p{N}-]+/u).slice(1));
  return heading.replace(/[\p{L}\p{N}-]+/gu, (word) => written.find((other) => other.toUpperCase() === word) ?? word.toLowerCase());
}

function rank(sentences: readonly MaterialSentence[], vocabulary: Vocabulary): MaterialSentence[] {
  return sentences
    .map((sentence) => ({ sentence, salience: vocabulary.salience(sentence) }))
    .sort((a, b) => b.salience - a.salience)
    .map(({ sentence }) => sentence);
}

/** A section's questions in their roles. What can be asked openly is asked openly; gaps and numbers come second. */
function makeItems({ sentences }: MaterialSection, vocabulary: Vocabulary): { items: Item[]; kept: Item[] } {
  const ranked = rank(sentences, vocabulary).filter((sentence) => sentence.stands_alone);
  const [firstOpen, secondOpen, ...moreOpen] = ranked.flatMap((sentence) => askInOwnWords(sentence, vocabulary) ?? []);
  const gaps = ranked.flatMap((sentence) => askForTerm(sentence, vocabulary) ?? []);
  const numbers = ranked.flatMap((sentence) => askForNumber(sentence) ?? []);
  // Gaps stand beside the very sentence while the passage is new, so they wait until a solved example or a smaller step has come between.
  const [lastGap, ...earlierGaps] = [...gaps].reverse();
  const as = (role: Item["role"], ...items: readonly (Item | undefined)[]): Item[] =>
    items.flatMap((item) => (item ? [{ ...item, role }] : []));
  const items = [...as("main", firstOpen, secondOpen), ...as("similar", earlierGaps.at(0), numbers[0]), ...as("step", lastGap)];
  const hasMain = items.some((item) => item.role === "main");
  return { items: hasMain ? items : items.map((item) => ({ ...item, role: "main" })), kept: [...moreOpen, ...numbers.slice(1)] };
}

function buildNode({ concept, section, items }: Stone, at: number, vocabulary: Vocabulary): PackNode {
  const { first, second } = splitExplanation(section.sentences, at === 0 ? MAX_FIRST_WORDS : MAX_EXPLANATION_WORDS);
  const opening = at === 0 ? `${SAYS_SO}\n\n${first}` : first;
  return {
    id: `node_${at + 1}`,
    kind: at === 0 ? "introduction" : "concept",
    concept,
    goal: `You can say in your own words what your text says about “${concept}”.`,
    skill: `own-material-${at + 1}`,
    requires: [],
    minutes: minutesOf([opening], items),
    explanations: [{ approach: "reading", text: opening }, ...(second === null ? [] : [{ approach: FURTHER_READING, text: second }])],
    simpler: simplest(section.sentences, vocabulary),
    worked_example: takeApart(section.sentences, items, vocabulary),
    smaller_step: "Leave the whole passage aside for a moment and look at one sentence of it. A single word is missing there.",
    items: numbered(items, `${at + 1}`),
    misconceptions: [],
    questions: [],
  };
}

/** The closing check: questions that were kept back, or asked some while ago, with no text beside them. */
function buildClosing(stones: readonly Stone[], vocabulary: Vocabulary): PackNode {
  const names = listNames(stones);
  const sentences = stones.flatMap(({ section }) => section.sentences);
  const best = [...stones].sort((a, b) => b.taught.weight - a.taught.weight);
  const mains = best.flatMap(({ kept, items }) => kept[0] ?? items.find((item) => item.role !== "step") ?? []).slice(0, MAX_CLOSING_ITEMS);
  const similar = best
    .flatMap(({ kept, items }) => kept[1] ?? items.findLast((item) => item.role !== "step" && !mains.includes(item)) ?? [])
    .slice(0, 1);
  const step = best.flatMap(({ items }) => items.filter((item) => item.role === "step")).slice(0, 1);
  const items: Item[] = [
    ...mains.map((item): Item => ({ ...item, role: "main" })),
    ...similar.map((item): Item => ({ ...item, role: "similar" })),
    ...step,
  ];
  return {
    id: "node_closing",
    kind: "closing",
    concept: "What has stayed",
    goal: "You can say from memory, in your own words, what your text says.",
    skill: "own-material-closing",
    requires: [],
    minutes: minutesOf([names], items, Math.max(1, mains.length)),
    explanations: [
      { approach: "reading", text: `You have gone through ${names}. Now see how much of it has stayed, without looking back at the text.` },
    ],
    simpler: `Take one thing at a time. The question belongs to one part of your text; think of what came up around it: ${names}.`,
    worked_example: takeApart(sentences, items, vocabulary),
    smaller_step: "Leave the larger question aside for a moment. Here is one sentence of your text with a single word missing.",
    items: numbered(items, "closing"),
    misconceptions: [],
    questions: [],
  };
}

/** The sentences in order up to the limit, and what is left as a second reading where that is worth it. */
function splitExplanation(sentences: readonly MaterialSentence[], maxWords: number): { first: string; second: string | null } {
  const fits = (from: number): readonly MaterialSentence[] => {
    let words = 0;
    const end = sentences.findIndex((sentence, at) => at >= from && (words += sentence.words) > maxWords && at > from);
    return sentences.slice(from, end < 0 ? sentences.length : end);
  };
  const first = fits(0);
  const second = fits(first.length);
  const words = second.reduce((sum, sentence) => sum + sentence.words, 0);
  return { first: joined(first), second: words >= MIN_SECOND_WORDS ? joined(second) : null };
}

/** The sentence that says most, with a second one where both are short. */
function simplest(sentences: readonly MaterialSentence[], vocabulary: Vocabulary): string {
  const [best, next] = rank(sentences, vocabulary).filter((sentence) => sentence.stands_alone && sentence.words <= MAX_SIMPLER_WORDS);
  const chosen = best && next && best.words + next.words <= MAX_SIMPLER_WORDS ? [best, next] : [best ?? sentences[0]];
  return joined(sentences.filter((sentence) => chosen.includes(sentence)));
}

/** A solved example of the task itself: what carries a sentence that no question asks about. */
function takeApart(sentences: readonly MaterialSentence[], items: readonly Item[], vocabulary: Vocabulary): string {
  const ranked = rank(sentences, vocabulary);
  const unasked = ranked.filter((sentence) => !items.some((item) => item.key.includes(sentence.text)));
  const free = unasked.find((sentence) => sentence.stands_alone) ?? unasked[0] ?? ranked.at(-1);
  if (!free) return "";
  const words = tellingWords(free, vocabulary)
    .slice(0, 3)
    .map((word) => `*${writtenAs(word, free)}*`);
  return `One sentence of your text, and how to put it in other words. It says:\n\n${free.text}\n\nThe words that carry it are ${words.join(", ")}. An answer keeps what they stand for, says how they go together, and leaves the rest out.`;
}

function buildPaths(nodes: readonly PackNode[], stones: readonly Stone[]): Pack["paths"] {
  const stops = stones.flatMap(({ taught, concept }, at) => {
    const node = nodes[at];
    return node ? [{ id: node.id, concept, taught }] : [];
  });
  const [first, ...others] = stops;
  const last = nodes.at(-1);
  return first && last ? pathsThrough(first, others, last) : [];
}

function buildGlossary(stones: readonly Stone[]): Pack["glossary"] {
  const entries = stones.flatMap(({ section }) =>
    section.sentences.flatMap((sentence) => {
      const term = definedTerm(sentence);
      return term === null ? [] : [{ term, also: [], text: sentence.text }];
    }),
  );
  return entries
    .filter(({ term }, at) => entries.findIndex((entry) => entry.term.toLowerCase() === term.toLowerCase()) === at)
    .slice(0, MAX_GLOSSARY);
}

function numbered(items: readonly Item[], place: string): Item[] {
  return items.map((item, at) => ({ ...item, id: `itm_own_${place}_${at + 1}` }));
}

const listNames = (stones: readonly Stone[]): string =>
  stones
    .map(({ concept }) => `“${concept}”`)
    .join(", ")
    .replace(/, (?=“[^”]*”$)/, " and ");
const joined = (sentences: readonly MaterialSentence[]): string => sentences.map((sentence) => sentence.text).join(" ");
const clip = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 2).replace(/\s+\S*$/, "")} …`);
