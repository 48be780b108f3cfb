import { and, asc, eq, getTableColumns } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { ProviderKeys } from "./provider-keys.port.ts";
import { providerKeys } from "./provider-keys.table.ts";

/** Tenants' keys for providers, sealed, in D1. */
export function createProviderKeys(d1: D1Database): ProviderKeys {
  const db = drizzle(d1);
  const { tenant_id: _tenant, ...columns } = getTableColumns(providerKeys);
  return {
    list: (tenantId) =>
      db.select(columns).from(providerKeys).where(eq(providerKeys.tenant_id, tenantId)).orderBy(asc(providerKeys.provider)),

    async put(tenantId, key) {
      await db
        .insert(providerKeys)
        .values({ tenant_id: tenantId, ...key })
        .onConflictDoUpdate({ target: [providerKeys.tenant_id, providerKeys.provider], set: key });
    },

    async replace(tenantId, provider, old, renewed) {
      await db
        .update(providerKeys)
        .set(renewed)
        .where(and(eq(providerKeys.tenant_id, tenantId), eq(providerKeys.provider, provider), eq(providerKeys.sealed, old.sealed)));
    },

    async remove(tenantId, provider) {
      await db.delete(providerKeys).where(and(eq(providerKeys.tenant_id, tenantId), eq(providerKeys.provider, provider)));
    },
  };
}
