import { asc, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { tenants } from "./identity.table.ts";
import type { TenantList } from "./operator.port.ts";

/** More are not shown; an operator with more of them works over the API. */
const MAX_TENANTS = 500;

/** Organisations, in D1. For operators alone: the list is the one query that names no tenant. */
export function createTenantList(d1: D1Database): TenantList {
  const db = drizzle(d1);
  return {
    listTenants: () =>
      db.select({ tenant_id: tenants.tenant_id, name: tenants.name }).from(tenants).orderBy(asc(tenants.name)).limit(MAX_TENANTS),
    async hasTenant(tenantId) {
      const found = await db.select({ tenant_id: tenants.tenant_id }).from(tenants).where(eq(tenants.tenant_id, tenantId)).limit(1);
      return found.length > 0;
    },
    async saveTenant({ tenant_id, name }, at) {
      await db.insert(tenants).values({ tenant_id, name, created_at: at }).onConflictDoUpdate({ target: tenants.tenant_id, set: { name } });
    },
  };
}
