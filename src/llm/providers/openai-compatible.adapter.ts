import { OpenAICompatibleChatLanguageModel } from "@ai-sdk/openai-compatible";
import { cappedFetch } from "./capped-fetch.adapter.ts";
import type { ChatModel, Structured } from "../chat-model.port.ts";
import { callOptions, type LanguageModelOptions, toChatModel } from "./language-model.adapter.ts";
import type { OpenAiCompatibleConfig } from "../llm.config.ts";
import { ModelError } from "../model-failure.ts";
import { failureOfSdkError } from "./sdk-failure.adapter.ts";
import { streamAnswer } from "./streamed-answer.adapter.ts";

/** A model behind any server that speaks OpenAI's chat completions: hosted providers, gateways, Ollama, vLLM, llama.cpp. */
export function createOpenAiCompatibleModel(config: OpenAiCompatibleConfig, structured: Structured): ChatModel {
  const baseUrl = config.baseUrl.replace(/\/$/, "");
  const headers = config.apiKey === null ? {} : { authorization: `Bearer ${config.apiKey}` };
  const model = new OpenAICompatibleChatLanguageModel(config.model, {
    provider: "openai-compatible",
    url: ({ path }) => `${baseUrl}${path}`,
    headers,
    fetch: cappedFetch,
    supportsStructuredOutputs: structured === "json_schema",
  });
  const options: LanguageModelOptions = {
    route: `openai-compatible:${config.model}`,
    structured,
    // Newer models refuse `max_tokens`; deadline and size cap bound the answer instead.
    max_output_tokens: null,
  };
  if (!config.stream) return toChatModel(model, options);
  return {
    route: options.route,
    streams: true,
    async *complete(request) {
      try {
        const { body } = await model.prepareRequest(callOptions(request, options));
        yield* streamAnswer(`${baseUrl}/chat/completions`, {
          method: "POST",
          // Some hosts turn away whoever does not say who they are.
          headers: { "content-type": "application/json", "user-agent": "cairn", ...headers },
          body: JSON.stringify({ ...body, stream: true }),
          signal: request.signal,
        });
      } catch (error) {
        throw new ModelError(failureOfSdkError(error, Date.now()));
      }
    },
  };
}
