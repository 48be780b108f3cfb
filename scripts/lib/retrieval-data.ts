// Test collections of retrieval: documents, queries and which answers which, as BEIR writes them.
import { readFileSync } from "node:fs";
import { dataFile, readRows } from "./eval-files.ts";
import type { StageDocument } from "./retrieval-stage.ts";

export interface StageQuery {
  readonly id: string;
  readonly text: string;
  /** Of a textbook's: definition, objective, mcq or free. */
  readonly kind: string;
  /** Documents that answer it, with their gain. */
  readonly relevant: ReadonlyMap<string, number>;
}

export interface Collection {
  readonly name: string;
  readonly documents: readonly StageDocument[];
  readonly queries: readonly StageQuery[];
}

const FILES: Readonly<Record<string, readonly [corpus: string, queries: string, relevant: string]>> = {
  psychology: [
    "openstax_course/dev/psychology_corpus.jsonl.gz",
    "openstax_course/dev/psychology_queries.jsonl",
    "openstax_course/dev/psychology_qrels.tsv",
  ],
  sociology: [
    "openstax_course/dev/sociology_corpus.jsonl.gz",
    "openstax_course/dev/sociology_queries.jsonl",
    "openstax_course/dev/sociology_qrels.tsv",
  ],
  scifact: ["scifact/corpus.jsonl.gz", "scifact/dev/queries_train.jsonl", "scifact/dev/qrels_train.tsv"],
  cranfield: ["cranfield/corpus.jsonl.gz", "cranfield/dev/queries.jsonl", "cranfield/dev/qrels.tsv"],
};

/** A collection of the development data by name; null where the data is not. Queries that nothing answers are left out. */
export function readCollection(name: keyof typeof FILES): Collection | null {
  const paths = (FILES[name] ?? []).map(dataFile);
  const [corpus, queries, relevant] = paths;
  if (!corpus || !queries || !relevant) return null;
  const answers = new Map<string, Map<string, number>>();
  for (const line of readFileSync(relevant, "utf8").split("\n")) {
    const [query = "", document = "", gain = ""] = line.trim().split("\t");
    if (Number(gain) > 0) answers.set(query, (answers.get(query) ?? new Map<string, number>()).set(document, Number(gain)));
  }
  return {
    name,
    documents: readRows(corpus).rows.map(({ value }) => toDocument(value)),
    queries: readRows(queries).rows.flatMap(({ value }) => {
      const found = answers.get(textOf(value["_id"]));
      return found ? [{ id: textOf(value["_id"]), text: textOf(value["text"]), kind: textOf(value["kind"]), relevant: found }] : [];
    }),
  };
}

/** A row of a corpus: `_id`, `title`, `text`. */
export function toDocument(value: Readonly<Record<string, unknown>>): StageDocument {
  return { id: textOf(value["_id"]), title: textOf(value["title"]), text: textOf(value["text"]) };
}

/** Of a ranking by passages, the documents: each where its best passage is. */
export function documentsOf(
  found: readonly { readonly passage: { readonly document_id: string } }[],
  idOf: (id: string) => string,
): string[] {
  return [...new Set(found.map(({ passage }) => idOf(passage.document_id)))];
}

/** Reciprocal rank of the first right document among ten. */
export function mrr10(ranking: readonly string[], relevant: ReadonlyMap<string, number>): number {
  const at = ranking.slice(0, 10).findIndex((id) => relevant.has(id));
  return at < 0 ? 0 : 1 / (at + 1);
}

/** Normalised discounted cumulative gain over ten, linear gain. */
export function ndcg10(ranking: readonly string[], relevant: ReadonlyMap<string, number>): number {
  const sum = (gains: readonly number[]) => gains.slice(0, 10).reduce((total, gain, at) => total + gain / Math.log2(at + 2), 0);
  return sum(ranking.map((id) => relevant.get(id) ?? 0)) / sum([...relevant.values()].sort((a, b) => b - a));
}

/** Whether a right document is among the first `count`. */
export function hitAt(count: number, ranking: readonly string[], relevant: ReadonlyMap<string, number>): number {
  return ranking.slice(0, count).some((id) => relevant.has(id)) ? 1 : 0;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}
