import { describe, expect, it } from "vitest";
import { type ListPassagesDeps, listPassages, MAX_PASSAGES_LISTED } from "../../../src/knowledge/courses/list-passages.usecase.ts";
import type { StoredDocument } from "../../../src/knowledge/courses/document.schema.ts";
import type { Passage } from "../../../src/protocol/course.schema.ts";

const [TENANT, COURSE] = ["ten_public", "crs_library"] as const;

/** A course of documents that are ready, each with so many passages, and what was asked of its index. */
function openLibrary(sizes: readonly number[]) {
  const asked: string[] = [];
  const documents = sizes.map((passages, at) => {
    const known: Partial<StoredDocument> = { tenant_id: TENANT, document_id: `doc_${at}`, status: "ready", passages };
    return known as StoredDocument;
  });
  const deps: ListPassagesDeps = {
    documents: { list: async () => documents },
    index: {
      list: async (_tenant, documentId, from, limit) => {
        asked.push(documentId);
        const left = Math.max(0, (documents.find(({ document_id }) => document_id === documentId)?.passages ?? 0) - from);
        return Array.from({ length: Math.min(limit, left) }, (_, at) => ({ passage_id: `${documentId}_${from + at}` }) as Passage);
      },
    },
  };
  return { deps, asked };
}

describe("the passages that a lesson is drafted from", () => {
  it("are those of all documents, in order, or of the documents that were chosen", async () => {
    const { deps } = openLibrary([2, 501]);
    const all = await listPassages(deps, TENANT, COURSE, []);
    expect([all.length, all[1]?.passage_id, all.at(-1)?.passage_id]).toEqual([503, "doc_0_1", "doc_1_500"]);
    expect(await listPassages(deps, TENANT, COURSE, ["doc_0"])).toHaveLength(2);
  });

  it("are no more than an isolate can hold, however large the course is", async () => {
    const { deps, asked } = openLibrary(Array.from({ length: 200 }, () => 15_000));
    expect(await listPassages(deps, TENANT, COURSE, [])).toHaveLength(MAX_PASSAGES_LISTED);
    expect(new Set(asked)).toEqual(new Set(["doc_0", "doc_1"]));
  });
});
