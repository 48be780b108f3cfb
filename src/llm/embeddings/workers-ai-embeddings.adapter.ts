import { ModelError } from "../model-failure.ts";
import { field, listOf } from "../providers/read-json.ts";
import { failureOfSdkError } from "../providers/sdk-failure.adapter.ts";
import { checkBatch } from "./check-batch.ts";
import type { EmbeddingModel } from "./embedding-model.port.ts";
import { readVectors } from "./unit-vectors.ts";

export interface WorkersAiEmbeddingsOptions {
  readonly binding: Ai;
  readonly model: string;
  /** The AI Gateway to go through; null for none. */
  readonly gateway_id: string | null;
}

/** Embeddings on Workers AI, through the binding. It does not say how many tokens it read. */
export function createWorkersAiEmbeddings({ binding, model, gateway_id }: WorkersAiEmbeddingsOptions): EmbeddingModel {
  return {
    route: `workers-ai:${model}`,
    dimensions: null,
    async embed(texts, signal) {
      checkBatch(texts);
      if (texts.length === 0) return { vectors: [], input_tokens: 0 };
      const options = { signal, ...(gateway_id === null ? {} : { gateway: { id: gateway_id } }) };
      const answer = await run(binding, model, texts, options);
      const vectors = readVectors(listOf(field(answer, "data")), texts.length);
      if (!vectors.ok) throw new ModelError(vectors.error);
      return { vectors: vectors.value, input_tokens: null };
    },
  };
}

async function run(binding: Ai, model: string, texts: readonly string[], options: AiOptions): Promise<unknown> {
  try {
    return await binding.run<string>(model, { text: [...texts] }, options);
  } catch (error) {
    throw new ModelError(failureOfSdkError(error, Date.now()));
  }
}
