import { describe, expect, it } from "vitest";
import { openStage, STAGE_SCOPE } from "../../../scripts/lib/retrieval-stage.ts";
import { reembed } from "../../../src/knowledge/index/reembed.usecase.ts";
import type { EmbeddingModel } from "../../../src/llm/embeddings/embedding-model.port.ts";
import { lasting, ModelError } from "../../../src/llm/model-failure.ts";

const DOCUMENTS = ["one", "two", "three"].map((id) => ({ id, title: id, text: `${id} leaf.` }));

/** A model that fails at the n-th request. */
function model(route: string, failAt = 0): EmbeddingModel {
  let requests = 0;
  return {
    route,
    dimensions: 2,
    async embed(texts) {
      requests += 1;
      if (requests === failAt) throw new ModelError(lasting("unavailable", "down"));
      return { vectors: texts.map(() => [1, 0]), input_tokens: null };
    },
  };
}

describe("a course whose embedding model changes", () => {
  it("is searched by the old model until the new one has read all of it, also over a failure", async () => {
    const stage = await openStage(DOCUMENTS, model("m:old"));
    const run = (change: EmbeddingModel, limit = 10) =>
      reembed({ ...stage, model: change }, STAGE_SCOPE.tenant_id, limit, AbortSignal.timeout(10_000));
    await expect(run(model("m:new", 2))).rejects.toBeInstanceOf(ModelError);
    expect(await stage.records.readyModels(STAGE_SCOPE)).toEqual(["m:old"]);
    expect(await run(model("m:new"), 1)).toBe(1);
    expect(await stage.records.readyModels(STAGE_SCOPE)).toEqual(["m:old"]);
    expect(await run(model("m:new"))).toBe(1);
    expect(await stage.records.readyModels(STAGE_SCOPE)).toEqual(["m:new", "m:old"]);
    expect(await run(model("m:new"))).toBe(0);
    expect((await stage.vectors.search(STAGE_SCOPE, "m:new", [1, 0], 10)).length).toBe(3);
  });
});
