import type { MiddlewareHandler } from "hono";
import { TrieRouter } from "hono/router/trie-router";
import { problemResponse } from "./problem-response.ts";

/** One route of an app, as Hono lists it; `ALL` is what stands before routes. */
interface Listed {
  readonly method: string;
  readonly path: string;
}

/**
 * Whether there is such an address at all, and such a method, before anybody is asked who they are: routes are no secret, and "send another token" is no
 * help where the address is wrong. 404 for what is not there; 405 with `Allow` for another method (RFC 9110, 15.5.6); `OPTIONS` says what there is. It grants
 * nothing to pages of other origins.
 *
 * @param routes asked once, with the first request: routes are put together after this
 */
export function refuseUnknown(routes: () => readonly Listed[]): MiddlewareHandler {
  let router: TrieRouter<string> | null = null;
  return async (c, next) => {
    router ??= readRoutes(routes());
    // Hono answers HEAD with what GET would say.
    const methods = router.match("ALL", c.req.path)[0].flatMap(([method]) => (method === "GET" ? ["GET", "HEAD"] : [method]));
    const { method } = c.req;
    if (methods.length === 0)
      return problemResponse({
        code: "not_found",
        detail: "Check the address; docs/wire.md, docs/operating.md and docs/api.md list the routes.",
      });
    if (methods.includes(method)) return next();
    const allow = [...new Set(methods), "OPTIONS"].join(", ");
    if (method === "OPTIONS") return new Response(null, { status: 204, headers: { Allow: allow } });
    return problemResponse({ code: "method_not_allowed", detail: `This address takes ${allow}.` }, { Allow: allow });
  };
}

function readRoutes(routes: readonly Listed[]): TrieRouter<string> {
  const router = new TrieRouter<string>();
  for (const { method, path } of routes) if (method !== "ALL") router.add("ALL", path, method);
  return router;
}
