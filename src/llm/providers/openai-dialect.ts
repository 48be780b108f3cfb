import type { Result } from "../../shared/result.ts";
import { err, ok } from "../../shared/result.ts";
import type { AnswerFormat, ChatPart, FinishReason, Structured, TokenUsage } from "../chat-model.port.ts";
import type { ModelFailure } from "../model-failure.ts";
import { type ChatChunk, readChatChunk } from "./chat-chunk.ts";
import type { AnswerPiece, AnswerReader, Dialect, DialectAsk, DialectRequest } from "./dialect.port.ts";
import { createToolCallJoiner } from "./tool-calls.ts";

/** OpenAI's chat completions, as spoken by OpenAI and by everybody who imitates them. */
export const OPENAI_DIALECT: Dialect = {
  headers: (apiKey): Readonly<Record<string, string>> => (apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }),
  request: buildRequest,
  createReader,
  readWhole(body): Result<readonly ChatPart[], ModelFailure> {
    const reader = createReader();
    const piece = reader.read(body);
    if (!piece.ok) return piece;
    return ok(piece.value.text === "" ? reader.end() : [{ type: "text", text: piece.value.text }, ...reader.end()]);
  },
};

function buildRequest({ provider, model, facts, structured, stream, request }: DialectAsk): DialectRequest {
  const { system, earlier, user, format, temperature, top_p, max_output_tokens, stop } = request;
  return {
    path: "/chat/completions",
    body: {
      model,
      messages: [...(system === "" ? [] : [{ role: "system", content: system }]), ...earlier, { role: "user", content: user }],
      ...(temperature === null || !facts.takes_sampling ? {} : { temperature }),
      ...(top_p === null || !facts.takes_sampling ? {} : { top_p }),
      ...(max_output_tokens === null ? {} : { [provider.max_tokens_field]: max_output_tokens }),
      ...(stop.length === 0 ? {} : { stop }),
      ...responseFormat(format, structured),
      ...(stream ? { stream } : {}),
      ...(stream && provider.asks_stream_usage ? { stream_options: { include_usage: true } } : {}),
    },
  };
}

function responseFormat(format: AnswerFormat, structured: Structured): Readonly<Record<string, unknown>> {
  if (structured === "off" || format.type === "text") return {};
  if (structured === "json_object" || format.json_schema === null) return { response_format: { type: "json_object" } };
  // Strict mode refuses optional fields and many bounds; the answer is validated here anyway.
  const json_schema = { name: format.schema_name, schema: format.json_schema(), strict: false };
  return { response_format: { type: "json_schema", json_schema } };
}

function createReader(): AnswerReader {
  const tools = createToolCallJoiner();
  let usage: TokenUsage | null = null;
  let reason: string | null = null;
  let isRefused = false;
  const take = (chunk: ChatChunk): AnswerPiece => {
    for (const piece of chunk.tool_calls) tools.add(piece);
    usage = chunk.usage ?? usage;
    reason = chunk.finish_reason ?? reason;
    isRefused ||= chunk.is_refusal;
    return { text: chunk.text, is_alive: chunk.is_thinking || chunk.tool_calls.length > 0 };
  };
  return {
    read(event) {
      const chunk = readChatChunk(event);
      return chunk.ok ? ok(take(chunk.value)) : err(chunk.error);
    },
    end() {
      const calls = tools.calls();
      const parts: ChatPart[] = [...calls];
      if (usage !== null) parts.push({ type: "usage", usage });
      parts.push({ type: "finish", reason: finishOf(reason, isRefused, calls.length > 0) });
      return parts;
    },
  };
}

/** What a server's finish reason means. Anything unknown or missing counts as cut: a complete answer still parses, an incomplete one must not be repaired into one. */
function finishOf(reason: string | null, isRefused: boolean, hasCalls: boolean): FinishReason {
  if (reason === "content_filter") return "refused";
  if (reason === "tool_calls" || reason === "function_call") return "tool_calls";
  if (reason !== "stop") return "cut";
  if (isRefused) return "refused";
  return hasCalls ? "tool_calls" : "stop";
}
