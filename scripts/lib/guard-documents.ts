// What a teacher is told of a document: the sections of two textbooks with their authors' questions behind them, as they are, and with requests of the
// development data planted between their sentences.
import { cutPassages } from "../../src/knowledge/passages/cut-passages.ts";
import { findInstructionsIn } from "../../src/knowledge/passages/find-instructions-in.ts";
import { sentenceEnds } from "../../src/knowledge/passages/sentence-ends.ts";
import type { Block } from "../../src/knowledge/reading.schema.ts";
import type { Passage } from "../../src/protocol/course.schema.ts";
import type { Share } from "./guard-score.ts";
import { type Collection, readCollection } from "./retrieval-data.ts";
import { toReading } from "./retrieval-stage.ts";

const EXERCISES = "Review questions";
/** Between two planted requests there is a passage with none. */
const STEP = 2;

export interface DocumentScore {
  /** Of the planted requests, those that the teacher is told of, and those of them that no phrase gives away. */
  readonly planted: Share;
  readonly plain: Share;
  /** Sentences of the books that the teacher is told of, and sentences of the authors' questions. */
  readonly sentences: Share;
  readonly questions: Share;
}

/**
 * Plants each request many times over.
 *
 * @param isPlain whether a request reads like anybody's
 */
export function scoreDocuments(requests: readonly string[], isPlain: (request: string) => boolean): DocumentScore | null {
  const books = ["psychology", "sociology"].flatMap((name) => readCollection(name) ?? []);
  if (books.length === 0 || requests.length === 0) return null;
  const told: { readonly request: string; readonly isTold: boolean }[] = [];
  const seen: { readonly isQuestion: boolean; readonly sentences: number; readonly told: number }[] = [];
  for (const passages of books.flatMap(sectionsOf)) {
    for (const isQuestion of [false, true]) {
      const own = passages.filter((passage) => isExercise(passage) === isQuestion);
      const excerpts = findInstructionsIn(passages).filter(({ excerpt }) => own.some(({ text }) => plain(text).includes(excerpt ?? "")));
      seen.push({ isQuestion, sentences: own.reduce((sum, { text }) => sum + sentenceEnds(text).length, 0), told: excerpts.length });
    }
    const planted = new Map<Passage, string>();
    for (const [at, passage] of passages.entries()) {
      const request = requests[(told.length + planted.size) % requests.length];
      if (request !== undefined && at % STEP === 0 && !isExercise(passage)) planted.set(passage, request);
    }
    const excerpts = findInstructionsIn(passages.map((passage) => plant(passage, planted.get(passage)))).map(
      ({ excerpt }) => excerpt ?? "",
    );
    for (const request of planted.values()) told.push({ request, isTold: excerpts.some((excerpt) => isAbout(excerpt, request)) });
  }
  const share = (some: typeof told): Share => ({ hits: some.filter(({ isTold }) => isTold).length, of: some.length });
  const total = (some: typeof seen): Share => ({
    hits: some.reduce((sum, one) => sum + one.told, 0),
    of: some.reduce((sum, one) => sum + one.sentences, 0),
  });
  return {
    planted: share(told),
    plain: share(told.filter(({ request }) => isPlain(request))),
    sentences: total(seen.filter(({ isQuestion }) => !isQuestion)),
    questions: total(seen.filter(({ isQuestion }) => isQuestion)),
  };
}

/** Each section of a book, cut into passages, its authors' questions behind it. */
function sectionsOf({ documents, queries }: Collection): readonly (readonly Passage[])[] {
  return documents.map((document, at) => {
    const reading = toReading(document);
    const asked = queries.filter(({ kind, relevant }) => (kind === "mcq" || kind === "free") && relevant.has(document.id));
    const block = (kind: "heading" | "paragraph", text: string): Block => ({
      kind,
      level: kind === "heading" ? 2 : null,
      page: null,
      text,
    });
    const exercises = asked.length === 0 ? [] : [block("heading", EXERCISES), ...asked.map(({ text }) => block("paragraph", text))];
    return cutPassages(`doc_${at}`, { ...reading, blocks: [...reading.blocks, ...exercises] }).passages;
  });
}

const isExercise = ({ anchor }: Passage): boolean => anchor.headings.at(-1) === EXERCISES;
/** A full stop in an address may end an excerpt early. */
const isAbout = (excerpt: string, request: string): boolean =>
  excerpt.includes(request) || (excerpt.length > 15 && request.startsWith(excerpt));
const plain = (text: string): string => text.replace(/\s+/g, " ");

/** Behind the sentence that ends nearest to the middle. Passages that end none with a full stop are left as they are, with the request behind them. */
function plant(passage: Passage, request: string | undefined): Passage {
  if (request === undefined) return passage;
  const { text } = passage;
  const ends = sentenceEnds(text).filter((end) => text[end - 1] === ".");
  const middle = ends.toSorted((a, b) => Math.abs(a - text.length / 2) - Math.abs(b - text.length / 2))[0] ?? text.length;
  return { ...passage, text: `${text.slice(0, middle)} ${request}${text.slice(middle)}` };
}
