import { isContent, type Token } from "./token.ts";
import { readSentences } from "./text.ts";

/** A sentence of pasted material: its words as they stand there, without markup. */
export interface MaterialSentence {
  readonly text: string;
  /** Offsets count from the beginning of `text`. */
  readonly tokens: readonly Token[];
  readonly words: number;
  /** Whether it can be understood without the sentence before it, and is long enough to ask about. */
  readonly stands_alone: boolean;
}

/** A stretch of material that teaches one thing: its heading, if it has one, and its sentences in order. */
export interface MaterialSection {
  readonly heading: string | null;
  readonly sentences: readonly MaterialSentence[];
}

const MIN_WORDS = 5;
const MAX_WORDS = 45;
/** A sentence longer than this cannot be quoted in a hint or a confirmation. UTF-16 code units. */
const MAX_SENTENCE_CHARS = 320;
const MIN_CONTENT_WORDS = 3;
const MAX_HEADING_CHARS = 80;
const MAX_HEADING_WORDS = 10;
/** A section with more sentences than this is read in parts. */
const MAX_SECTION_SENTENCES = 6;
const MIN_SECTION_SENTENCES = 2;
/** Words at the beginning that point back to the sentence before. */
const POINTS_BACK =
  /^(?:this|that|these|those|it|its|they|them|their|he|she|his|her|such|here|there|then|thus|therefore|hence|however|but|and|or|so|also|moreover|furthermore|instead|otherwise|similarly|likewise|consequently|nevertheless|for example|for instance|in (?:this|that|other|addition|contrast|turn|short)|(?:during|by|at|since|until|after|before) that|as a result|on the other hand|the (?:latter|former|same))\b/i;
/** … and among the first words. */
const POINTS_BACK_WITHIN = /^(?:\S+\s+){1,6}(?:these|those|this|then)\b/i;

/** Reads pasted text as sections of whole sentences. Markup, code, tables, links, headings and questions leave no sentence behind. */
export function readMaterials(text: string): MaterialSection[] {
  const sections: { heading: string | null; sentences: MaterialSentence[] }[] = [{ heading: null, sentences: [] }];
  for (const block of splitBlocks(text)) {
    if (block.heading !== null) sections.push({ heading: block.heading, sentences: [] });
    else {
      const sentences = sentencesOf(block.text);
      const open = sections.at(-1);
      // A paragraph is a unit of thought: it joins the ones before it only as long as the section stays small.
      if (open && open.sentences.length + sentences.length <= MAX_SECTION_SENTENCES) open.sentences.push(...sentences);
      else sections.push({ heading: null, sentences });
    }
  }
  return mergeSmall(sections.flatMap(splitLarge));
}

interface Block {
  readonly heading: string | null;
  readonly text: string;
}

function splitBlocks(text: string): Block[] {
  const prose = text
    .replace(/\r\n?/g, "\n")
    .replace(/```[\s\S]*?(?:```|$)/g, "\n\n")
    .replace(/<\/?[a-z][^>\n]{0,200}>/gi, " ")
    // A word parted at the end of a line, as PDF readers leave it.
    .replace(/(\p{Ll})-\n(\p{Ll})/gu, "$1$2");
  return prose.split(/\n\s*\n/).flatMap((paragraph) => {
    const lines = paragraph
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "" && !/^[|=\-_*]{3,}|^\|/.test(line));
    const [first, ...rest] = lines;
    if (first === undefined) return [];
    const heading = readHeading(first, rest.length === 0 || /^#/.test(first));
    if (heading === null) return [{ heading: null, text: joinLines(lines) }];
    return [{ heading, text: "" }, ...(rest.length > 0 ? [{ heading: null, text: joinLines(rest) }] : [])];
  });
}

/** A heading is marked as one, or a short line on its own that ends like no sentence. */
function readHeading(line: string, isAlone: boolean): string | null {
  const marked = /^#{1,6}\s+(.+?)\s*#*$/.exec(line)?.[1];
  const title = plain(marked ?? line)
    // Anchors, as Pandoc and Markdown writers leave them behind a heading.
    .replace(/\s*\{[#.][^{}\s]{1,80}\}$/, "")
    .replace(/^(?:\d+(?:\.\d+)*[.)]?|[IVX]+\.)\s+/, "")
    .replace(/:$/, "")
    .trim();
  if (title === "" || title.length > MAX_HEADING_CHARS || title.split(/\s+/).length > MAX_HEADING_WORDS) return null;
  if (marked !== undefined) return title;
  return isAlone && /^[\p{Lu}\p{N}]/u.test(title) && !/[.!?,;…]$/.test(title) && /\p{L}{3}/u.test(title) ? title : null;
}

/** Lines of a paragraph run on; every bullet is a sentence of its own. */
function joinLines(lines: readonly string[]): string {
  return lines.reduce((joined, line) => {
    const bullet = /^(?:[-*•–]|\d+[.)])\s+(.+)$/.exec(line)?.[1];
    if (bullet !== undefined) return `${joined}\n\n${bullet}`;
    return joined === "" ? line : `${joined} ${line}`;
  }, "");
}

/** Without emphasis, link targets, footnote marks and quotation marks that would end a quotation of ours. */
function plain(text: string): string {
  return text
    .replace(/!?\[([^[\]\n]{0,200})\]\([^()\n]{0,500}\)/g, "$1")
    .replace(/\[(?:\d+|[a-z]|citation needed)\]/gi, "")
    .replace(/[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}/g, "")
    .replace(/[“”„«»"]/g, "’")
    .replace(/\s+/g, " ")
    .trim();
}

function sentencesOf(text: string): MaterialSentence[] {
  return text.split(/\n\s*\n/).flatMap((paragraph) => {
    const prose = plain(paragraph);
    const sentences = readSentences(prose);
    return sentences.flatMap(({ start }, at): MaterialSentence[] => {
      const raw = prose.slice(at === 0 ? 0 : start, sentences[at + 1]?.start ?? prose.length).trim();
      const words = raw.split(/\s+/).length;
      const isSentence = /[.!…。！]["’)\]]*$/.test(raw) && !/[?？]|https?:|www\.|@|[<>{}\\|]/.test(raw) && !/^[\p{Ll}]/u.test(raw);
      if (!isSentence || words < MIN_WORDS || words > MAX_WORDS || raw.length > MAX_SENTENCE_CHARS) return [];
      const tokens = readSentences(raw).flatMap((sentence) => sentence.tokens);
      const stands_alone = !POINTS_BACK_WITHIN.test(raw) && !POINTS_BACK.test(raw) && tokens.filter(isContent).length >= MIN_CONTENT_WORDS;
      return [{ text: raw, tokens, words, stands_alone }];
    });
  });
}

function splitLarge({ heading, sentences }: MaterialSection): MaterialSection[] {
  const parts = Math.ceil(sentences.length / MAX_SECTION_SENTENCES);
  if (parts <= 1) return [{ heading, sentences }];
  const size = Math.ceil(sentences.length / parts);
  return Array.from({ length: parts }, (_, at) => ({
    heading: at === 0 ? heading : null,
    sentences: sentences.slice(at * size, (at + 1) * size),
  }));
}

/** A section too small to teach from goes with the one before it. */
function mergeSmall(sections: readonly MaterialSection[]): MaterialSection[] {
  return sections.reduce<MaterialSection[]>((merged, section) => {
    const before = merged.at(-1);
    if (section.sentences.length === 0) return merged;
    if (!before || (section.sentences.length >= MIN_SECTION_SENTENCES && before.sentences.length >= MIN_SECTION_SENTENCES))
      return [...merged, section];
    return [...merged.slice(0, -1), { heading: before.heading ?? section.heading, sentences: [...before.sentences, ...section.sentences] }];
  }, []);
}
