import { createWorkersAI } from "workers-ai-provider";
import type { ChatModel, Structured } from "../chat-model.port.ts";
import { toChatModel } from "./language-model.adapter.ts";

// Workers AI's own default is 256 tokens, less than one teaching turn. Three paths of many nodes take about 3,000.
const MAX_OUTPUT_TOKENS = 4_096;

export interface WorkersAiOptions {
  readonly binding: Ai;
  readonly model: string;
  readonly structured: Structured;
  /** The AI Gateway to go through; null for none. */
  readonly gateway_id: string | null;
}

/**
 * A model on Workers AI, through the binding. Not streamed: Workers AI refuses a JSON schema while streaming. It knows no `json_object` mode, so that
 * setting sends the schema too.
 */
export function createWorkersAiModel({ binding, model, structured, gateway_id }: WorkersAiOptions): ChatModel {
  return toChatModel(createWorkersAI({ binding, ...(gateway_id === null ? {} : { gateway: { id: gateway_id } }) })(model), {
    route: `workers-ai:${model}`,
    structured: structured === "off" ? "off" : "json_schema",
    max_output_tokens: MAX_OUTPUT_TOKENS,
  });
}
