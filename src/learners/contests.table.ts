import { index, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Verdicts that learners think are wrong and nobody has looked at yet: an index over learners, whose own objects hold the truth. */
export const contests = sqliteTable(
  "contests",
  {
    tenant_id: text().notNull(),
    learner_id: text().notNull(),
    evidence_id: text().notNull(),
    skill: text().notNull(),
    /** When it was contested. */
    at: text().notNull(),
    reason: text().notNull(),
    verdict: text().notNull(),
    question: text().notNull(),
    quoted: text(),
    lesson_title: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.learner_id, table.evidence_id] }),
    index("contests_of_tenant").on(table.tenant_id, table.at),
  ],
);
