import { and, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { z } from "zod";
import type { TenantRoutes } from "./tenant-settings.port.ts";
import { tenantRoutes } from "./tenant-routes.table.ts";

const entriesSchema = z.array(z.string());

/** Tenants' routes in D1. */
export function createTenantRoutes(d1: D1Database): TenantRoutes {
  const db = drizzle(d1);
  return {
    async list(tenantId) {
      const rows = await db
        .select({ agent: tenantRoutes.agent, entries: tenantRoutes.entries })
        .from(tenantRoutes)
        .where(eq(tenantRoutes.tenant_id, tenantId));
      return rows.map(({ agent, entries }) => ({ agent, entries: entriesSchema.parse(JSON.parse(entries)) }));
    },

    async put(tenantId, { agent, entries }, at) {
      const route = { entries: JSON.stringify(entries), updated_at: at };
      await db
        .insert(tenantRoutes)
        .values({ tenant_id: tenantId, agent, ...route })
        .onConflictDoUpdate({ target: [tenantRoutes.tenant_id, tenantRoutes.agent], set: route });
    },

    async remove(tenantId, agent) {
      await db.delete(tenantRoutes).where(and(eq(tenantRoutes.tenant_id, tenantId), eq(tenantRoutes.agent, agent)));
    },
  };
}
