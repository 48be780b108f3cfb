import { Hono } from "hono";
import type { ApiKeyEnv } from "../../identity/api-key.middleware.ts";
import { newId } from "../../shared/ids.ts";
import { answerHeaders, keeperOf, readJson, refuse } from "./api-edge.routes.ts";
import { type EmbedTextsDeps, embedTexts } from "./embed-texts.usecase.ts";
import { embeddingsBody } from "./embeddings-body.ts";
import { readEmbeddingsBody } from "./embeddings.schema.ts";

/** POST /v1/embeddings. */
export function createEmbeddingsRoutes(deps: EmbedTextsDeps) {
  return new Hono<ApiKeyEnv>().post("/v1/embeddings", async (c) => {
    const read = await readJson(c);
    const body = read.ok ? readEmbeddingsBody(read.value) : read;
    if (!body.ok) return refuse(body.error);
    const { signal } = c.req.raw;
    const done = await embedTexts(deps, { caller: c.var.api_client, body: body.value, signal, keepAlive: keeperOf(c) });
    if (!done.ok) return refuse(done.error);
    const { route, cost_nanousd } = done.value;
    const id = `embd-${newId("cal", deps.random).slice("cal_".length)}`;
    return c.json(embeddingsBody(done.value, body.value.encoding_format), 200, answerHeaders(id, route, cost_nanousd));
  });
}
