import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Keys with which a tenant's own software calls the API. Only a hash is kept. */
export const apiKeys = sqliteTable(
  "api_keys",
  {
    key_id: text().primaryKey(),
    tenant_id: text().notNull(),
    label: text().notNull(),
    /** SHA-256 of the key, hexadecimal. */
    key_hash: text().notNull().unique(),
    last_four: text().notNull(),
    created_at: text().notNull(),
    /** Null while it is good. */
    revoked_at: text(),
  },
  (table) => [index("api_keys_of_tenant").on(table.tenant_id, table.created_at)],
);
