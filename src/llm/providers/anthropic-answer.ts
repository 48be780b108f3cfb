import type { Result } from "../../shared/result.ts";
import { err, ok } from "../../shared/result.ts";
import type { ChatPart, FinishReason, TokenUsage } from "../chat-model.port.ts";
import { lasting, type ModelFailure } from "../model-failure.ts";
import type { AnswerPiece, AnswerReader } from "./dialect.port.ts";
import { countOf, field, listOf, textOf } from "./read-json.ts";
import { failureOfReport } from "./reported-error.ts";
import { createToolCallJoiner, type ToolCallJoiner } from "./tool-calls.ts";

const NOTHING: AnswerPiece = { text: "", is_alive: false };
const ALIVE: AnswerPiece = { text: "", is_alive: true };
const NO_MESSAGE = lasting("provider_error", "answered with something that is no message");

/**
 * Reads Anthropic's event stream (https://docs.claude.com/en/docs/build-with-claude/streaming). Events of unknown kinds are passed over, as its versioning
 * policy asks; pings say that the connection lives, not that the model does. A second `message_start` begins the answer anew: a gateway tried again.
 */
export function createAnthropicReader(): AnswerReader {
  let tools = createToolCallJoiner();
  let openTools = new Set<number>();
  let usage: Readonly<Record<string, unknown>> = {};
  let reason: string | null = null;
  const readDelta = (event: unknown): AnswerPiece => {
    const delta = field(event, "delta");
    const type = field(delta, "type");
    if (type === "text_delta") return { text: textOf(field(delta, "text")), is_alive: false };
    if (type === "thinking_delta") return ALIVE;
    if (type !== "input_json_delta" || !openTools.has(countOf(field(event, "index")) ?? -1)) return NOTHING;
    tools.add({ index: countOf(field(event, "index")), id: "", name: "", arguments: textOf(field(delta, "partial_json")) });
    return ALIVE;
  };
  const readStart = (event: unknown): AnswerPiece => {
    const block = field(event, "content_block");
    const index = countOf(field(event, "index")) ?? -1;
    if (field(block, "type") === "text") return { text: textOf(field(block, "text")), is_alive: false };
    if (field(block, "type") !== "tool_use") return ALIVE;
    openTools.add(index);
    addToolUse(tools, block, index);
    return ALIVE;
  };
  return {
    read(event) {
      switch (field(event, "type")) {
        case "message_start":
          tools = createToolCallJoiner();
          openTools = new Set();
          usage = asRecord(field(field(event, "message"), "usage"));
          return ok(NOTHING);
        case "content_block_start":
          return ok(readStart(event));
        case "content_block_delta":
          return ok(readDelta(event));
        case "message_delta":
          // Its counts are totals, not increments; what it leaves out stands as it was.
          usage = { ...usage, ...asRecord(field(event, "usage")) };
          reason = textOf(field(field(event, "delta"), "stop_reason")) || reason;
          return ok(NOTHING);
        case "error":
          return err(failureOfReport(field(event, "error")));
        default:
          return typeof field(event, "type") === "string"
            ? ok(NOTHING)
            : err(field(event, "error") === undefined ? NO_MESSAGE : failureOfReport(field(event, "error")));
      }
    },
    // Before the last `message_delta` the output is not counted yet: no figure is better than a wrong one.
    end: () => endOf(tools, reason === null ? null : usage, reason),
  };
}

/** Reads a message that came whole. */
export function readAnthropicMessage(body: unknown): Result<readonly ChatPart[], ModelFailure> {
  const error = field(body, "error");
  if (error !== undefined && error !== null) return err(failureOfReport(error));
  const content = field(body, "content");
  if (!Array.isArray(content)) return err(NO_MESSAGE);
  const tools = createToolCallJoiner();
  for (const [index, block] of listOf(content).entries()) {
    if (field(block, "type") === "tool_use") addToolUse(tools, block, index);
  }
  const text = listOf(content)
    .map((block) => (field(block, "type") === "text" ? textOf(field(block, "text")) : ""))
    .join("");
  const reason = textOf(field(body, "stop_reason"));
  return ok([...(text === "" ? [] : [{ type: "text", text } as const]), ...endOf(tools, field(body, "usage"), reason)]);
}

function addToolUse(tools: ToolCallJoiner, block: unknown, index: number): void {
  const input = field(block, "input");
  // In a stream the input starts as {} and its pieces follow.
  const args = Object.keys(asRecord(input)).length === 0 ? "" : JSON.stringify(input);
  tools.add({ index, id: textOf(field(block, "id")), name: textOf(field(block, "name")), arguments: args });
}

function endOf(tools: ToolCallJoiner, usage: unknown, reason: string | null): readonly ChatPart[] {
  const parts: ChatPart[] = [...tools.calls()];
  const counted = readUsage(usage);
  if (counted !== null) parts.push({ type: "usage", usage: counted });
  parts.push({ type: "finish", reason: finishOf(reason) });
  return parts;
}

/** Anthropic counts what its cache gave and took beside `input_tokens`; ours counts them in. */
function readUsage(usage: unknown): TokenUsage | null {
  const input = countOf(field(usage, "input_tokens"));
  const output = countOf(field(usage, "output_tokens"));
  if (input === null && output === null) return null;
  const cached = countOf(field(usage, "cache_read_input_tokens")) ?? 0;
  const written = countOf(field(usage, "cache_creation_input_tokens")) ?? 0;
  return {
    input_tokens: (input ?? 0) + cached + written,
    output_tokens: output ?? 0,
    cached_input_tokens: cached,
    reasoning_tokens: countOf(field(field(usage, "output_tokens_details"), "thinking_tokens")) ?? 0,
  };
}

/** `pause_turn` and whatever is new count as cut: a complete answer still parses. */
function finishOf(reason: string | null): FinishReason {
  if (reason === "end_turn" || reason === "stop_sequence") return "stop";
  if (reason === "tool_use") return "tool_calls";
  return reason === "refusal" ? "refused" : "cut";
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
