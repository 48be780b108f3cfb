import { describe } from "vitest";
import { createVectorizeIndex } from "../../../src/knowledge/index/vectorize.adapter.ts";
import { createFakeVectorize } from "./fake-vectorize.ts";
import { itIsAVectorIndex } from "./vector-suite.ts";

describe("vectors in Vectorize", () => {
  itIsAVectorIndex(async () => {
    const { binding, settle } = createFakeVectorize();
    const models = new Map<string, string[]>();
    return {
      index: createVectorizeIndex(binding, { modelsOf: async (_tenant, documentId) => models.get(documentId) ?? [] }),
      settle,
      begin: (documentId, model) => models.set(documentId, [...(models.get(documentId) ?? []), model]),
    };
  });
});
