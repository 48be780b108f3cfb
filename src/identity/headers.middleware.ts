import type { MiddlewareHandler } from "hono";
import { SECURITY_HEADERS } from "./security-headers.ts";

/** Puts the security headers on every answer, and keeps learners' data out of caches. */
export function secureHeaders(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    // A socket's 101 carries the socket itself and may not be copied; no page is shown from it.
    if (c.res.status === 101) return;
    // Answers of the object and of the assets binding have immutable headers.
    const response = new Response(c.res.body, c.res);
    // Bytes that somebody sent in are locked up more tightly by whoever hands them out.
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) if (!response.headers.has(name)) response.headers.set(name, value);
    if (c.req.path.startsWith("/v1/") && !response.headers.has("Cache-Control")) response.headers.set("Cache-Control", "no-store");
    c.res = response;
  };
}
