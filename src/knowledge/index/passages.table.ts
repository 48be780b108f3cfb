import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/**
 * Passages of documents. Their words are in `passages_fts` beside this table (FTS5, its content is here), which triggers of the migration keep in step:
 * a passage is there exactly as long as it is published.
 */
export const passages = sqliteTable(
  "passages",
  {
    id: integer().primaryKey(),
    tenant_id: text().notNull(),
    course_id: text().notNull(),
    document_id: text().notNull(),
    /** Each reading of a document is a version; one of them is published. */
    version: integer().notNull(),
    ordinal: integer().notNull(),
    passage_id: text().notNull(),
    text: text().notNull(),
    /** JSON. */
    anchor: text().notNull(),
    /** Stems of the headings above it, with spaces between. */
    heads: text().notNull(),
    /** Stems of its text, a sentence a line. */
    body: text().notNull(),
    published: integer().notNull().default(0),
  },
  (table) => [
    uniqueIndex("passages_of_version").on(table.tenant_id, table.document_id, table.version, table.ordinal),
    uniqueIndex("passages_published").on(table.tenant_id, table.passage_id).where(sql`published = 1`),
  ],
);

/** The published version of each document, and its size: what a search has to know of a course without counting. */
export const indexedDocuments = sqliteTable(
  "indexed_documents",
  {
    tenant_id: text().notNull(),
    document_id: text().notNull(),
    course_id: text().notNull(),
    version: integer().notNull(),
    passages: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.document_id] }),
    index("indexed_documents_of_course").on(table.tenant_id, table.course_id),
  ],
);

/** Which embedding models a document has vectors of. The row is there before the first vector, so that no vector is ever forgotten. */
export const documentVectors = sqliteTable(
  "document_vectors",
  {
    tenant_id: text().notNull(),
    document_id: text().notNull(),
    model: text().notNull(),
    course_id: text().notNull(),
    /** Of the document's version that is embedded; null until all its passages are. */
    version: integer(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.document_id, table.model] }),
    index("document_vectors_of_course").on(table.tenant_id, table.course_id),
  ],
);
