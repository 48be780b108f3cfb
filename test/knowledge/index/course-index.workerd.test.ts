import { env } from "cloudflare:workers";
import { evictDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { createEmbeddingRecords } from "../../../src/knowledge/index/embedding-records.repository.ts";
import { createObjectVectors } from "../../../src/knowledge/index/object-vectors.adapter.ts";
import { createPassageRepository } from "../../../src/knowledge/index/passage.repository.ts";
import type { VectorIndex } from "../../../src/knowledge/index.port.ts";
import { itIsAVectorIndex } from "./vector-suite.ts";

let opened = 0;

describe("vectors in the course's own object", () => {
  itIsAVectorIndex(async () => {
    // Each test has a tenant of its own, so that none finds what another wrote.
    const mark = `_${opened++}`;
    const vectors = createObjectVectors(env.COURSE_INDEXES);
    const own = <S extends Parameters<VectorIndex["remove"]>[0]>(scope: S): S => ({ ...scope, tenant_id: `${scope.tenant_id}${mark}` });
    const index: VectorIndex = {
      put: (scope, ...rest) => vectors.put(own(scope), ...rest),
      search: (scope, ...rest) => vectors.search(own(scope), ...rest),
      remove: (scope, ...rest) => vectors.remove(own(scope), ...rest),
    };
    return { index, settle: () => {}, begin: () => {} };
  });

  it("outlast the object", async () => {
    const scope = { tenant_id: "ten_last", course_id: "crs_a", document_ids: [] } as const;
    const vectors = createObjectVectors(env.COURSE_INDEXES);
    await vectors.put(scope, "m:1", [{ passage_id: "psg_1_0", document_id: "doc_1", vector: [1, 0] }]);
    await evictDurableObject(env.COURSE_INDEXES.getByName("ten_last/crs_a"));
    expect(await vectors.search(scope, "m:1", [1, 0], 5)).toEqual([{ passage_id: "psg_1_0", score: 1 }]);
  });
});

describe("passages in D1 itself", () => {
  it("are found once published, and gone with their words once removed", async () => {
    const scope = { tenant_id: "ten_d1", course_id: "crs_d1", document_ids: [] } as const;
    const passages = createPassageRepository(env.DB);
    const anchor = { headings: ["Plants"], page_from: null, page_to: null, start: 0, end: 9 };
    await passages.put(scope, 1, [{ passage_id: "psg_d1_0", document_id: "doc_d1", ordinal: 0, text: "canarybird leaf", anchor }]);
    expect(await passages.search(scope, ["leaf"], 5)).toEqual([]);
    await passages.publish("ten_d1", "doc_d1", 1);
    expect((await passages.search(scope, ["leaf"], 5)).map(({ passage_id }) => passage_id)).toEqual(["psg_d1_0"]);
    expect((await passages.frequencies(scope, ["plant"])).of.get("plant")).toBe(1);
    const records = createEmbeddingRecords(env.DB);
    await records.begin(scope, "doc_d1", "m:1");
    expect(await records.readyModels(scope)).toEqual([]);
    await records.complete(scope, "doc_d1", "m:1", 1);
    expect(await records.readyModels(scope)).toEqual(["m:1"]);
    await passages.remove("ten_d1", "doc_d1");
    expect(await passages.search(scope, ["leaf"], 5)).toEqual([]);
    const { results } = await env.DB.prepare("SELECT hex(block) AS block FROM passages_fts_data").all<{ block: string }>();
    expect(results.map(({ block }) => block).join("")).not.toContain("63616E617279");
  });
});
