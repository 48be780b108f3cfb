import type { ChoiceItem } from "../pack.schema.ts";
import { contentStems, readSentences } from "../text.ts";
import { isContent } from "../token.ts";
import type { ChapterTerm } from "./chapter-terms.ts";
import type { SourceSentence } from "./source-sentences.ts";
import { tellingWords } from "./telling-words.ts";

const MIN_LETTERS = 5;
const OPTIONS_BESIDE = 2;
const LETTERS = "abc";
/** Sentences: words from nearby are likelier to be taken for each other. */
const NEAR = 20;
/** A word that ends alike counts as if it stood there so many times. */
const ENDS_ALIKE = 50;

/**
 * A small step: one word is left out of the sentence that explains the term. The options are words of the text that end alike. Null when there are too few.
 * @param which the longest telling word is 0, the next one 1
 */
export function askForWord(term: ChapterTerm, sentences: readonly SourceSentence[], which = 0): Omit<ChoiceItem, "id" | "role"> | null {
  const stems = new Set(contentStems(term.definition));
  const right = tellingWords(term.meaning, new Set(term.stems), sentences)
    .filter((word) => word.length >= MIN_LETTERS && (term.definition.match(new RegExp(String.raw`\b${word}\b`, "gi"))?.length ?? 0) === 1)
    .sort((a, b) => b.length - a.length)[which];
  if (right === undefined) return null;
  const others = otherWords(term, right, stems, sentences);
  const place = new RegExp(String.raw`\b${right}\b`, "i").exec(term.definition);
  if (others.length < OPTIONS_BESIDE || !place) return null;
  const at = term.definition.length % (OPTIONS_BESIDE + 1);
  const before = term.definition.slice(0, place.index).replace(/\b([Aa])n? $/, "$1(n) ");
  const words = [...others.slice(0, at), right, ...others.slice(at)];
  return {
    form: "choice",
    prompt: `Which word of the text belongs in the gap?\n\n“${before}____${term.definition.slice(place.index + right.length)}”`,
    key: `“${right}”. The text says: “${term.definition}”`,
    cue: "Read the sentence with each of the words in the gap.",
    confirm: `That is the word of the text.`,
    hints: ["Read the sentence with each of the words in the gap; only one of them fits what was explained."],
    options: words.map((text, index) => ({ id: LETTERS.charAt(index), text, correct: text === right })),
  };
}

/** Words of the text that could stand there by their form, and do not belong to the explanation: those that end alike, or at least in the same number. */
function otherWords(term: ChapterTerm, right: string, stems: ReadonlySet<string>, sentences: readonly SourceSentence[]): string[] {
  const worth = new Map<string, number>();
  for (const { text, tokens, at } of sentences)
    for (const token of tokens) {
      const isFit =
        token.text.length >= MIN_LETTERS &&
        !stems.has(token.stem) &&
        isContent(token) &&
        token.text.endsWith("s") === right.endsWith("s") &&
        /^\p{Ll}+$/u.test(text.slice(token.start, token.end));
      if (!isFit) continue;
      const isAlike = token.text.endsWith(right.slice(-3)) ? ENDS_ALIKE : 1;
      worth.set(token.text, (worth.get(token.text) ?? 0) + isAlike / (NEAR + Math.abs(at - term.sentence.at)));
    }
  const own = new Set(readSentences(right).flatMap(({ tokens }) => tokens.map(({ stem }) => stem)));
  return [...worth]
    .filter(([word]) => word !== right && !readSentences(word).some(({ tokens }) => tokens.some(({ stem }) => own.has(stem))))
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, OPTIONS_BESIDE)
    .map(([word]) => word);
}
