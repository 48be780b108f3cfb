import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** Courses: what a person gathers documents in. Each belongs to whoever made it. */
export const courses = sqliteTable(
  "courses",
  {
    course_id: text().primaryKey(),
    tenant_id: text().notNull(),
    owner_id: text().notNull(),
    title: text().notNull(),
    language: text().notNull(),
    created_at: text().notNull(),
  },
  (table) => [index("courses_of_owner").on(table.tenant_id, table.owner_id, table.created_at)],
);

/** Documents of courses: where each came from and how far it has come. Their bytes and texts are in R2, their passages in `passages`. */
export const documents = sqliteTable(
  "documents",
  {
    document_id: text().primaryKey(),
    tenant_id: text().notNull(),
    owner_id: text().notNull(),
    course_id: text().notNull(),
    /** Once it is ready it replaces older ones of the same name. */
    name: text().notNull(),
    media_type: text(),
    /** Of a page that is fetched; once it is ready it replaces older ones from there. */
    source_url: text(),
    /** SHA-256 (hex) of its bytes; null until they are there. */
    content_hash: text(),
    bytes: integer().notNull(),
    kind: text(),
    status: text().notNull(),
    /** Counts the attempts at reading it: after one that failed there may be another. */
    version: integer().notNull(),
    unit: text().notNull(),
    done: integer().notNull(),
    total: integer(),
    failure_code: text(),
    failure_detail: text(),
    failure_page: integer(),
    /** JSON: `Finding[]`. */
    findings: text({ mode: "json" }).notNull(),
    pages: integer(),
    /** How many it was cut into; known before the first is written, so that none is ever forgotten. */
    passages: integer().notNull(),
    created_at: text().notNull(),
    updated_at: text().notNull(),
  },
  (table) => [
    index("documents_of_course").on(table.course_id, table.created_at),
    index("documents_by_status").on(table.status, table.updated_at),
    // Two uploads of the same bytes are one document, also when they come at the same time.
    uniqueIndex("documents_by_content").on(table.course_id, table.content_hash).where(sql`source_url IS NULL`),
  ],
);
