import type { Passage } from "../../protocol/course.schema.ts";
import { rememberFor } from "../../shared/remember.ts";
import { contentStems } from "../text.ts";

/** The content stems of each passage and its headings, and how rare each stem is among them: ln((1 + N) / n). Counted once for the same list. */
const indexOf = rememberFor((passages: readonly Passage[]) => {
  const stems = passages.map(({ text, anchor }) => new Set(contentStems([...anchor.headings, text].join("\n\n"))));
  const count = new Map<string, number>();
  for (const own of stems) for (const stem of own) count.set(stem, (count.get(stem) ?? 0) + 1);
  return { stems, rarity: new Map([...count].map(([stem, times]) => [stem, Math.log((1 + passages.length) / times)])) };
});

/** The passages that share the rarest words with a text, at most `most`, in their own order. All of them where there are no more. */
export function passagesFor(text: string, passages: readonly Passage[], most: number): Passage[] {
  if (passages.length <= most) return [...passages];
  const { stems, rarity } = indexOf(passages);
  const wanted = contentStems(text);
  const worth = passages.map((passage, at) => ({
    passage,
    worth: wanted.reduce((sum, stem) => sum + (stems[at]?.has(stem) ? (rarity.get(stem) ?? 0) : 0), 0),
  }));
  const best = new Set(
    [...worth]
      .sort((a, b) => b.worth - a.worth)
      .slice(0, most)
      .map(({ passage }) => passage),
  );
  return passages.filter((passage) => best.has(passage));
}
