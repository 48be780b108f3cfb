// The data on which the embedded path generator is trained and measured: textbook chapters with their authors' glossaries, and pairs of concepts of
// which one is needed for the other. See ../shared/data/README.md for whose they are.
import { basename } from "node:path";
import { z } from "zod";
import { candidateFeatures, mostWritten } from "../../src/curriculum/concepts/candidate-features.ts";
import { type ConceptSource, readCandidates } from "../../src/curriculum/concepts/candidates.ts";
import { readConceptName } from "../../src/curriculum/concepts/concept-name.ts";
import { wordsOf } from "../../src/curriculum/concepts/extract-concepts.ts";
import { nameFeatures } from "../../src/curriculum/concepts/name-features.ts";
import { readSentences } from "../../src/curriculum/text.ts";
import { dataFile, readRows } from "./eval-files.ts";
import type { Sample } from "./path-fit.ts";

const text = z.string();
const chapterSchema = z.object({
  chapter: text.min(1),
  sections: z
    .array(
      z.object({
        id: text.nullish(),
        title: text.nullish(),
        objectives: z.array(text).nullish(),
        /** The authors' glossary: the answer, read for training and scoring only. */
        concepts: z.array(z.object({ term: text })).nullish(),
      }),
    )
    .min(1),
});

export interface Chapter {
  readonly line: number;
  readonly chapter: string;
  readonly sections: readonly ConceptSource[];
  /** The authors' terms by section; empty where the file has none. */
  readonly glossary: readonly (readonly string[])[];
}

/** Chapters of a file, with the sections' text where a corpus is given. Every line that is none is named. */
export function readChapters(path: string, corpus: ReadonlyMap<string, string>): { chapters: Chapter[]; unused: string[] } {
  const { rows, unread } = readRows(path);
  const unused = [...unread];
  const chapters = rows.flatMap(({ line, value }): Chapter[] => {
    const parsed = chapterSchema.safeParse(value);
    if (!parsed.success) {
      unused.push(`line ${line}: no chapter with sections (${parsed.error.issues[0]?.path.join(".") ?? ""})`);
      return [];
    }
    const { chapter, sections } = parsed.data;
    return [
      {
        line,
        chapter,
        sections: sections.map(({ id, title, objectives }) => ({
          title: title ?? "",
          objectives: objectives ?? [],
          text: corpus.get(id ?? "") ?? "",
        })),
        glossary: sections.map(({ concepts }) => (concepts ?? []).map(({ term }) => term)),
      },
    ];
  });
  return { chapters, unused };
}

/** Section texts by id, from the corpus file beside the chapters. */
export function readCorpus(path: string): Map<string, string> {
  const rowSchema = z.object({ _id: text, text });
  return new Map(
    readRows(path).rows.flatMap(({ value }) => {
      const parsed = rowSchema.safeParse(value);
      return parsed.success ? [[parsed.data._id, parsed.data.text] as const] : [];
    }),
  );
}

export interface Book {
  readonly name: string;
  readonly chapters: readonly Chapter[];
}

/** The two textbooks; null where the data is not. */
export function readBooks(): Book[] | null {
  const books = ["psychology", "sociology"].flatMap((name): Book[] => {
    const paths = dataFile(`openstax_course/dev/${name}_paths.jsonl`);
    const corpus = dataFile(`openstax_course/dev/${name}_corpus.jsonl.gz`);
    return paths && corpus ? [{ name, chapters: readChapters(paths, readCorpus(corpus)).chapters }] : [];
  });
  return books.length === 2 ? books : null;
}

/** Candidates of the chapters, each with whether the authors list it. */
export function candidateSamples(chapters: readonly Chapter[]): Sample[] {
  return chapters.flatMap(({ sections, glossary }) => {
    const terms = new Set(glossary.flat().map((term) => keyOf(readConceptName(term).bare)));
    const total = wordsOf(sections);
    return [...readCandidates(sections).values()]
      .filter(({ count }) => count > 0)
      .map((candidate) => ({
        x: candidateFeatures(candidate, total),
        y: terms.has(keyOf(mostWritten(candidate))) ? (1 as const) : (0 as const),
        weight: 1,
      }));
  });
}

const keyOf = (name: string): string =>
  readSentences(name)
    .flatMap(({ tokens }) => tokens.map(({ stem }) => stem))
    .join(" ");

export interface Subject {
  readonly name: string;
  readonly names: readonly string[];
  readonly pairs: readonly { readonly before: string; readonly after: string; readonly needed: boolean }[];
}

/** The three lists of concept pairs; null where the data is not. */
export function readSubjects(): Subject[] | null {
  const rowSchema = z.object({ prerequisite: text.min(1), concept: text.min(1), label: z.enum(["0", "1"]) });
  const subjects = ["alcpl_data_mining", "alcpl_geometry", "refd_course_MATH"].flatMap((name): Subject[] => {
    const file = dataFile(`prereq/dev/${name}.tsv`);
    if (file === null) return [];
    const pairs = readRows(file).rows.flatMap(({ value }) => {
      const { data } = rowSchema.safeParse(value);
      return data ? [{ before: data.prerequisite, after: data.concept, needed: data.label === "1" }] : [];
    });
    const names = [...new Set(pairs.flatMap(({ before, after }) => [before, after]))].sort();
    return [{ name: basename(file, ".tsv"), names, pairs }];
  });
  return subjects.length === 3 ? subjects : null;
}

/** What is needed comes first: the difference of the two names' features. Subjects count alike, however many pairs they have. */
export function orderSamples(subjects: readonly Subject[]): Sample[] {
  return subjects.flatMap(({ names, pairs }) => {
    const features = new Map(nameFeatures(names.map(readConceptName)).map((x, at) => [names[at], x]));
    const needed = pairs.filter((pair) => pair.needed);
    return needed.map(({ before, after }) => {
      const earlier = features.get(before) ?? [];
      return {
        x: (features.get(after) ?? []).map((value, at) => value - (earlier[at] ?? 0)),
        y: 1 as const,
        weight: 1 / needed.length / subjects.length,
      };
    });
  });
}
