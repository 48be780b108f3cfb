import { Hono } from "hono";
import type { ApiKeyEnv } from "../../identity/api-key.middleware.ts";
import { type ApiContext, refuse } from "./api-edge.routes.ts";
import { type ApiModelsDeps, EMBEDDINGS_MODEL, listApiModels, nameOfApiModel } from "./api-models.usecase.ts";
import { modelNotFound } from "./api-problems.ts";
import type { EmbedTextsDeps } from "./embed-texts.usecase.ts";
import { payerOf } from "./meter-account.ts";

export interface ModelsRoutesDeps extends ApiModelsDeps, Pick<EmbedTextsDeps, "resolveEmbeddings"> {}

/** GET /v1/models, and one of them by its name, which may hold slashes. */
export function createModelsRoutes(deps: ModelsRoutesDeps) {
  return new Hono<ApiKeyEnv>()
    .get("/v1/models", async (c) => c.json({ object: "list", data: (await namesOf(c, deps)).map(modelBody) }))
    .get("/v1/models/:model{.+}", async (c) => {
      const name = nameOfApiModel(c.req.param("model"));
      return (await namesOf(c, deps)).includes(name) ? c.json(modelBody(name)) : refuse(modelNotFound());
    });
}

async function namesOf(c: ApiContext, deps: ModelsRoutesDeps): Promise<readonly string[]> {
  const { route } = await deps.resolveEmbeddings(c.var.api_client.tenant_id);
  const names = await listApiModels(deps, payerOf(c.var.api_client));
  return [...new Set([...names, EMBEDDINGS_MODEL, route])];
}

/** Nobody knows when a model was made, and no client minds. */
function modelBody(name: string) {
  return { id: name, object: "model", created: 0, owned_by: name.split(":")[0] };
}
