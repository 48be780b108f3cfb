import { findWord } from "./match-words.ts";
import { readForGrading } from "./reading.ts";

/** How much of what a short text says (a key point) is in a reply, 0 to 1: words by weight, synonyms for less, nothing for what is turned into its opposite. */
export function coverageOf(point: string, reply: string): number {
  const said = readForGrading(reply);
  let [weight, got] = [0, 0];
  const seen = new Set<string>();
  for (const word of readForGrading(point).words) {
    if (!word.isContent || seen.has(word.stem)) continue;
    seen.add(word.stem);
    const { strength, turned } = findWord(word, said);
    weight += word.weight;
    got += turned ? 0 : word.weight * strength;
  }
  return weight === 0 ? 0 : got / weight;
}
