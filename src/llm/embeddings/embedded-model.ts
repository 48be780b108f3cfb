import { lasting, ModelError } from "../model-failure.ts";
import { EMBEDDED_DIMENSIONS, embedText } from "./embedded-embedding.ts";
import { checkBatch } from "./check-batch.ts";
import type { EmbeddingModel } from "./embedding-model.port.ts";

/** Our own embedding: no model, no network, no cost. What it is good for says `embedText`. */
export const EMBEDDED_EMBEDDINGS: EmbeddingModel = {
  route: "embedded",
  dimensions: EMBEDDED_DIMENSIONS,
  async embed(texts, signal) {
    checkBatch(texts);
    if (signal.aborted) throw new ModelError(lasting("unavailable", "called off"));
    return { vectors: texts.map(embedText), input_tokens: null };
  },
};
