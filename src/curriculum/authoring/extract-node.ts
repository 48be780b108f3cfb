import { leaks } from "../leak.ts";
import type { Item, Misconception } from "../pack.schema.ts";
import { findMatch } from "../rubric.ts";
import { contentStems } from "../text.ts";
import { askAbout } from "./ask-about.ts";
import { askToCompare } from "./ask-in-words.ts";
import { askForWord } from "./ask-word.ts";
import { type ChapterTerm, isNamed } from "./chapter-terms.ts";
import { areComparable, neighboursOf } from "./neighbours.ts";
import type { SourceSentence } from "./source-sentences.ts";
import { tellingWords } from "./telling-words.ts";
import { CONTEXT, MEANING, withRole, type WrittenItem, type WrittenNode } from "./written-node.ts";

export interface ConceptInput {
  readonly term: ChapterTerm;
  readonly terms: readonly ChapterTerm[];
  readonly sentences: readonly SourceSentence[];
  /** Terms that every path teaches before this one, with the ids of their nodes. */
  readonly earlier: readonly { readonly term: ChapterTerm; readonly node_id: string }[];
  /** Whether learners begin with it: what they read first is short. */
  readonly is_first: boolean;
}

const MAX_FIRST_WORDS = 50;
const MAX_MEANING_WORDS = 95;
const MAX_CONTEXT_WORDS = 105;
/** A shorter sentence says too little to begin with. */
const MIN_START_WORDS = 9;
const MAX_COMPARISONS = 2;
const OPTIONS_BESIDE = 3;

/**
 * One concept's material by extraction alone: every sentence of it stands in the documents, every option is a term that they explain. Sentences that a question
 * asks for are not shown. Null when the documents say too little of the term to explain it in two ways and to ask three questions about it.
 */
export function extractConceptNode({ term, terms, sentences, earlier, is_first }: ConceptInput): WrittenNode | null {
  const about = sentences.filter(({ text }) => isNamed(term.name, text));
  const neighbours = neighboursOf(term, terms);
  // Where the name is a phrase, naming it tells the option, unless all options are named: then they have to be phrases too.
  const isPhrase = term.stems.length > 1;
  const beside = neighbours.filter(({ stems }) => !isPhrase || stems.length > 1).slice(0, OPTIONS_BESIDE);
  const comparable = neighbours.filter((other) => areComparable(term, other));
  const taught = comparable.filter((other) => earlier.some((one) => one.term === other));
  const rivals = [...new Set([...taught, ...comparable])].flatMap((other) => {
    const item = askToCompare(term, other, sentences);
    return item ? [{ other, item }] : [];
  });
  const [rival] = rivals;
  if (!rival || beside.length < 2) return null;
  const contrast = isPhrase ? `Beside it the text explains ${listOf(beside)}.` : "";

  const misconceptions = beside.map((other): [ChapterTerm, Misconception] => [other, confusionOf(term, other)]);
  const misconceptionOf = (other: ChapterTerm): string | undefined => misconceptions.find(([one]) => one === other)?.[1].id;
  const asked = askAbout({ term, about, beside, neighbours, sentences, misconceptionOf });
  const hidden = new Set(asked.map(({ sentence }) => sentence.at));
  // A sentence that says again what the term means would, beside the contrast, answer the question for the difference.
  const own = rival.item.key_points[0]?.match ?? [];
  const repeats = about.filter(({ text }) => findMatch(own, text, "text") !== null).map(({ at }) => at);
  const aside = `By contrast, the text says of “${rival.other.name}”: ${rival.other.definition}`;
  const room = MAX_CONTEXT_WORDS - wordsOf(contrast) - wordsOf(aside);
  const context = explainContext(term, about, sentences, new Set([...hidden, ...repeats, term.sentence.at]), room);
  const used = new Set([...hidden, ...context.map(({ at }) => at)]);
  const meaning = explainMeaning(term, sentences, used, (is_first ? MAX_FIRST_WORDS : MAX_MEANING_WORDS) - wordsOf(contrast));
  if (meaning.length === 0 || context.length === 0) return null;

  const word = askForWord(term, sentences);
  const nodeOf = (other: ChapterTerm): string[] => earlier.filter((one) => one.term === other).map(({ node_id }) => node_id);
  const written = [
    ...rivals.slice(0, MAX_COMPARISONS).map(({ other, item }, at) => ({
      item: withRole(item, at === 0 ? "main" : "similar"),
      needs: nodeOf(other),
      from: [term.sentence, other.sentence],
    })),
    ...asked.map(({ sentence, item }, at) => ({ item: withRole(item, at === 0 ? "main" : "similar"), needs: [], from: [sentence] })),
    ...(word ? [{ item: withRole(word, "step"), needs: [], from: [term.sentence] }] : []),
  ];
  const named = isPhrase ? beside.map(({ sentence }) => sentence) : [];
  const meaningText = [term.definition, ...meaning.slice(1).map(({ text }) => text), contrast].filter(Boolean).join(" ");
  const contextText = [...context.map(({ text }) => text), contrast, aside].filter(Boolean).join(" ");
  const texts = {
    goal: `You can say in your own words what “${term.name}” is, and how it differs from “${rival.other.name}”.`,
    explanations: [
      { approach: MEANING, text: meaningText, passage_ids: idsOf([...meaning, ...named]) },
      { approach: CONTEXT, text: contextText, passage_ids: idsOf([...context, rival.other.sentence, ...named]) },
    ],
    simpler: [term.definition, contrast].filter(Boolean).join(" "),
    worked_example: takeApart(
      neighbours.filter((other) => other !== rival.other && !beside.includes(other)),
      neighbours,
      sentences,
    ),
    smaller_step: "Leave the larger question aside for a moment and look at one sentence of the text. A single word is missing there.",
    misconceptions: misconceptions.map(([, misconception]) => misconception),
  };
  const items = written
    .map(({ item, needs, from }): WrittenItem => ({ item, needs, passage_ids: idsOf(from) }))
    .filter(({ item }) => !tellsItself(item, texts));
  const whole = items.filter(({ item }) => item.role !== "step");
  const isVaried = whole.some(({ item }) => item.form !== "open" || item.key_points.length === 1);
  if (whole.length < 3 || !isVaried || whole.length === items.length || texts.worked_example === "") return null;
  return { ...texts, items };
}

/** The sentence that explains the term, and those right behind it as far as they fit. */
function explainMeaning(
  term: ChapterTerm,
  sentences: readonly SourceSentence[],
  hidden: ReadonlySet<number>,
  most: number,
): SourceSentence[] {
  const run = [term.sentence];
  let words = wordsOf(term.definition);
  if (words > most) return [];
  for (const next of sentences.slice(term.sentence.at + 1)) {
    const follows = next.passage_id === term.sentence.passage_id && next.teaches && !hidden.has(next.at);
    if (!follows || words + next.words > most) break;
    run.push(next);
    words += next.words;
  }
  return run;
}

/** What else the text tells of the term: runs of sentences that begin with one about it, and go on as long as they belong together. */
function explainContext(
  term: ChapterTerm,
  about: readonly SourceSentence[],
  sentences: readonly SourceSentence[],
  taken: ReadonlySet<number>,
  most: number,
): SourceSentence[] {
  const isFree = (sentence: SourceSentence): boolean => sentence.teaches && !taken.has(sentence.at);
  const starts = about
    .filter((sentence) => isFree(sentence) && sentence.stands_alone && sentence.words >= MIN_START_WORDS)
    .sort((a, b) => Math.abs(a.at - term.sentence.at) - Math.abs(b.at - term.sentence.at));
  const chosen = new Set<SourceSentence>();
  let words = 0;
  for (const start of starts) {
    for (let at = start.at; at < start.at + 3; at += 1) {
      const next = sentences[at];
      if (!next || next.passage_id !== start.passage_id || !isFree(next) || chosen.has(next) || words + next.words > most) break;
      // What follows belongs to it when it points back or speaks of the term itself.
      if (at > start.at && next.stands_alone && !about.includes(next)) break;
      chosen.add(next);
      words += next.words;
    }
    if (words > most * 0.7) break;
  }
  return [...chosen].sort((a, b) => a.at - b.at);
}

/** The wrong choice of a neighbour, and what the text says of that. */
function confusionOf(term: ChapterTerm, other: ChapterTerm): Misconception {
  const tells = contentStems(other.definition);
  const isSafe = !term.stems.every((stem) => tells.includes(stem)) && other.definition.length < 300;
  const feedback = isSafe
    ? `That is something else: the text says of “${other.name}”: “${other.definition}”`
    : `The text means something else by “${other.name}”. Hold its meaning against the rest of the sentence.`;
  return { id: `takes-${slug(other.name)}`.slice(0, 64), name: `Takes it for “${other.name}”`, feedback, match: [] };
}

/** A solved example of the task: how another explanation of the same text is put in other words. */
export function takeApart(free: readonly ChapterTerm[], all: readonly ChapterTerm[], sentences: readonly SourceSentence[]): string {
  const wordsOfTerm = (term: ChapterTerm): string[] => tellingWords(term.meaning, new Set(term.stems), sentences).slice(0, 3);
  const other = [...free, ...all.toReversed()].find((term) => wordsOfTerm(term).length >= 2);
  if (!other) return "";
  const words = wordsOfTerm(other);
  return `Another term of the text, and how to put what it means in other words. Of “${other.name}” the text says:\n\n${other.definition}\n\nThe words that carry it are ${words.map((word) => `*${word}*`).join(", ")}. An answer keeps what they stand for, says how they go together, and leaves the rest out. To tell it apart from another term, it names one thing that is so here and not there.`;
}

/** Whether anything that a learner reads before answering gives the key away. */
export function tellsItself(
  item: Item,
  { explanations, simpler, worked_example, smaller_step, misconceptions }: Omit<WrittenNode, "items" | "goal">,
): boolean {
  const points = item.form === "open" ? item.key_points.map(({ cue }) => cue) : [];
  const texts = [
    ...explanations.map(({ text }) => text),
    simpler,
    worked_example,
    smaller_step,
    ...misconceptions.map(({ feedback }) => feedback),
    item.prompt,
    item.cue,
    ...item.hints,
    ...points,
  ];
  return texts.some((text) => leaks(text, item) !== null);
}

const idsOf = (sentences: readonly SourceSentence[]): string[] => [...new Set(sentences.map(({ passage_id }) => passage_id))];
const wordsOf = (text: string): number => (text.trim() === "" ? 0 : text.trim().split(/\s+/).length);
const slug = (name: string): string =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "") || "other";
const listOf = (terms: readonly ChapterTerm[]): string =>
  terms
    .map(({ name }) => `“${name}”`)
    .join(", ")
    .replace(/, (?=“[^”]*”$)/, " and ");
