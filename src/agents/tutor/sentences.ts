import { readSentences } from "../../curriculum/text.ts";

/** The sentences of a text as they stand, signs before the first word included; none from fenced code, whose lines are no sentences. */
export function sentencesOf(text: string): string[] {
  const prose = text.replace(/```[\s\S]*?(?:```|$)/g, "\n\n");
  return prose
    .split(/\n\s*\n/)
    .flatMap((paragraph) => {
      // A sentence begins at its first word or number, "$\frac{4}{8}$ …" with the first sign of its formula.
      const starts = readSentences(paragraph).map(({ start }) => start - (/\S*$/.exec(paragraph.slice(0, start))?.[0].length ?? 0));
      return starts.map((start, at) => paragraph.slice(at === 0 ? 0 : start, starts[at + 1] ?? paragraph.length).trim());
    })
    .filter((sentence) => sentence !== "");
}
