import type { ApiKeyRow, CreatedApiKey, TenantRow } from "../protocol/operator.schema.ts";
import type { TenantId } from "../shared/ids.ts";

/** The keys with which a tenant's own software calls the API. */
export interface ApiKeyDesk {
  /** Newest first, revoked ones included. */
  list(tenantId: TenantId): Promise<readonly ApiKeyRow[]>;
  /** A new key; the plain key is told this once and kept nowhere. */
  create(tenantId: TenantId, label: string): Promise<CreatedApiKey>;
  /** Ends a key; ending one that is unknown or ended changes nothing. */
  revoke(tenantId: TenantId, keyId: string): Promise<void>;
}

export interface TenantList {
  /** Every organisation, by name. */
  listTenants(): Promise<readonly TenantRow[]>;
}
