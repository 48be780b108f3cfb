import type { ApiKeyRow, CreatedApiKey, TenantRow } from "../protocol/operator.schema.ts";
import type { TenantId } from "../shared/ids.ts";

/** The keys with which a tenant's own software calls the API. */
export interface ApiKeyDesk {
  /** Newest first, revoked ones included. */
  list(tenantId: TenantId): Promise<readonly ApiKeyRow[]>;
  /** A new key; the plain key is told this once and kept nowhere. */
  create(tenantId: TenantId, label: string): Promise<CreatedApiKey>;
  /** Ends a key; one that has ended stays as it is. False: the tenant has no such key. */
  revoke(tenantId: TenantId, keyId: string): Promise<boolean>;
}

export interface TenantList {
  /** Every organisation, by name. */
  listTenants(): Promise<readonly TenantRow[]>;
  hasTenant(tenantId: TenantId): Promise<boolean>;
  /** Enters an organisation, or gives it another name; `at` is ISO 8601 in UTC. */
  saveTenant(tenant: { readonly tenant_id: TenantId; readonly name: string }, at: string): Promise<void>;
}
