import type { Passage } from "../../protocol/course.schema.ts";
import { contentStems } from "../text.ts";

/** How rare each stem is among the passages: ln(N / n). */
export function rarityOf(passages: readonly Passage[]): ReadonlyMap<string, number> {
  const count = new Map<string, number>();
  for (const { text } of passages) for (const stem of new Set(contentStems(text))) count.set(stem, (count.get(stem) ?? 0) + 1);
  return new Map([...count].map(([stem, times]) => [stem, Math.log((1 + passages.length) / times)]));
}

/**
 * The passages that share the rarest words with a text, at most `most`, in their own order. All of them where there are no more.
 * @param rarity as `rarityOf` counts it; made anew when it is left out
 */
export function passagesFor(text: string, passages: readonly Passage[], most: number, rarity = rarityOf(passages)): Passage[] {
  if (passages.length <= most) return [...passages];
  const wanted = contentStems(text);
  const worth = passages.map((passage) => {
    const own = new Set(contentStems([...passage.anchor.headings, passage.text].join("\n\n")));
    return { passage, worth: wanted.reduce((sum, stem) => sum + (own.has(stem) ? (rarity.get(stem) ?? 0) : 0), 0) };
  });
  const best = new Set(
    [...worth]
      .sort((a, b) => b.worth - a.worth)
      .slice(0, most)
      .map(({ passage }) => passage),
  );
  return passages.filter((passage) => best.has(passage));
}
