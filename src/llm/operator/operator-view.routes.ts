import { Hono } from "hono";
import { problemResponse } from "../../identity/problem-response.ts";
import { readQuery } from "../../identity/read-request.ts";
import { callsQuerySchema, overviewQuerySchema, tenantQuerySchema } from "../../protocol/operator.schema.ts";
import { exportCalls } from "./export-calls.usecase.ts";
import type { CacheDesk } from "./operator.port.ts";
import { type ReadOverviewDeps, readOverview } from "./read-overview.usecase.ts";
import { windowOf } from "./window.ts";

export interface OperatorViewDeps extends ReadOverviewDeps {
  readonly cache: CacheDesk;
}

/** What happened and how things stand: the overview, the calls one by one and as a file, and the one thing to do about a cache. */
export function createOperatorViewRoutes(deps: OperatorViewDeps) {
  return new Hono()
    .get("/v1/operator/overview", async (c) => {
      const query = readQuery(c, overviewQuerySchema);
      if (!query.ok) return problemResponse(query.error);
      return c.json(await readOverview(deps, { tenant_id: query.value.tenant, range: query.value.range }));
    })
    .get("/v1/operator/calls", async (c) => {
      const query = readQuery(c, callsQuerySchema);
      if (!query.ok) return problemResponse(query.error);
      const { tenant, cursor = null, limit } = query.value;
      return c.json(await deps.calls.list(tenant, { cursor, limit }));
    })
    .get("/v1/operator/calls.csv", (c) => {
      const query = readQuery(c, overviewQuerySchema);
      if (!query.ok) return problemResponse(query.error);
      const { tenant, range } = query.value;
      const lines = exportCalls(deps.calls, tenant, windowOf(range, deps.clock.now()).from_ms);
      return c.body(streamOf(lines), 200, {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="calls-${tenant}-${range}.csv"`,
      });
    })
    .post("/v1/operator/cache/purge", async (c) => {
      const query = readQuery(c, tenantQuerySchema);
      if (!query.ok) return problemResponse(query.error);
      return c.json(await deps.cache.purge(query.value.tenant));
    });
}

/** Text as it comes, page by page as the client takes it. */
function streamOf(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
}
