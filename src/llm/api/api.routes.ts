import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { type ApiKeyEnv, authoriseApiKey, type AuthoriseApiKeyDeps } from "../../identity/api-key.middleware.ts";
import { apiErrorResponse } from "../../identity/api-key-response.ts";
import { describeError } from "../../shared/describe-error.ts";
import { badRequest, INTERNAL } from "./api-problems.ts";
import { type ChatCompletionsDeps, createChatCompletionsRoutes } from "./chat-completions.routes.ts";
import type { EmbedTextsDeps } from "./embed-texts.usecase.ts";
import { createEmbeddingsRoutes } from "./embeddings.routes.ts";
import { createModelsRoutes } from "./models.routes.ts";

/** A long chat: 250,000 tokens of English. */
const MAX_BODY_BYTES = 1_000_000;
const PATHS = {
  "/v1/chat/completions": "POST, OPTIONS",
  "/v1/embeddings": "POST, OPTIONS",
  "/v1/models": "GET, HEAD, OPTIONS",
  "/v1/models/:model{.+}": "GET, HEAD, OPTIONS",
} as const;
/** What else OpenAI's clients ask for: they are told so in their own words. */
const ABSENT =
  "/v1/:part{assistants|audio|batches|chat|completions|conversations|evals|files|fine_tuning|images|moderations|realtime|responses|threads|uploads|vector_stores|videos}";

export interface ApiRoutesDeps extends AuthoriseApiKeyDeps, ChatCompletionsDeps, EmbedTextsDeps {}

/**
 * What clients of OpenAI's API find here, over the same routes, budgets and breakers as lessons. Errors are in OpenAI's shape, surprises too. It has to stand
 * before the middleware for learners, which takes every bearer for a learner's.
 */
export function createApiRoutes(deps: ApiRoutesDeps) {
  const app = new Hono<ApiKeyEnv>().onError((error, c) => {
    deps.logger.error("request_failed", { method: c.req.method, path: c.req.path, reason: describeError(error) });
    return apiErrorResponse(INTERNAL);
  });
  for (const [path, allow] of Object.entries(PATHS))
    app
      .use(path, async (c, next) => (c.req.method === "OPTIONS" ? c.body(null, 204, { Allow: allow }) : next()))
      .use(path, authoriseApiKey(deps), limitApiBody());
  app.route("/", createChatCompletionsRoutes(deps)).route("/", createEmbeddingsRoutes(deps)).route("/", createModelsRoutes(deps));
  for (const [path, allow] of Object.entries(PATHS))
    app.all(path, () => {
      const message = "POST to /v1/chat/completions and /v1/embeddings, GET /v1/models.";
      return apiErrorResponse({ ...badRequest("method_not_allowed", null, message), status: 405 }, { Allow: allow });
    });
  for (const path of [ABSENT, `${ABSENT}/*`])
    app.all(path, () => {
      const message = "This part of OpenAI's API is not here. There are /v1/chat/completions, /v1/embeddings and /v1/models.";
      return apiErrorResponse({ ...badRequest("unknown_url", null, message), status: 404 });
    });
  return app;
}

function limitApiBody() {
  return bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: () =>
      apiErrorResponse({ ...badRequest("too_large", null, `A request body has at most ${MAX_BODY_BYTES} bytes.`), status: 413 }),
  });
}
