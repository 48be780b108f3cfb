import { primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** A tenant's own route for an agent (`default`: all that have none), in place of the deployment's. `entries` is a JSON array of `<provider>:<model>`. */
export const tenantRoutes = sqliteTable(
  "tenant_routes",
  {
    tenant_id: text().notNull(),
    agent: text().notNull(),
    entries: text().notNull(),
    updated_at: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenant_id, table.agent] })],
);
