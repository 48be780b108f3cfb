import type { MiddlewareHandler } from "hono";
import type { KeyRate } from "./api-key-rate.ts";
import { apiErrorResponse } from "./api-key-response.ts";
import type { ApiClient, ApiKeyLookup } from "./api-key.port.ts";

export interface ApiKeyEnv {
  Variables: { api_client: ApiClient };
}

export interface AuthoriseApiKeyDeps {
  readonly api_key_lookup: ApiKeyLookup;
  readonly key_rate: KeyRate;
}

/**
 * Lets only tenants' software on, by the key it sends as a bearer. Learners' tokens, cookies and the operator's token give nothing here. The same words
 * whatever was wrong with a key: the answer must not help anyone to find a better one.
 */
export function authoriseApiKey({ api_key_lookup, key_rate }: AuthoriseApiKeyDeps): MiddlewareHandler<ApiKeyEnv> {
  return async (c, next) => {
    const key = /^Bearer +(\S+) *$/i.exec(c.req.header("authorization") ?? "")?.[1];
    const client = key === undefined ? null : await api_key_lookup.find(key);
    if (client === null)
      return apiErrorResponse(
        {
          status: 401,
          type: "invalid_request_error",
          code: "invalid_api_key",
          param: null,
          message: "Send a valid API key of your organisation as `Authorization: Bearer cairn_sk_…`. The operator makes them on /operator.",
        },
        { "WWW-Authenticate": "Bearer" },
      );
    const waitSeconds = key_rate.take(client.key_id);
    if (waitSeconds > 0)
      return apiErrorResponse(
        {
          status: 429,
          type: "rate_limit_error",
          code: "rate_limit_exceeded",
          param: null,
          message: `This key sends requests too fast. Wait ${waitSeconds} s.`,
        },
        { "Retry-After": `${waitSeconds}` },
      );
    c.set("api_client", client);
    return next();
  };
}
