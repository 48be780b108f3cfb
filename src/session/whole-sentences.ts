/** Where a sentence or a paragraph may end: an end mark before white space (so that it cannot be a decimal point), a full stop of East Asia, a blank line. */
const ENDS = /[.!?…]["'”’)\]*_`]*(?=\s)|[。！？]|\n[^\S\n]*\n/g;
/** A full stop after these ends nothing: an abbreviation, an initial, the number of a list's item. */
const NO_END = /(?:\b(?:e\.g|i\.e|vs|etc|approx|fig|resp|cf|no|dr|mr|mrs|ms|st)|(?:^|[^\p{L}\p{N}])\p{L}|(?:^|\n)\s*\d{1,3})\.$/iu;

/**
 * The longest beginning of a growing Markdown text that ends with a sentence and leaves no mark of it open: no half program, formula, link or bold
 * word. Empty when there is none yet. White space after the sentence comes with the next one.
 */
export function wholeSentences(text: string): string {
  const ends = [...text.matchAll(ENDS)].map((match) => match.index + match[0].trimEnd().length);
  for (const end of ends.toReversed()) {
    const beginning = text.slice(0, end).trimEnd();
    if (beginning !== "" && !NO_END.test(beginning) && isClosed(beginning)) return beginning;
  }
  return "";
}

/** Whether every mark that was opened is closed. Where that is doubtful ("$5"), it is not: the sentence waits for its paragraph's end. */
function isClosed(text: string): boolean {
  if (count(text, /^[^\S\n]*```/gm) % 2 === 1) return false;
  const prose = text.replace(/^[^\S\n]*```[\s\S]*?^[^\S\n]*```/gm, "\n\n");
  if (count(prose, /\$\$/g) % 2 === 1) return false;
  // Marks inside a line end with their paragraph.
  const paragraph =
    prose
      .replace(/\$\$[\s\S]*?\$\$/g, "")
      .split(/\n[^\S\n]*\n/)
      .at(-1) ?? "";
  if (paragraph.trimStart().startsWith("|")) return false;
  if (count(paragraph, /(?<!\\)`/g) % 2 === 1) return false;
  const words = paragraph.replace(/`[^`]*`/g, "");
  if (count(words, /(?<!\\)\$/g) % 2 === 1 || count(words, /\*\*|__/g) % 2 === 1) return false;
  if (count(words.replace(/\*\*/g, "").replace(/^\s*\*\s/gm, ""), /(?<!\\)\*/g) % 2 === 1) return false;
  return !/\[[^\]]*$|\]\([^)]*$/.test(words);
}

const count = (text: string, mark: RegExp): number => text.match(mark)?.length ?? 0;
