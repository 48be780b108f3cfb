import { expect, it } from "vitest";
import type { VectorIndex } from "../../../src/knowledge/index.port.ts";
import type { DocumentId } from "../../../src/shared/ids.ts";

/** What every index of vectors does, whoever keeps it. `settle` waits until what was written can be found; `begin` notes a model, as ingestion does. */
export function itIsAVectorIndex(
  open: () => Promise<{
    readonly index: VectorIndex;
    readonly settle: () => void;
    readonly begin: (documentId: DocumentId, model: string) => void;
  }>,
): void {
  const scope = { tenant_id: "ten_a", course_id: "crs_a", document_ids: [] } as const;
  const [EAST, NORTH, WEST] = [
    [1, 0],
    [0, 1],
    [-1, 0],
  ] as const;
  const point = (id: string, document_id: DocumentId, vector: readonly number[]) => ({ passage_id: id, document_id, vector });

  async function filled() {
    const { index, settle, begin } = await open();
    begin("doc_1", "m:1");
    begin("doc_2", "m:1");
    begin("doc_1", "m:2");
    await index.put(scope, "m:1", [point("psg_1_0", "doc_1", EAST), point("psg_1_1", "doc_1", NORTH), point("psg_2_0", "doc_2", WEST)]);
    await index.put(scope, "m:2", [point("psg_1_0", "doc_1", WEST)]);
    settle();
    const found = async (...search: Parameters<VectorIndex["search"]>) =>
      (await index.search(...search)).map(({ passage_id }) => passage_id);
    return { index, settle, found };
  }

  it("finds the nearest first, with their cosine, and no more than asked", async () => {
    const { index, found } = await filled();
    expect(await found(scope, "m:1", [0.8, 0.6], 10)).toEqual(["psg_1_0", "psg_1_1", "psg_2_0"]);
    expect(await found(scope, "m:1", [0.8, 0.6], 1)).toEqual(["psg_1_0"]);
    const [first, , last] = await index.search(scope, "m:1", [0.8, 0.6], 10);
    expect(first?.score).toBeCloseTo(0.8, 5);
    expect(last?.score).toBeCloseTo(-0.8, 5);
  });

  it("gives the cosine of all dimensions, also of a query that is 0 in some", async () => {
    const { index, settle, begin } = await open();
    begin("doc_1", "m:7");
    const points = [
      [3, 1, 0, 2, 5, 1, 3],
      [-1, 4, 2, 0, 0, 5, 2],
    ].map((numbers) => numbers.map((number) => number / 7));
    await index.put(
      scope,
      "m:7",
      points.map((vector, at) => point(`psg_1_${at}`, "doc_1", vector)),
    );
    settle();
    for (const query of [
      [1, 2, 3, 4, 3, 3, 1],
      [0, 6, 0, 2, 0, 0, 3],
    ].map((numbers) => numbers.map((number) => number / 7))) {
      const cosine = (at: number) => query.reduce((sum, value, dimension) => sum + value * (points[at]?.[dimension] ?? 0), 0);
      const scores = new Map((await index.search(scope, "m:7", query, 10)).map(({ passage_id, score }) => [passage_id, score]));
      expect(scores.get("psg_1_0")).toBeCloseTo(cosine(0), 5);
      expect(scores.get("psg_1_1")).toBeCloseTo(cosine(1), 5);
    }
  });

  it("never compares vectors of different models", async () => {
    const { found } = await filled();
    expect(await found(scope, "m:2", EAST, 10)).toEqual(["psg_1_0"]);
    expect(await found(scope, "m:3", EAST, 10)).toEqual([]);
  });

  it("looks only where it may: tenant, course and documents", async () => {
    const { found } = await filled();
    expect(await found({ ...scope, tenant_id: "ten_b" }, "m:1", EAST, 10)).toEqual([]);
    expect(await found({ ...scope, course_id: "crs_b" }, "m:1", EAST, 10)).toEqual([]);
    expect(await found({ ...scope, document_ids: ["doc_2"] }, "m:1", EAST, 10)).toEqual(["psg_2_0"]);
  });

  it("keeps the last vector of a passage, however often it is written", async () => {
    const { index, settle, found } = await filled();
    for (let time = 0; time < 2; time++) await index.put(scope, "m:1", [point("psg_1_0", "doc_1", WEST)]);
    settle();
    expect(await found(scope, "m:1", NORTH, 10)).toEqual(["psg_1_1", "psg_1_0", "psg_2_0"]);
  });

  it("forgets passages in every model", async () => {
    const { index, settle, found } = await filled();
    await index.remove(scope, "doc_1", ["psg_1_0", "psg_1_1"]);
    settle();
    expect(await found(scope, "m:1", EAST, 10)).toEqual(["psg_2_0"]);
    expect(await found(scope, "m:2", EAST, 10)).toEqual([]);
  });
}
