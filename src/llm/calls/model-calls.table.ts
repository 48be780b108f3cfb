import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * One row a call to a model (`CallRecord`), for the operator's page and exports. Not the truth about money: that is the ledger. The key is the only index,
 * because every further one is a further row written for each call; the migration makes it WITHOUT ROWID, so that the key is the row.
 */
export const modelCalls = sqliteTable(
  "model_calls",
  {
    tenant_id: text().notNull(),
    at: text().notNull(),
    call_id: text().notNull(),
    course_id: text(),
    learner_id: text(),
    session_id: text(),
    turn_id: text(),
    agent: text().notNull(),
    purpose: text({ enum: ["turn", "speculation", "api"] }).notNull(),
    route: text().notNull(),
    key: text({ enum: ["operator", "tenant"] }).notNull(),
    outcome: text().notNull(),
    cache: text({ enum: ["none", "exact", "semantic", "speculation"] }).notNull(),
    fallback_reason: text(),
    input_tokens: integer().notNull(),
    output_tokens: integer().notNull(),
    cached_input_tokens: integer().notNull(),
    reasoning_tokens: integer().notNull(),
    is_estimated: integer({ mode: "boolean" }).notNull(),
    cost_nanousd: integer().notNull(),
    saved_nanousd: integer().notNull(),
    first_token_ms: integer(),
    total_ms: integer().notNull(),
    prompt_hash: text(),
  },
  (table) => [primaryKey({ columns: [table.tenant_id, table.at, table.call_id] })],
);
