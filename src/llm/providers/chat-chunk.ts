import type { Result } from "../../shared/result.ts";
import { err, ok } from "../../shared/result.ts";

/** What one event of a streamed chat completion adds to the answer. */
export interface ChatChunk {
  readonly text: string;
  /** The model is at work without text for us: hidden reasoning. */
  readonly is_thinking: boolean;
  readonly is_refusal: boolean;
  /** As the server says it; null until the answer ends. */
  readonly finish_reason: string | null;
}

/**
 * Reads the data of one event, which is an OpenAI chat completion chunk or one of its dialects: content as text or as a list of parts (Mistral), reasoning
 * beside it (`reasoning_content`, `reasoning`) or among the parts, chunks without a choice (usage) or without a delta.
 *
 * @returns the chunk; otherwise what the server reports instead of one, or undefined when the data is neither
 */
export function readChatChunk(data: string): Result<ChatChunk, unknown> {
  const body = parse(data);
  const choices = field(body, "choices");
  if (!Array.isArray(choices)) return err(field(body, "error"));
  const choice: unknown = choices[0];
  const delta = field(choice, "delta");
  const refusal = textOf(field(delta, "refusal"));
  const content = readContent(field(delta, "content"));
  const reason = field(choice, "finish_reason");
  return ok({
    text: content.text + refusal,
    is_thinking: content.is_thinking || textOf(field(delta, "reasoning_content")) !== "" || textOf(field(delta, "reasoning")) !== "",
    is_refusal: refusal !== "",
    finish_reason: typeof reason === "string" ? reason : null,
  });
}

function readContent(content: unknown): Pick<ChatChunk, "text" | "is_thinking"> {
  if (!Array.isArray(content)) return { text: textOf(content), is_thinking: false };
  const parts: readonly unknown[] = content;
  const text = parts.map((part) => (field(part, "type") === "text" ? textOf(field(part, "text")) : "")).join("");
  return { text, is_thinking: parts.some((part) => field(part, "type") === "thinking") };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function field(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
