// Wrong keys as authors get them wrong, planted to see whether the solver check finds them: another option, another number, the meaning of another term, the opposite.
import type { ItemContent, StoredPart } from "../../src/curriculum/authoring/draft.schema.ts";
import type { Item, OpenItem } from "../../src/curriculum/pack.schema.ts";

export interface Planted {
  readonly how: "another option" | "another number" | "another meaning" | "the opposite";
  readonly part: StoredPart;
}

/** Every wrong key that can be planted into a part, with all else as it was. */
export function plantWrongKeys(part: StoredPart, parts: readonly StoredPart[]): Planted[] {
  const { content } = part;
  if (content.kind !== "item") return [];
  const plant = (how: Planted["how"], item: Item): Planted => ({
    how,
    part: { ...part, content: { ...content, item } satisfies ItemContent },
  });
  const { item } = content;
  if (item.form === "choice")
    return item.options
      .filter(({ correct }) => !correct)
      .map(({ id }) =>
        plant("another option", { ...item, options: item.options.map((option) => ({ ...option, correct: option.id === id })) }),
      );
  if (item.form === "numeric") return [plant("another number", { ...item, value: `${Number(item.value) * 2 + 1}` })];
  if (item.form !== "open") return [];
  const others = parts.flatMap((other): OpenItem[] => {
    const theirs = other.content.kind === "item" ? other.content.item : null;
    return theirs?.form === "open" && theirs.key !== item.key && theirs.key_points.length === item.key_points.length ? [theirs] : [];
  });
  const swapped = others
    .filter(({ key }) => !item.key.split(/(?<=\.) /).some((sentence) => key.includes(sentence)))
    .slice(0, 1)
    .map(({ key, key_points }) => plant("another meaning", { ...item, key, key_points }));
  return [...swapped, plant("the opposite", denied(item))];
}

/** The key and its patterns with a "not". */
function denied(item: OpenItem): OpenItem {
  const key = item.key.replace(/\b(is|are|can|may|occurs|refers|means|involves)\b/, "$1 not");
  return {
    ...item,
    key,
    key_points: item.key_points.map((point) => ({ ...point, match: point.match.map((pattern) => `${pattern} not`) })),
  };
}
