import type { TenantId } from "../../shared/ids.ts";

/** A secret as it is stored: base64url of nonce and ciphertext, and the name of the key that opens it. */
export interface Sealed {
  readonly key_version: string;
  readonly sealed: string;
}

/** A tenant's key for a provider. */
export interface StoredKey extends Sealed {
  readonly provider: string;
  readonly base_url: string | null;
  readonly last_four: string;
  readonly created_at: string;
}

/** Where tenants' keys are kept. */
export interface ProviderKeys {
  list(tenantId: TenantId): Promise<readonly StoredKey[]>;
  put(tenantId: TenantId, key: StoredKey): Promise<void>;
  /** Puts the same key sealed anew in place of `old`, unless somebody has changed it meanwhile. */
  replace(tenantId: TenantId, provider: string, old: Sealed, renewed: Sealed): Promise<void>;
  remove(tenantId: TenantId, provider: string): Promise<void>;
}

/** What a key is bound to: it opens for this tenant, this provider and this address and no other, whoever moves rows about. */
export interface KeyContext {
  readonly tenant_id: TenantId;
  readonly provider: string;
  readonly base_url: string | null;
}

/** Seals and opens keys. The plain key is seen by nobody else. */
export interface KeyCipher {
  /** Names the key that seals now. */
  version(): Promise<string>;
  seal(context: KeyContext, key: string): Promise<Sealed>;
  /** Null when it was sealed with another key, for another context, or is damaged. */
  open(context: KeyContext, sealed: Sealed): Promise<string | null>;
}
