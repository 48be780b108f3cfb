import type { AskedItem } from "../../src/protocol/lesson.schema.ts";
import { plainText, readMarkdown } from "../ui/markdown-tree.ts";

/** What a learner sent, with the option they picked as it reads and not as it was written: "b) The jug with 3/5". What they typed stays as they typed it. */
export function ownWords(words: string, item: Pick<AskedItem, "options"> | null): string {
  const picked = item?.options.find(({ text }) => words.includes(text));
  return picked ? words.replace(picked.text, () => asItReads(picked.text)) : words;
}

/** Words of a lesson on one line, without the signs that they are written with. */
export function asItReads(source: string): string {
  return plainText(readMarkdown(source));
}
