import type { Result } from "../../shared/result.ts";
import { err, ok } from "../../shared/result.ts";
import type { ChatPart, FinishReason, TokenUsage } from "../chat-model.port.ts";
import { lasting, type ModelFailure } from "../model-failure.ts";
import type { AnswerReader } from "./dialect.port.ts";
import { countOf, field, listOf, textOf } from "./read-json.ts";
import { failureOfReport } from "./reported-error.ts";

/** Google's words for an answer that it withholds (https://ai.google.dev/api/generate-content#FinishReason, looked up 2026-11-24). */
const WITHHELD: ReadonlySet<string> = new Set([
  "SAFETY",
  "RECITATION",
  "LANGUAGE",
  "BLOCKLIST",
  "PROHIBITED_CONTENT",
  "SPII",
  "IMAGE_SAFETY",
  "MODEL_ARMOR",
]);

/** Reads Gemini's stream: every event is a whole response with the next parts of the answer, and counts that grow. */
export function createGoogleReader(): AnswerReader {
  const calls: ChatPart[] = [];
  let usage: TokenUsage | null = null;
  let reason: string | null = null;
  let isBlocked = false;
  return {
    read(event) {
      const error = field(event, "error");
      if (error !== undefined && error !== null) return err(failureOfReport(error));
      const candidates = field(event, "candidates");
      const blocked = textOf(field(field(event, "promptFeedback"), "blockReason"));
      const counted = field(event, "usageMetadata");
      if (!Array.isArray(candidates) && blocked === "" && counted === undefined) return err(NO_RESPONSE);
      isBlocked ||= blocked !== "";
      usage = readUsage(counted) ?? usage;
      const candidate = listOf(candidates).find((one) => (countOf(field(one, "index")) ?? 0) === 0);
      reason = textOf(field(candidate, "finishReason")) || reason;
      const parts = listOf(field(field(candidate, "content"), "parts"));
      let text = "";
      for (const part of parts) {
        if (field(part, "thought") !== true) text += textOf(field(part, "text"));
        const call = readCall(part, calls.length);
        if (call !== null) calls.push(call);
      }
      return ok({ text, is_alive: parts.length > 0 });
    },
    end() {
      const parts: ChatPart[] = [...calls];
      if (usage !== null) parts.push({ type: "usage", usage });
      parts.push({ type: "finish", reason: isBlocked ? "refused" : finishOf(reason, calls.length > 0) });
      return parts;
    },
  };
}

const NO_RESPONSE = lasting("provider_error", "answered with something that is no response of Gemini");

/** Reads an answer that came whole, which looks like the only event of a stream. */
export function readGoogleAnswer(body: unknown): Result<readonly ChatPart[], ModelFailure> {
  const reader = createGoogleReader();
  const piece = reader.read(body);
  if (!piece.ok) return piece;
  return ok(piece.value.text === "" ? reader.end() : [{ type: "text", text: piece.value.text }, ...reader.end()]);
}

/**
 * A function call comes whole, in one part. Arguments in parts (`partialArgs`, Vertex only) have to be asked for and never are; such a call is read without
 * them, and the nameless parts that go on with it are no calls.
 */
function readCall(part: unknown, count: number): ChatPart | null {
  const call = field(part, "functionCall");
  const name = textOf(field(call, "name"));
  if (name === "") return null;
  const id = textOf(field(call, "id"));
  return { type: "tool_call", id: id === "" ? `call_${count}` : id, name, arguments: JSON.stringify(field(call, "args") ?? {}) };
}

/** Thoughts are billed as output and counted beside it; what tools put into the prompt is billed as input and counted beside that. */
function readUsage(usage: unknown): TokenUsage | null {
  const input = countOf(field(usage, "promptTokenCount"));
  const output = countOf(field(usage, "candidatesTokenCount"));
  if (input === null && output === null) return null;
  const thoughts = countOf(field(usage, "thoughtsTokenCount")) ?? 0;
  return {
    input_tokens: (input ?? 0) + (countOf(field(usage, "toolUsePromptTokenCount")) ?? 0),
    output_tokens: (output ?? 0) + thoughts,
    cached_input_tokens: countOf(field(usage, "cachedContentTokenCount")) ?? 0,
    reasoning_tokens: thoughts,
  };
}

/** A reason that nobody here knows counts as cut: a complete answer still parses. */
function finishOf(reason: string | null, hasCalls: boolean): FinishReason {
  if (reason === "STOP") return hasCalls ? "tool_calls" : "stop";
  return reason !== null && WITHHELD.has(reason) ? "refused" : "cut";
}
