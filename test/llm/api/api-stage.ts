import { randomBytes } from "node:crypto";
import { createKeyRate } from "../../../src/identity/api-key-rate.ts";
import { makeApiKey } from "../../../src/identity/api-key.ts";
import { type ApiRoutesDeps, createApiRoutes } from "../../../src/llm/api/api.routes.ts";
import { DEFAULT_CALL_LIMITS } from "../../../src/llm/call-limits.ts";
import type { ChatModel } from "../../../src/llm/chat-model.port.ts";
import type { EmbeddingModel } from "../../../src/llm/embeddings/embedding-model.port.ts";
import type { RouteEntry } from "../../../src/llm/routes/route.port.ts";
import { systemTimer } from "../../../src/llm/timer.adapter.ts";
import { createPurse, type Purse } from "./purse.ts";
import { type ServedApp, serveApp } from "./serve-app.ts";

const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
export const API_KEY = makeApiKey(random);
/** A dollar a million tokens in, two out. */
const PRICE = { input_nanousd: 1_000, cached_input_nanousd: 1_000, output_nanousd: 2_000 };

export function paidEntry(model: ChatModel): RouteEntry {
  return { model, price: PRICE, max_output_tokens: 4_096, key: "operator" };
}

/** Vectors that anybody can check: how long the text is, and its place. */
export const TEXT_LENGTHS: EmbeddingModel = {
  route: "embedded",
  dimensions: 3,
  embed: async (texts) => ({ vectors: texts.map((text, index) => [text.length / 8, index, -0.5]), input_tokens: null }),
};

export interface ApiStage extends ServedApp {
  readonly app: ReturnType<typeof createApiRoutes>;
  readonly purse: Purse;
  readonly errors: string[];
}

export interface StageOptions {
  readonly routes: Readonly<Record<string, readonly ChatModel[]>>;
  readonly cap?: number;
  readonly deps?: Partial<ApiRoutesDeps>;
}

/** Our endpoint over HTTP with one key, and routes of the test's own choice. */
export async function openApiStage({ routes, cap, deps = {} }: StageOptions): Promise<ApiStage> {
  const purse = createPurse(cap);
  const errors: string[] = [];
  const clock = { now: () => Date.now() };
  const app = createApiRoutes({
    api_key_lookup: { find: async (key) => (key === API_KEY ? { tenant_id: "ten_school", key_id: "key_1" } : null) },
    key_rate: createKeyRate(clock, { burst: 1_000, per_second: 1_000 }),
    clock,
    random,
    timer: systemTimer,
    limits: { ...DEFAULT_CALL_LIMITS, retryJitterMs: 1 },
    logger: { info() {}, warn() {}, error: (event, fields) => void errors.push(`${event} ${String(fields?.["reason"])}`) },
    agents: ["tutor"],
    route: (agent) => (routes[agent] ?? []).map(paidEntry),
    openAccount: purse.open,
    resolveEmbeddings: () => TEXT_LENGTHS,
    priceOf: () => PRICE,
    ...deps,
  });
  return { ...(await serveApp(app)), app, purse, errors };
}
