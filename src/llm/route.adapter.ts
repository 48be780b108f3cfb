import type { ChatModel } from "./chat-model.port.ts";
import type { LlmConfig } from "./llm.config.ts";
import { createOpenAiCompatibleModel } from "./providers/openai-compatible.adapter.ts";
import { createWorkersAiModel } from "./providers/workers-ai.adapter.ts";

export interface RouteOptions {
  /** "local" means that no account is behind the bindings: the AI binding exists there too, but every call to it throws. */
  readonly profile: string;
  readonly ai: Ai | undefined;
}

/** The models to ask, in order: the configured server, else Workers AI, else none. The embedded entry follows whatever is here. */
export function createRoute(config: LlmConfig, { profile, ai }: RouteOptions): readonly ChatModel[] {
  if (config.openAiCompatible !== null) return [createOpenAiCompatibleModel(config.openAiCompatible, config.structured)];
  if (profile !== "local" && ai !== undefined) return [createWorkersAiModel(ai, config.workersAiModel, config.structured)];
  return [];
}
