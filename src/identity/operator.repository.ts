import { asc } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { tenants } from "./identity.table.ts";
import type { TenantList } from "./operator.port.ts";

/** More are not shown; an operator with more of them works over the API. */
const MAX_TENANTS = 500;

/** Organisations, in D1. For operators alone: the one query that names no tenant. */
export function createTenantList(d1: D1Database): TenantList {
  const db = drizzle(d1);
  return {
    listTenants: () =>
      db.select({ tenant_id: tenants.tenant_id, name: tenants.name }).from(tenants).orderBy(asc(tenants.name)).limit(MAX_TENANTS),
  };
}
