import type { TenantId } from "../shared/ids.ts";

/** A tenant's own software, known by its key. */
export interface ApiClient {
  readonly tenant_id: TenantId;
  readonly key_id: string;
}

export interface ApiKeyLookup {
  /** Whose key this is; null: nobody's, or it was revoked. A revoked key is refused within 30 s. */
  find(key: string): Promise<ApiClient | null>;
}
