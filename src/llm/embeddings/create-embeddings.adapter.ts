import { EMBEDDED_EMBEDDINGS } from "./embedded-model.ts";
import type { EmbeddingModel } from "./embedding-model.port.ts";
import type { EmbeddingsConfig } from "./embeddings.config.ts";
import { createOpenAiEmbeddings } from "./openai-embeddings.adapter.ts";
import { createWorkersAiEmbeddings } from "./workers-ai-embeddings.adapter.ts";

export interface EmbeddingsOptions {
  /** "local" means that no account is behind the bindings: the AI binding exists there too, but every call to it throws. */
  readonly profile: string;
  readonly ai: Ai | undefined;
  /** The AI Gateway in front of Workers AI. */
  readonly gateway_id?: string | null;
}

/** Who embeds: the configured server, else Workers AI, else our own embedding, which asks nobody. */
export function createEmbeddings(config: EmbeddingsConfig, { profile, ai, gateway_id }: EmbeddingsOptions): EmbeddingModel {
  const { server, workers_ai_model } = config;
  if (server !== null) return createOpenAiEmbeddings({ ...server, route: `openai-compatible:${server.model}` });
  if (profile === "local" || ai === undefined) return EMBEDDED_EMBEDDINGS;
  return createWorkersAiEmbeddings({ binding: ai, model: workers_ai_model, gateway_id: gateway_id ?? null });
}
