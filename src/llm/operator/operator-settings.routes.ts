import { Hono } from "hono";
import { problemResponse } from "../../identity/problem-response.ts";
import { readBody, readQuery } from "../../identity/read-request.ts";
import { fieldError } from "../../protocol/check-shape.ts";
import {
  budgetBodySchema,
  budgetKeySchema,
  providerKeyBodySchema,
  routeBodySchema,
  tenantQuerySchema,
} from "../../protocol/operator.schema.ts";
import type { BudgetDesk, KeyDesk, RouteDesk } from "./operator.port.ts";

export interface OperatorSettingsDeps {
  readonly budgets: Pick<BudgetDesk, "list" | "put" | "remove">;
  readonly routes: Pick<RouteDesk, "list" | "put" | "remove">;
  readonly keys: KeyDesk;
}

/** What the operator sets for a tenant: budgets, routes, and keys for providers. What is set can be taken back. */
export function createOperatorSettingsRoutes(deps: OperatorSettingsDeps) {
  return new Hono().route("/", budgetRoutes(deps)).route("/", modelRoutes(deps)).route("/", keyRoutes(deps));
}

function budgetRoutes({ budgets }: Pick<OperatorSettingsDeps, "budgets">) {
  return new Hono()
    .get("/v1/operator/budgets", async (c) => {
      const query = readQuery(c, tenantQuerySchema);
      if (!query.ok) return problemResponse(query.error);
      return c.json({ budgets: await budgets.list(query.value.tenant) });
    })
    .put("/v1/operator/budgets", async (c) => {
      const query = readQuery(c, tenantQuerySchema);
      if (!query.ok) return problemResponse(query.error);
      const body = await readBody(c, budgetBodySchema);
      if (!body.ok) return problemResponse(body.error);
      await budgets.put(query.value.tenant, body.value);
      return c.body(null, 204);
    })
    .delete("/v1/operator/budgets", async (c) => {
      const query = readQuery(c, budgetKeySchema);
      if (!query.ok) return problemResponse(query.error);
      const { tenant, ...key } = query.value;
      await budgets.remove(tenant, key);
      return c.body(null, 204);
    });
}

function modelRoutes({ routes }: Pick<OperatorSettingsDeps, "routes">) {
  return new Hono()
    .get("/v1/operator/routes", async (c) => {
      const query = readQuery(c, tenantQuerySchema);
      if (!query.ok) return problemResponse(query.error);
      return c.json(await routes.list(query.value.tenant));
    })
    .get("/v1/operator/routes/:agent", async (c) => {
      const query = readQuery(c, tenantQuerySchema);
      if (!query.ok) return problemResponse(query.error);
      const { routes: inForce } = await routes.list(query.value.tenant);
      const found = inForce.find(({ agent }) => agent === c.req.param("agent"));
      return found
        ? c.json(found)
        : problemResponse({ code: "not_found", detail: "No agent has this name; GET /v1/operator/routes lists them." });
    })
    .put("/v1/operator/routes/:agent", async (c) => {
      const query = readQuery(c, tenantQuerySchema);
      if (!query.ok) return problemResponse(query.error);
      const body = await readBody(c, routeBodySchema);
      if (!body.ok) return problemResponse(body.error);
      const done = await routes.put(query.value.tenant, c.req.param("agent"), body.value.entries);
      return done.ok ? c.body(null, 204) : problemResponse(fieldError(done.error));
    })
    .delete("/v1/operator/routes/:agent", async (c) => {
      const query = readQuery(c, tenantQuerySchema);
      if (!query.ok) return problemResponse(query.error);
      await routes.remove(query.value.tenant, c.req.param("agent"));
      return c.body(null, 204);
    });
}

function keyRoutes({ keys }: Pick<OperatorSettingsDeps, "keys">) {
  return new Hono()
    .get("/v1/operator/keys", async (c) => {
      const query = readQuery(c, tenantQuerySchema);
      if (!query.ok) return problemResponse(query.error);
      return c.json(await keys.list(query.value.tenant));
    })
    .put("/v1/operator/keys/:provider", async (c) => {
      const query = readQuery(c, tenantQuerySchema);
      if (!query.ok) return problemResponse(query.error);
      const body = await readBody(c, providerKeyBodySchema);
      if (!body.ok) return problemResponse(body.error);
      const done = await keys.put(query.value.tenant, c.req.param("provider"), body.value);
      return done.ok ? c.json(done.value) : problemResponse(fieldError(done.error));
    })
    .delete("/v1/operator/keys/:provider", async (c) => {
      const query = readQuery(c, tenantQuerySchema);
      if (!query.ok) return problemResponse(query.error);
      await keys.remove(query.value.tenant, c.req.param("provider"));
      return c.body(null, 204);
    });
}
