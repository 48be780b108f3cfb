import type { Result } from "../../shared/result.ts";
import { err, ok } from "../../shared/result.ts";
import type { TokenUsage } from "../chat-model.port.ts";
import { lasting, type ModelFailure } from "../model-failure.ts";
import { readOpenAiUsage } from "./openai-usage.ts";
import { countOf, field, listOf, textOf } from "./read-json.ts";
import { failureOfReport } from "./reported-error.ts";

/** A piece of one tool call. Pieces with the same index belong together. */
export interface ToolCallPiece {
  /** Null where the server does not number its calls: then each piece with a name is a call. */
  readonly index: number | null;
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

/** What one event of a streamed chat completion, or a whole one, says. */
export interface ChatChunk {
  readonly text: string;
  /** The model is at work without text for us: hidden reasoning. */
  readonly is_thinking: boolean;
  readonly is_refusal: boolean;
  readonly tool_calls: readonly ToolCallPiece[];
  readonly usage: TokenUsage | null;
  /** As the server says it; null until the answer ends. */
  readonly finish_reason: string | null;
}

/**
 * Reads an OpenAI chat completion, chunk or whole, or one of its dialects: content as text or as a list of parts (Mistral), reasoning beside it
 * (`reasoning_content`, `reasoning`) or among the parts, chunks without a choice (usage) or without a delta. Only the first choice is read: one is asked for.
 *
 * @returns the chunk; otherwise what the server reports instead of one
 */
export function readChatChunk(body: unknown): Result<ChatChunk, ModelFailure> {
  const choices = field(body, "choices");
  const error = field(body, "error");
  if (error !== undefined && error !== null) return err(failureOfReport(error));
  if (!Array.isArray(choices)) return err(lasting("provider_error", "answered with something that is no chat completion"));
  const choice: unknown = choices.find((one) => (countOf(field(one, "index")) ?? 0) === 0);
  // Some gateways report what failed upstream on the choice.
  const choiceError = field(choice, "error");
  if (choiceError !== undefined && choiceError !== null) return err(failureOfReport(choiceError));
  const message = field(choice, "delta") ?? field(choice, "message");
  const refusal = textOf(field(message, "refusal"));
  const content = readContent(field(message, "content"));
  const reason = field(choice, "finish_reason");
  return ok({
    text: content.text + refusal,
    is_thinking: content.is_thinking || textOf(field(message, "reasoning_content")) !== "" || textOf(field(message, "reasoning")) !== "",
    is_refusal: refusal !== "",
    tool_calls: readToolCalls(message),
    usage: readOpenAiUsage(field(body, "usage") ?? field(field(body, "x_groq"), "usage")),
    finish_reason: typeof reason === "string" && reason !== "" ? reason : null,
  });
}

function readContent(content: unknown): Pick<ChatChunk, "text" | "is_thinking"> {
  if (!Array.isArray(content)) return { text: textOf(content), is_thinking: false };
  const parts = listOf(content);
  const text = parts.map((part) => (field(part, "type") === "text" ? textOf(field(part, "text")) : "")).join("");
  return { text, is_thinking: parts.some((part) => field(part, "type") === "thinking") };
}

const NO_CALLS: readonly ToolCallPiece[] = [];

function readToolCalls(message: unknown): readonly ToolCallPiece[] {
  const calls = field(message, "tool_calls");
  // The word for it before tools: one call, without an id.
  const only = field(message, "function_call");
  if (Array.isArray(calls))
    return calls.map((call) => toPiece(field(call, "function"), countOf(field(call, "index")), textOf(field(call, "id"))));
  return only === undefined || only === null ? NO_CALLS : [toPiece(only, 0, "")];
}

function toPiece(called: unknown, index: number | null, id: string): ToolCallPiece {
  const args = field(called, "arguments");
  // Some servers send the object itself.
  const text = typeof args === "object" && args !== null ? JSON.stringify(args) : textOf(args);
  return { index, id, name: textOf(field(called, "name")), arguments: text };
}
