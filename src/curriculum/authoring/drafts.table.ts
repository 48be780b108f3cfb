import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Lessons that are being made from a course's documents. Instants are ISO 8601 in UTC. */
export const drafts = sqliteTable(
  "drafts",
  {
    draft_id: text().primaryKey(),
    tenant_id: text().notNull(),
    /** Who asked for it; nobody else sees it. */
    owner_id: text().notNull(),
    course_id: text().notNull(),
    /** JSON: what was asked for, a `DraftCreate`. */
    request: text({ mode: "json" }).notNull(),
    language: text().notNull(),
    status: text().notNull(),
    by: text().notNull(),
    detail: text().notNull(),
    /** What models have cost so far, in nano-dollars. */
    cost_nanousd: integer().notNull(),
    /** How people decided, kept when the parts are gone. */
    approved: integer().notNull(),
    edited: integer().notNull(),
    rejected: integer().notNull(),
    expires_at: text(),
    lesson_id: text(),
    created_at: text().notNull(),
    updated_at: text().notNull(),
  },
  (table) => [index("drafts_of_course").on(table.tenant_id, table.course_id, table.created_at)],
);

/** What a draft's nodes are, beside their parts. */
export const draftNodes = sqliteTable(
  "draft_nodes",
  {
    draft_id: text().notNull(),
    node_id: text().notNull(),
    position: integer().notNull(),
    /** JSON: a `DraftNode`. */
    body: text({ mode: "json" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.draft_id, table.node_id] })],
);

/** What a person decides on, one by one. */
export const draftParts = sqliteTable(
  "draft_parts",
  {
    draft_id: text().notNull(),
    part_id: text().notNull(),
    node_id: text().notNull(),
    position: integer().notNull(),
    decision: text().notNull(),
    /** JSON: a `StoredPart`. */
    body: text({ mode: "json" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.draft_id, table.part_id] })],
);

/** From which document each passage of a draft is: what has to go when the document goes. */
export const draftPassages = sqliteTable(
  "draft_passages",
  {
    draft_id: text().notNull(),
    passage_id: text().notNull(),
    tenant_id: text().notNull(),
    document_id: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.draft_id, table.passage_id] }),
    index("draft_passages_of_document").on(table.tenant_id, table.document_id),
  ],
);

/** Who decided what, and when; only added to. */
export const draftAudit = sqliteTable(
  "draft_audit",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    draft_id: text().notNull(),
    at: text().notNull(),
    /** Null when nobody did: time ran out, or the pipeline went on. */
    by_id: text(),
    what: text().notNull(),
    part_id: text(),
  },
  (table) => [index("draft_audit_of_draft").on(table.draft_id, table.id)],
);
