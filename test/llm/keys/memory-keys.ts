import type { ProviderKeys, StoredKey } from "../../../src/llm/keys/provider-keys.port.ts";
import type { TenantId } from "../../../src/shared/ids.ts";

/** Tenants' keys in memory. */
export function memoryKeys(): ProviderKeys & { readonly rows: readonly (StoredKey & { readonly tenant_id: TenantId })[] } {
  let rows: (StoredKey & { readonly tenant_id: TenantId })[] = [];
  const isRow = (tenantId: TenantId, provider: string) => (row: (typeof rows)[number]) =>
    row.tenant_id === tenantId && row.provider === provider;
  return {
    get rows() {
      return rows;
    },
    list: async (tenantId) => rows.filter((row) => row.tenant_id === tenantId).map(({ tenant_id: _tenant, ...row }) => row),
    async put(tenantId, key) {
      rows = [...rows.filter((row) => !isRow(tenantId, key.provider)(row)), { tenant_id: tenantId, ...key }];
    },
    async replace(tenantId, provider, old, renewed) {
      rows = rows.map((row) => (isRow(tenantId, provider)(row) && row.sealed === old.sealed ? { ...row, ...renewed } : row));
    },
    async remove(tenantId, provider) {
      rows = rows.filter((row) => !isRow(tenantId, provider)(row));
    },
  };
}
