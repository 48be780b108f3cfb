import type { ChatModel } from "./chat-model.port.ts";
import type { LlmConfig } from "./llm.config.ts";
import { createProviderModel } from "./providers/create-model.adapter.ts";

export interface RouteOptions {
  /** "local" means that no account is behind the bindings: the AI binding exists there too, but every call to it throws. */
  readonly profile: string;
  readonly ai: Ai | undefined;
}

/** The models to ask, in order: the configured server, else Workers AI, else none. The embedded entry follows whatever is here. */
export function createRoute(config: LlmConfig, { profile, ai }: RouteOptions): readonly ChatModel[] {
  const { openAiCompatible: server, structured, workersAiModel } = config;
  if (server !== null) {
    const { baseUrl: base_url, apiKey: api_key, stream, model } = server;
    return [createProviderModel({ id: "custom", dialect: "openai", base_url, api_key, stream, structured }, model)];
  }
  if (profile === "local" || ai === undefined) return [];
  const account = { id: "workers-ai", dialect: "workers-ai", base_url: null, api_key: null, stream: false, structured, ai } as const;
  return [createProviderModel(account, workersAiModel)];
}
