import type { ChoiceItem, OpenItem } from "../pack.schema.ts";
import { askForTerm, gapSentences } from "./ask-gap.ts";
import { askForReason } from "./ask-in-words.ts";
import { askForStatement, statementOf } from "./ask-statement.ts";
import type { ChapterTerm } from "./chapter-terms.ts";
import type { SourceSentence } from "./source-sentences.ts";

/** A question made from one sentence, which is then not shown. */
export interface Asked {
  readonly sentence: SourceSentence;
  readonly item: Omit<ChoiceItem, "id" | "role"> | Omit<OpenItem, "id" | "role">;
}

export interface AskAbout {
  readonly term: ChapterTerm;
  /** Sentences that name the term. */
  readonly about: readonly SourceSentence[];
  /** Terms to choose from where the term itself is asked for. */
  readonly beside: readonly ChapterTerm[];
  /** Terms of which other statements are made. */
  readonly neighbours: readonly ChapterTerm[];
  readonly sentences: readonly SourceSentence[];
  readonly misconceptionOf: (other: ChapterTerm) => string | undefined;
}

const MAX_QUESTIONS = 5;
/** The explanation itself, and one sentence to explain by otherwise. */
const KEPT_SENTENCES = 2;

/**
 * Questions from what the text tells of a term beside its explanation: the term for a gap, a statement for the term, a reason. Different kinds come first, and so
 * many sentences are left as it takes to explain the term in two ways.
 */
export function askAbout({ term, about, beside, neighbours, sentences, misconceptionOf }: AskAbout): Asked[] {
  const [firstGap, ...moreGaps] = gapSentences(term, about, beside).flatMap((sentence) => {
    const item = askForTerm(term, sentence, beside, misconceptionOf);
    return item ? [{ sentence, item }] : [];
  });
  const others = about.filter((sentence) => sentence !== term.sentence);
  const statements = others.flatMap((sentence) => {
    const said = statementOf(term, sentence);
    const item = said === null ? null : askForStatement(term, said, sentence.text, neighbours);
    return item ? [{ sentence, item }] : [];
  });
  const reasons = others.flatMap((sentence) => {
    const item = askForReason(sentence, sentences);
    return item ? [{ sentence, item }] : [];
  });
  const taken = new Set<SourceSentence>();
  const first = (some: readonly Asked[]): Asked[] => {
    const free = some.find(({ sentence }) => !taken.has(sentence));
    if (free) taken.add(free.sentence);
    return free ? [free] : [];
  };
  const chosen = [
    ...first(firstGap ? [firstGap] : []),
    ...first(statements),
    ...first(reasons),
    ...moreGaps.flatMap((gap) => first([gap])),
  ];
  return chosen.slice(0, Math.min(MAX_QUESTIONS, Math.max(1, about.length - KEPT_SENTENCES)));
}
