import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { createCappedFetch } from "./capped-fetch.adapter.ts";
import type { ChatModel, Structured } from "./chat-model.port.ts";
import { toChatModel } from "./language-model.adapter.ts";
import type { OpenAiCompatibleConfig } from "./llm.config.ts";

/** A model behind any server that speaks OpenAI's chat completions: hosted providers, gateways, Ollama, vLLM, llama.cpp. */
export function createOpenAiCompatibleModel(config: OpenAiCompatibleConfig, structured: Structured): ChatModel {
  const provider = createOpenAICompatible({
    name: "openai-compatible",
    baseURL: config.baseUrl,
    fetch: createCappedFetch(config.stream),
    supportsStructuredOutputs: structured === "json_schema",
    ...(config.apiKey === null ? {} : { apiKey: config.apiKey }),
  });
  return toChatModel(provider.chatModel(config.model), {
    route: `openai-compatible:${config.model}`,
    streams: config.stream,
    structured,
    // Newer models refuse `max_tokens`; deadline and size cap bound the answer instead.
    max_output_tokens: null,
  });
}
