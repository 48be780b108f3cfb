import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * Which sessions there are and whose they are. Not the truth about a session (that is its object), only what a learner's list shows; it may lag
 * behind by a moment. Instants are ISO 8601 in UTC, so that they sort as text.
 */
export const sessions = sqliteTable(
  "sessions",
  {
    session_id: text().primaryKey(),
    tenant_id: text().notNull(),
    learner_id: text().notNull(),
    lesson_id: text().notNull(),
    title: text().notNull(),
    status: text({ enum: ["open", "completed", "abandoned"] }).notNull(),
    current_index: integer().notNull(),
    node_count: integer().notNull(),
    created_at: text().notNull(),
    updated_at: text().notNull(),
  },
  (table) => [index("sessions_of_learner").on(table.tenant_id, table.learner_id, table.updated_at)],
);
