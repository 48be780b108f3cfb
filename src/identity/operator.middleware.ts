import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import type { ProtocolError } from "../protocol/errors.ts";
import { isId } from "../shared/ids.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { PUBLIC_TENANT } from "./create-learner.usecase.ts";
import type { Profile } from "./identity.config.ts";
import { sourceOf } from "./identity.middleware.ts";
import { ATTEMPT_WINDOW_S, type FailedAttempts } from "./operator-attempts.ts";
import type { TenantList } from "./operator.port.ts";
import type { OperatorSessions } from "./operator-sessions.port.ts";
import { problemResponse } from "./problem-response.ts";
import { canChange, isSameOrigin } from "./request-origin.ts";

export interface OperatorEnv {
  /** Until when the page's sign-in holds; null for a bearer token. */
  Variables: { operator_until: string | null };
}

export interface AuthoriseOperatorDeps {
  readonly config: { readonly profile: Profile };
  /** Null: OPERATOR_TOKEN is not set, so nobody is an operator. */
  readonly operators: OperatorSessions | null;
  readonly attempts: FailedAttempts;
}

const NOT_CONFIGURED: ProtocolError = {
  code: "operator_not_configured",
  detail:
    "Set OPERATOR_TOKEN (32 bytes or more): `openssl rand -base64 36 | npx wrangler secret put OPERATOR_TOKEN`, locally `npm start` makes one.",
};
const WRONG: ProtocolError = {
  code: "unauthenticated",
  detail: "Send OPERATOR_TOKEN as `Authorization: Bearer`, or sign in on /operator. A learner's token or cookie gives nothing here.",
};

/** Lets only operators on: programs with the token as a bearer, and our own page with the cookie of a sign-in. */
export function authoriseOperator(deps: AuthoriseOperatorDeps): MiddlewareHandler<OperatorEnv> {
  return async (c, next) => {
    if (!deps.operators) return problemResponse(NOT_CONFIGURED);
    const authorization = c.req.header("authorization");
    if (authorization !== undefined) {
      const checked = await checkToken(c, deps, /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? "");
      if (!checked.ok) return refuse(checked.error);
      c.set("operator_until", null);
      return next();
    }
    const session = await readSession(c, deps);
    if (!session) return refuse(WRONG);
    const source = sourceOf(c);
    if (canChange(source) && !isSameOrigin(source))
      return problemResponse({
        code: "forbidden_origin",
        detail: "Only the operator's own page may act with its cookie; programs send a bearer token.",
      });
    c.set("operator_until", session.expires_at);
    return next();
  };
}

/**
 * Lets on only what is asked of a tenant that is there: a slip in an id would otherwise show zeros, set budgets that hold nobody back, and make keys that no
 * budget stops. Stands behind `authoriseOperator`. What is no id at all is the route's to refuse.
 */
export function requireTenant(tenants: Pick<TenantList, "hasTenant">): MiddlewareHandler {
  return async (c, next) => {
    const asked = c.req.query("tenant") ?? PUBLIC_TENANT;
    // The public tenant is always there, so its budgets can be set while the registry is out of reach.
    if (asked === PUBLIC_TENANT || !isId("ten", asked) || (await tenants.hasTenant(asked))) return next();
    return problemResponse({
      code: "tenant_not_found",
      detail: "GET /v1/operator/tenants lists those there are; PUT /v1/operator/tenants/{tenant_id} with a name makes one.",
    });
  };
}

/** Whether whoever asks is also signed in on the operator's page. It authorises nothing by itself. */
export async function isOperator(c: Context, deps: Pick<AuthoriseOperatorDeps, "config" | "operators">): Promise<boolean> {
  return (await readSession(c, deps)) !== null;
}

async function readSession(c: Context, { config, operators }: Pick<AuthoriseOperatorDeps, "config" | "operators">) {
  const cookie = getCookie(c, operatorCookie(config.profile));
  return cookie === undefined || !operators ? null : await operators.read(cookie);
}

/** Whether the token shown is the deployment's. Wrong ones are counted by address, and too many are refused unread. */
export async function checkToken(
  c: Context,
  { operators, attempts }: AuthoriseOperatorDeps,
  token: string,
): Promise<Result<OperatorSessions, ProtocolError>> {
  if (!operators) return err(NOT_CONFIGURED);
  const address = c.req.header("cf-connecting-ip") ?? "unknown";
  if (attempts.isBlocked(address))
    return err({ code: "too_many_requests", detail: "Too many wrong tokens from this address. Wait a minute." });
  if (await operators.isToken(token)) return ok(operators);
  attempts.add(address);
  return err(WRONG);
}

/** A refusal with the headers that belong to it. */
export function refuse(error: ProtocolError): Response {
  if (error.code === "too_many_requests") return problemResponse(error, { "Retry-After": `${ATTEMPT_WINDOW_S}` });
  return problemResponse(error);
}

/** `__Host-` ties the cookie to this host and to https; local http has to do without. */
export function operatorCookie(profile: Profile): string {
  return profile === "production" ? "__Host-cairn-operator" : "cairn-operator";
}
