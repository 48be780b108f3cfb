import type { SourceSentence } from "../../curriculum/authoring/source-sentences.ts";
import { contentStems } from "../../curriculum/text.ts";

/** A sentence with the stems of its content words. */
export interface Read {
  readonly sentence: SourceSentence;
  readonly stems: ReadonlySet<string>;
}

/** Sentences ready to be compared, and how rare each stem is among them. */
export interface Support {
  readonly read: readonly Read[];
  weigh(stem: string): number;
}

/** Counts the sentences that a question is answered from. A word that is in none of them weighs as much as the rarest. */
export function openSupport(sentences: readonly SourceSentence[]): Support {
  const read = sentences.map((sentence) => ({ sentence, stems: new Set(contentStems(sentence.text)) }));
  const count = new Map<string, number>();
  for (const { stems } of read) for (const stem of stems) count.set(stem, (count.get(stem) ?? 0) + 1);
  return { read, weigh: (stem) => Math.log(1 + read.length / (count.get(stem) ?? 1)) };
}

/** The share of the wanted stems, by weight, that a sentence has: 0 to 1. */
export function coverage(wanted: readonly string[], { stems }: Read, { weigh }: Support): number {
  const all = wanted.reduce((sum, stem) => sum + weigh(stem), 0);
  return all === 0 ? 0 : wanted.reduce((sum, stem) => sum + (stems.has(stem) ? weigh(stem) : 0), 0) / all;
}
