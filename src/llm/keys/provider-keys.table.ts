import { primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** A tenant's own key for a provider, encrypted (AES-GCM); the plain key is nowhere. `key_version` names the secret it was encrypted with. */
export const providerKeys = sqliteTable(
  "provider_keys",
  {
    tenant_id: text().notNull(),
    provider: text().notNull(),
    /** Null: the provider's own address. */
    base_url: text(),
    key_version: text().notNull(),
    /** Base64url of nonce and ciphertext. */
    sealed: text().notNull(),
    /** The last four characters, the only part that is ever shown. */
    last_four: text().notNull(),
    created_at: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenant_id, table.provider] })],
);
