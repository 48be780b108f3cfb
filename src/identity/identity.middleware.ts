import type { Context, MiddlewareHandler } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Principal } from "../protocol/principal.ts";
import type { IdentityConfig, Profile } from "./identity.config.ts";
import { problemResponse } from "./problem-response.ts";
import { canChange, isSameOrigin, type RequestSource } from "./request-origin.ts";
import { LEARNER_TOKEN_S, type Tokens } from "./tokens.port.ts";

/** What this middleware puts into the context: who is asking (null: nobody we know) and how we know. */
export interface IdentityEnv {
  Variables: { principal: Principal | null; credential: "bearer" | "cookie" | null };
}

export interface IdentifyDeps {
  readonly config: Pick<IdentityConfig, "profile">;
  readonly tokens: Pick<Tokens, "readLearner">;
}

/**
 * Finds out who is asking. API clients send a bearer token, and a bad one is an error; our own pages send a cookie, and a bad one is as good as none, so
 * that a learner with an old cookie simply gets a new start. What a cookie authorises must come from one of our own pages.
 */
export function identify({ config, tokens }: IdentifyDeps): MiddlewareHandler<IdentityEnv> {
  return async (c, next) => {
    c.set("principal", null);
    c.set("credential", null);

    const authorization = c.req.header("authorization");
    if (authorization !== undefined) {
      const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
      const principal = token === undefined ? null : await tokens.readLearner(token);
      // The same words whatever was wrong: the answer must not help anyone to forge a better one.
      if (!principal)
        return problemResponse({
          code: "unauthenticated",
          detail: "Send a valid learner token as `Authorization: Bearer`; POST /v1/learners, without one, gives it.",
        });
      c.set("principal", principal);
      c.set("credential", "bearer");
      return next();
    }

    const cookie = getCookie(c, cookieName(config.profile));
    const principal = cookie === undefined ? null : await tokens.readLearner(cookie);
    if (!principal) return next();
    const source = sourceOf(c);
    if (canChange(source) && !isSameOrigin(source))
      return problemResponse({
        code: "forbidden_origin",
        detail: "Only our own pages may act with the learner's cookie; other clients send a bearer token.",
      });
    c.set("principal", principal);
    c.set("credential", "cookie");
    return next();
  };
}

/** Keeps the learner's token in a cookie that scripts cannot read and other sites cannot use. */
export function setLearnerCookie(c: Context, profile: Profile, token: string): void {
  setCookie(c, cookieName(profile), token, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: profile === "production",
    maxAge: LEARNER_TOKEN_S,
  });
}

/** Takes the cookie away: its learner is not there any more. */
export function clearLearnerCookie(c: Context, profile: Profile): void {
  deleteCookie(c, cookieName(profile), { path: "/", secure: profile === "production" });
}

/** Which page made the request of this context. */
export function sourceOf(c: Context): RequestSource {
  return { method: c.req.method, url: c.req.url, header: (name) => c.req.header(name) ?? null };
}

/** `__Host-` ties the cookie to this host and to https; local http has to do without. */
function cookieName(profile: Profile): string {
  return profile === "production" ? "__Host-cairn" : "cairn";
}
