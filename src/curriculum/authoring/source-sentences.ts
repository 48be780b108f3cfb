import type { Passage } from "../../protocol/course.schema.ts";
import { findInstructions } from "../../shared/injection/find-instructions.ts";
import { rememberFor } from "../../shared/remember.ts";
import { readMaterials, type MaterialSentence } from "../materials-text.ts";

/** A sentence of a document, without its references to literature, and where it is from. */
export interface SourceSentence extends MaterialSentence {
  readonly passage_id: string;
  /** The nearest heading above it; null where there is none. */
  readonly heading: string | null;
  /** Its place among all sentences of the documents, from 0. */
  readonly at: number;
  /** Whether it teaches: no remark on the book itself, no exercise, nothing said to the reader. */
  readonly teaches: boolean;
}

/** "(Green, 2001; Halonen, 2011)", "()" where a figure's number was, "(see Figure 3)". */
const REFERENCE =
  /\s*\((?:[^()]*\b(?:1[5-9]|20)\d\d[a-z]?\b[^()]*|(?:see |cf\. )?(?:figure|table|fig\.|box|chapter|section)[^()]{0,40}|[\s,;]*)\)/gi;
/** About the book and to its reader rather than about its subject. */
const ABOUT_THE_BOOK =
  /\b(?:chapters?|sections?|introduction|figures?|tables?|photos?|pictured?|(?:previous|next|following) (?:page|unit)|textbook|website|video|podcast|click|watch|read(?:ing)? (?:more|about|this)|discuss(?:ed)?|mentioned|described (?:above|below|earlier|in)|shown (?:above|below|here|in)|above|below|earlier|later in)\b/i;
/** A story about people and places: names in the middle of the sentence. */
const STORY_NAMES = 3;
const TO_THE_READER =
  /\b(?:you|your|yours|yourself|we|us|our|ours|let[’']s|I|my|me)\b|(?:^|, )(?:imagine|suppose|consider|think of|recall|remember|note|notice|take|say)\b/i;
/** More opening than closing brackets, or a quotation that ends in the middle: what was cut badly. */
const isWhole = (text: string): boolean =>
  (text.match(/\(/g)?.length ?? 0) === (text.match(/\)/g)?.length ?? 0) && !/^[^\p{Lu}\p{N}’(]|[’)]{2,}$/u.test(text);

const isStory = (text: string): boolean => (text.match(/(?<=[\p{Ll},] )\p{Lu}\p{Ll}+/gu)?.length ?? 0) >= STORY_NAMES;

/** The passages without those that read like orders to a model: nothing is taught or asked from them. Found once for the same list. */
export const withoutInstructions: (passages: readonly Passage[]) => readonly Passage[] = rememberFor((passages: readonly Passage[]) =>
  passages.filter(({ text, anchor }) => findInstructions([...anchor.headings, text].join("\n\n")).length === 0),
);

/** All whole sentences of the passages, in their order. Passages that read like orders to a model have none. */
export function readSources(passages: readonly Passage[]): SourceSentence[] {
  const found = withoutInstructions(passages).flatMap(({ passage_id, text, anchor }) =>
    readMaterials(text.replace(REFERENCE, "")).flatMap(({ heading, sentences }) =>
      sentences
        .filter((sentence) => isWhole(sentence.text))
        .map((sentence) => ({
          ...sentence,
          passage_id,
          heading: heading ?? anchor.headings.at(-1) ?? null,
          teaches: !ABOUT_THE_BOOK.test(sentence.text) && !TO_THE_READER.test(sentence.text) && !isStory(sentence.text),
        })),
    ),
  );
  const seen = new Set<string>();
  // Passages may overlap; what both hold is read once.
  return found.filter(({ text }) => !seen.has(text) && seen.add(text)).map((sentence, at) => ({ ...sentence, at }));
}
