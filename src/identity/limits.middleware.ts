import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { IdentityEnv } from "./identity.middleware.ts";
import { problemResponse } from "./problem-response.ts";

/** Pasted materials (60,000 characters) with every character escaped as JSON allows (`\u0000`, 6 bytes), and room for the rest of the body. */
export const MAX_BODY_BYTES = 400_000;
/** The window of the rate limit in wrangler.toml. */
const RATE_WINDOW_S = 60;

/** Refuses bodies above the limit, by their declared length or, when there is none, while they are read. */
export function limitBody(): MiddlewareHandler {
  return bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: () => problemResponse({ code: "too_large", detail: `A request body has at most ${MAX_BODY_BYTES} bytes.` }),
  });
}

/**
 * The outer fence against floods of writes, per learner or, before there is one, per address. `limiter` is null where nobody floods: locally and in
 * tests. If the limiter itself fails the request goes on: exact limits are counted elsewhere.
 */
export function limitRate(limiter: Pick<RateLimit, "limit"> | null): MiddlewareHandler<IdentityEnv> {
  return async (c, next) => {
    if (!limiter || c.req.method === "GET" || c.req.method === "HEAD") return next();
    const key = c.var.principal?.learner_id ?? c.req.header("cf-connecting-ip") ?? "unknown";
    const { success } = await limiter.limit({ key }).catch(() => ({ success: true }));
    if (success) return next();
    return problemResponse(
      { code: "too_many_requests", detail: "Wait a minute and send it again." },
      { "Retry-After": `${RATE_WINDOW_S}` },
    );
  };
}
