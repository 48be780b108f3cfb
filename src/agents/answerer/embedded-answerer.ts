import { contentStems, readSentences } from "../../curriculum/text.ts";
import { findInstructions } from "../../shared/injection/find-instructions.ts";
import type { AnswererInput, AnswererPassage } from "./answerer-input.ts";
import type { AnswererOutput } from "./answerer.schema.ts";

const MAX_SENTENCES = 3;
const [MIN_WORDS, MAX_CHARS] = [5, 400];
/** A further sentence has to say this much of what the best one says. */
const NEXT_PART = 0.5;
/** A passage that is found later weighs less: so much for each place. */
const PLACE_PART = 0.92;
const ASKS_FOR_A_MEANING = /^\W*(?:(?:so|and|but)\W+)?(?:what(?:['’]s| is| are)|define|who(?:['’]s| is| was))\b/i;
const DEFINES = /\b(?:is|are|was|refers? to|means?|is called|are called|defined as|known as)\b/i;
const DEFINITION_BONUS = 1.3;

interface Candidate {
  readonly text: string;
  readonly id: string;
  readonly stems: readonly string[];
  /** Where it stands: passages by rank, sentences in order. */
  readonly place: number;
  readonly score: number;
}

/** The answer by extraction: the sentences of the passages that share most with the question, word for word. Silent where the sources seem not to answer. */
export function embeddedAnswer({ question, passages, sufficient }: AnswererInput): AnswererOutput {
  const asked = contentStems(question);
  if (!sufficient || asked.length === 0) return { answered: false, sentences: [], searches: [] };
  const weights = weighStems(asked, passages);
  const seeksMeaning = ASKS_FOR_A_MEANING.test(question);
  const candidates = passages.flatMap((passage, rank) =>
    sentencesOf(passage).map((text, at): Candidate => {
      const stems = contentStems(text);
      const there = new Set(stems);
      const shared = asked.reduce((sum, stem) => sum + (there.has(stem) ? (weights.get(stem) ?? 0) : 0), 0);
      const defines = seeksMeaning && DEFINES.test(text) ? DEFINITION_BONUS : 1;
      return { text, id: passage.id, stems, place: rank * 1_000 + at, score: shared * defines * PLACE_PART ** rank };
    }),
  );
  const chosen = choose(candidates);
  return {
    answered: chosen.length > 0,
    sentences: chosen.sort((a, b) => a.place - b.place).map(({ text, id }) => ({ text, citations: [id] })),
    searches: [],
  };
}

/** A word of the question that few of the passages have tells more than one that all have. */
function weighStems(asked: readonly string[], passages: readonly AnswererPassage[]): ReadonlyMap<string, number> {
  const read = passages.map(({ text }) => new Set(contentStems(text)));
  return new Map(asked.map((stem) => [stem, Math.log(1 + (read.length + 1) / (read.filter((stems) => stems.has(stem)).length + 0.5))]));
}

function choose(candidates: readonly Candidate[]): Candidate[] {
  const sorted = candidates.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || a.place - b.place);
  const chosen: Candidate[] = [];
  for (const candidate of sorted) {
    if (chosen.length === MAX_SENTENCES || candidate.score < NEXT_PART * (sorted[0]?.score ?? 0)) break;
    const isNew = chosen.every(({ stems }) => candidate.stems.filter((stem) => !stems.includes(stem)).length >= 3);
    if (isNew) chosen.push(candidate);
  }
  return chosen;
}

/** Whole sentences of a passage as they stand; none that asks, none that gives orders to a model, no headings. */
function sentencesOf({ text }: AnswererPassage): string[] {
  return text.split(/\n\s*\n/).flatMap((paragraph) => {
    const sentences = readSentences(paragraph);
    return sentences.flatMap(({ start }, at) => {
      const sentence = paragraph.slice(at === 0 ? 0 : start, sentences[at + 1]?.start ?? paragraph.length).trim();
      const isWhole = /[.!…。]["'”’)\]]*$/.test(sentence) && sentence.split(/\s+/).length >= MIN_WORDS && sentence.length <= MAX_CHARS;
      return isWhole && findInstructions(sentence).length === 0 ? [sentence] : [];
    });
  });
}
