import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Organisations; everything belongs to exactly one. */
export const tenants = sqliteTable("tenants", {
  tenant_id: text().primaryKey(),
  name: text().notNull(),
  created_at: text().notNull(),
});

/** Learners, anonymous ones included: nothing about a person but the id. */
export const learners = sqliteTable(
  "learners",
  {
    learner_id: text().primaryKey(),
    tenant_id: text()
      .notNull()
      .references(() => tenants.tenant_id),
    created_at: text().notNull(),
  },
  (table) => [index("learners_of_tenant").on(table.tenant_id, table.created_at)],
);
