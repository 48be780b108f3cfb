import type { WorkersAI } from "workers-ai-provider";
import type { AnswerFormat, ChatModel, ChatRequest, Structured, TokenUsage } from "../chat-model.port.ts";
import { ModelError } from "../model-failure.ts";
import { failureOfSdkError } from "./sdk-failure.adapter.ts";

/** A language model of the AI SDK (specification v4), at the level of its providers. */
type SdkLanguageModel = Pick<ReturnType<WorkersAI["chat"]>, "doGenerate">;

type CallOptions = Parameters<SdkLanguageModel["doGenerate"]>[0];
type Generated = Awaited<ReturnType<SdkLanguageModel["doGenerate"]>>;

export interface LanguageModelOptions {
  readonly route: string;
  readonly structured: Structured;
  /** Sent where a provider's own default would be too small; null leaves it to the provider. */
  readonly max_output_tokens: number | null;
}

/** A model of the AI SDK behind our port, asked for its answer whole. Retries, validation and time are not its business: the door does them for every provider alike. */
export function toChatModel(model: SdkLanguageModel, options: LanguageModelOptions): ChatModel {
  return {
    route: options.route,
    streams: false,
    async *complete(request) {
      try {
        const { content, finishReason, usage } = await model.doGenerate(callOptions(request, options));
        for (const part of content) {
          if (part.type === "text") yield { type: "text", text: part.text };
          if (part.type === "tool-call") yield { type: "tool_call", id: part.toolCallId, name: part.toolName, arguments: part.input };
        }
        const counted = readUsage(usage);
        if (counted !== null) yield { type: "usage", usage: counted };
        yield { type: "finish", reason: finishOf(finishReason.unified) };
      } catch (error) {
        throw new ModelError(failureOfSdkError(error, Date.now()));
      }
    },
  };
}

/** What is asked of a model, in the words of the AI SDK. */
function callOptions(request: ChatRequest, { structured, max_output_tokens }: LanguageModelOptions): CallOptions {
  const { system, earlier, user, format, temperature, signal } = request;
  const limit = request.max_output_tokens ?? max_output_tokens;
  return {
    prompt: [
      ...(system === "" ? [] : [{ role: "system" as const, content: system }]),
      ...earlier.map(({ role, content }) => ({ role, content: [{ type: "text" as const, text: content }] })),
      { role: "user", content: [{ type: "text", text: user }] },
    ],
    ...(temperature === null ? {} : { temperature }),
    ...(request.top_p === null ? {} : { topP: request.top_p }),
    ...(limit === null ? {} : { maxOutputTokens: limit }),
    ...(request.stop.length === 0 ? {} : { stopSequences: [...request.stop] }),
    abortSignal: signal,
    ...(structured === "off" || format.type === "text" ? {} : { responseFormat: responseFormat(format, structured) }),
  };
}

function responseFormat(
  { schema_name, json_schema }: AnswerFormat & { type: "json" },
  structured: "json_schema" | "json_object",
): NonNullable<CallOptions["responseFormat"]> {
  return structured === "json_object" || json_schema === null
    ? { type: "json" }
    : { type: "json", name: schema_name, schema: json_schema() };
}

/** Null where the platform did not count: the SDK then says 0. */
function readUsage({ inputTokens, outputTokens }: Generated["usage"]): TokenUsage | null {
  const [input, output] = [inputTokens.total ?? 0, outputTokens.total ?? 0];
  if (input === 0 && output === 0) return null;
  return {
    input_tokens: input,
    output_tokens: output,
    cached_input_tokens: inputTokens.cacheRead ?? 0,
    reasoning_tokens: outputTokens.reasoning ?? 0,
  };
}

function finishOf(reason: Generated["finishReason"]["unified"]): "stop" | "cut" | "refused" | "tool_calls" {
  if (reason === "content-filter") return "refused";
  if (reason === "tool-calls") return "tool_calls";
  // Anything unknown counts as cut: a complete answer still parses, an incomplete one must not be repaired into one.
  return reason === "stop" ? "stop" : "cut";
}
