import { z } from "zod";
import { createModels, type ModelsDeps } from "../../src/llm/answer.usecase.ts";
import { type CallLimits, DEFAULT_CALL_LIMITS } from "../../src/llm/call-limits.ts";
import type { ChatModel, ChatPart, ChatRequest } from "../../src/llm/chat-model.port.ts";
import { toJsonSchema } from "../../src/llm/json-schema.schema.ts";
import type { ModelCall, Models } from "../../src/llm/models.port.ts";
import { createProviderModel } from "../../src/llm/providers/create-model.adapter.ts";
import { freeEntry } from "../support/free-entry.ts";
import { systemTimer } from "../../src/llm/timer.adapter.ts";

export const verdictSchema = z.object({
  verdict: z.enum(["correct", "wrong", "embedded"]),
  confidence: z.number().min(0).max(1).default(1),
});
export type Verdict = z.output<typeof verdictSchema>;

/** A door with real time and no jitter; tests change what they are about. */
export function openDoor(models: readonly ChatModel[], limits: Partial<CallLimits> = {}, deps: Partial<ModelsDeps> = {}): Models {
  return createModels({
    route: () => models.map(freeEntry),
    clock: { now: () => Date.now() },
    timer: systemTimer,
    random: { bytes: (length) => new Uint8Array(length) },
    limits: { ...DEFAULT_CALL_LIMITS, minCallMs: 10, ...limits },
    toJsonSchema,
    ...deps,
  });
}

export function verdictCall(changes: Partial<ModelCall<Verdict>> = {}): ModelCall<Verdict> {
  return {
    agent: "evaluator",
    temperature: 0.1,
    prompt: () => ({ system: "Judge.", user: "Reply: 42" }),
    schema: verdictSchema,
    embedded: () => ({ verdict: "embedded", confidence: 0 }),
    deadline_ms: 10_000,
    embedded_only: false,
    ...changes,
  };
}

export interface HttpModelOptions {
  readonly model?: string;
  readonly apiKey?: string | null;
  readonly stream?: boolean;
  readonly structured?: "json_schema" | "json_object" | "off";
}

/** The real provider path to an OpenAI-compatible server. */
export function httpModel(
  baseUrl: string,
  { model = "m", apiKey = null, stream = true, structured = "json_object" }: HttpModelOptions = {},
): ChatModel {
  return createProviderModel({ id: "custom", dialect: "openai", base_url: baseUrl, api_key: apiKey, stream, structured }, model);
}

export type Script = (request: ChatRequest, call: number) => AsyncIterable<ChatPart> | readonly ChatPart[];

/** A model that does what a script says, one call after the other, and remembers what it was asked. */
export function scriptedModel(route: string, script: Script, streams = true): ChatModel & { readonly requests: readonly ChatRequest[] } {
  const requests: ChatRequest[] = [];
  return {
    route,
    streams,
    requests,
    async *complete(request) {
      requests.push(request);
      yield* script(request, requests.length);
    },
  };
}

/** A whole answer that ended properly. */
export function saying(text: string): readonly ChatPart[] {
  return [
    { type: "text", text },
    { type: "finish", reason: "stop" },
  ];
}
