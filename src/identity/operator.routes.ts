import { Hono } from "hono";
import { deleteCookie, setCookie } from "hono/cookie";
import { fieldError } from "../protocol/check-shape.ts";
import {
  apiKeyBodySchema,
  operatorLoginBodySchema,
  type OperatorSession,
  tenantBodySchema,
  tenantIdSchema,
  tenantQuerySchema,
  type TenantRow,
} from "../protocol/operator.schema.ts";
import { type Clock, toIso } from "../shared/clock.ts";
import { sourceOf } from "./identity.middleware.ts";
import { type AuthoriseOperatorDeps, checkToken, operatorCookie, type OperatorEnv, refuse } from "./operator.middleware.ts";
import type { ApiKeyDesk, TenantList } from "./operator.port.ts";
import { OPERATOR_SESSION_S } from "./operator-sessions.port.ts";
import { problemResponse } from "./problem-response.ts";
import { readBody, readQuery } from "./read-request.ts";
import { isSameOrigin } from "./request-origin.ts";

export interface OperatorIdentityDeps {
  readonly clock: Clock;
  readonly tenant_list: TenantList;
  readonly api_keys: ApiKeyDesk;
}

/** POST /v1/operator/login and /logout: the token for a cookie that scripts cannot read and other sites cannot use, and back. */
export function createOperatorLoginRoutes(deps: AuthoriseOperatorDeps) {
  const cookie = operatorCookie(deps.config.profile);
  const flags = { path: "/", httpOnly: true, sameSite: "Strict", secure: deps.config.profile === "production" } as const;

  return new Hono()
    .use("/v1/operator/:way{login|logout}", async (c, next) =>
      isSameOrigin(sourceOf(c))
        ? next()
        : problemResponse({
            code: "forbidden_origin",
            detail: "Sign in on /operator; programs send OPERATOR_TOKEN as a bearer with each request.",
          }),
    )
    .post("/v1/operator/login", async (c) => {
      const body = await readBody(c, operatorLoginBodySchema);
      if (!body.ok) return problemResponse(body.error);
      const checked = await checkToken(c, deps, body.value.token.trim());
      if (!checked.ok) return refuse(checked.error);
      const { session, expires_at } = await checked.value.open();
      setCookie(c, cookie, session, { ...flags, maxAge: OPERATOR_SESSION_S });
      return c.json({ expires_at } satisfies OperatorSession);
    })
    .post("/v1/operator/logout", (c) => {
      deleteCookie(c, cookie, flags);
      return c.body(null, 204);
    });
}

/** What of this room the operator sees and changes: the sign-in, the tenants, and the keys of their programs. */
export function createOperatorIdentityRoutes(deps: OperatorIdentityDeps) {
  return new Hono<OperatorEnv>()
    .get("/v1/operator/session", (c) => c.json({ expires_at: c.var.operator_until } satisfies OperatorSession))
    .get("/v1/operator/tenants", async (c) => c.json({ tenants: await deps.tenant_list.listTenants() }))
    .put("/v1/operator/tenants/:tenant_id", async (c) => {
      const id = tenantIdSchema.safeParse(c.req.param("tenant_id"));
      if (!id.success) return problemResponse(fieldError([{ field: "tenant_id", message: "ten_ and 1 to 60 letters, digits, _ or -" }]));
      const body = await readBody(c, tenantBodySchema);
      if (!body.ok) return problemResponse(body.error);
      const tenant: TenantRow = { tenant_id: id.data, ...body.value };
      await deps.tenant_list.saveTenant({ ...tenant, tenant_id: id.data }, toIso(deps.clock.now()));
      return c.json(tenant);
    })
    .get("/v1/operator/api-keys", async (c) => {
      const query = readQuery(c, tenantQuerySchema);
      if (!query.ok) return problemResponse(query.error);
      return c.json({ api_keys: await deps.api_keys.list(query.value.tenant) });
    })
    .post("/v1/operator/api-keys", async (c) => {
      const query = readQuery(c, tenantQuerySchema);
      if (!query.ok) return problemResponse(query.error);
      const body = await readBody(c, apiKeyBodySchema);
      if (!body.ok) return problemResponse(body.error);
      return c.json(await deps.api_keys.create(query.value.tenant, body.value.label), 201);
    })
    .delete("/v1/operator/api-keys/:key_id", async (c) => {
      const query = readQuery(c, tenantQuerySchema);
      if (!query.ok) return problemResponse(query.error);
      if (await deps.api_keys.revoke(query.value.tenant, c.req.param("key_id"))) return c.body(null, 204);
      return problemResponse({
        code: "api_key_not_found",
        detail: "It still opens what it opened; GET /v1/operator/api-keys?tenant=ten_… lists a tenant's.",
      });
    });
}
