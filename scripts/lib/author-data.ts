// Chapters of the development textbooks as a course would have them: cut into passages by the product's own code.
import { z } from "zod";
import { cutPassages } from "../../src/knowledge/passages/cut-passages.ts";
import type { Block } from "../../src/knowledge/reading.schema.ts";
import type { Passage } from "../../src/protocol/course.schema.ts";
import { dataFile, readRows } from "./eval-files.ts";

const rowSchema = z.object({ _id: z.string(), chapter: z.string(), title: z.string(), text: z.string() });

export interface BookChapter {
  readonly book: string;
  readonly chapter: string;
  readonly passages: readonly Passage[];
}

/** All chapters of both books; null where the data is not. */
export function readBookChapters(): BookChapter[] | null {
  const chapters = ["psychology", "sociology"].flatMap((book): BookChapter[] => {
    const file = dataFile(`openstax_course/dev/${book}_corpus.jsonl.gz`);
    if (file === null) return [];
    const rows = readRows(file).rows.map(({ value }) => rowSchema.parse(value));
    return [...Map.groupBy(rows, ({ chapter }) => chapter)].map(([chapter, sections], at) => ({
      book,
      chapter,
      passages: toPassages(`doc_${book}${at}`, sections),
    }));
  });
  return chapters.length > 0 ? chapters : null;
}

function toPassages(documentId: `doc_${string}`, sections: readonly z.output<typeof rowSchema>[]): readonly Passage[] {
  const blocks = sections.flatMap(({ title, text }): Block[] => [
    { kind: "heading", level: 1, page: null, text: title },
    ...text.split(/\n{2,}/).map((paragraph): Block => {
      const heading = /^#{1,6}\s+(.+)$/.exec(paragraph.trim())?.[1];
      return heading === undefined
        ? { kind: "paragraph", level: null, page: null, text: paragraph.trim() }
        : { kind: "heading", level: 2, page: null, text: heading };
    }),
  ]);
  return cutPassages(documentId, { title: null, kind: "text", pages: null, blocks, findings: [] }).passages;
}
