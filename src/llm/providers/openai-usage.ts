import type { TokenUsage } from "../chat-model.port.ts";
import { countOf, field } from "./read-json.ts";

/**
 * The `usage` of a chat completion; null where there is none. Most providers count hidden reasoning among the completion tokens; xAI counts it beside
 * them and only its total tells, which is why the total is looked at.
 */
export function readOpenAiUsage(usage: unknown): TokenUsage | null {
  const input = countOf(field(usage, "prompt_tokens"));
  const output = countOf(field(usage, "completion_tokens"));
  if (input === null && output === null) return null;
  const reasoning = countOf(field(field(usage, "completion_tokens_details"), "reasoning_tokens")) ?? 0;
  const total = countOf(field(usage, "total_tokens")) ?? 0;
  const isBeside = reasoning > 0 && total === (input ?? 0) + (output ?? 0) + reasoning;
  const cached =
    countOf(field(field(usage, "prompt_tokens_details"), "cached_tokens")) ?? countOf(field(usage, "prompt_cache_hit_tokens")) ?? 0;
  return {
    input_tokens: input ?? 0,
    output_tokens: (output ?? 0) + (isBeside ? reasoning : 0),
    cached_input_tokens: cached,
    reasoning_tokens: reasoning,
  };
}
