import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The shelf: which lessons a tenant offers, and from which pack each is taught. */
export const lessons = sqliteTable(
  "lessons",
  {
    tenant_id: text().notNull(),
    lesson_id: text().notNull(),
    pack_id: text().notNull(),
    pack_version: integer().notNull(),
    title: text().notNull(),
    promise: text().notNull(),
    subject: text().notNull(),
    language: text().notNull(),
    node_count: integer().notNull(),
    /** Estimated length of the preselected path. */
    minutes: integer().notNull(),
    licence: text().notNull(),
    /** JSON: the pack's `sources`. */
    sources: text({ mode: "json" }).notNull(),
    /** Place on the shelf, smallest first. */
    position: integer().notNull(),
    /** On whose shelf alone it stands; null: on everybody's. Whoever knows its id can start it. */
    owner_id: text(),
    /** The course from whose documents it was made; null for others. */
    course_id: text(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.lesson_id] }),
    // Everybody without an organisation shares a tenant: without these each look at a shelf would read what all others have made.
    index("lessons_of_owner").on(table.tenant_id, table.owner_id, table.position),
    index("lessons_of_course").on(table.tenant_id, table.course_id),
  ],
);

/** Packs that can be taught, every version that was ever published. Shared by all tenants; reached only through a tenant's lesson. */
export const packs = sqliteTable(
  "packs",
  {
    pack_id: text().notNull(),
    version: integer().notNull(),
    /** JSON: a `PackOutline`, the pack without its nodes. */
    outline: text({ mode: "json" }).notNull(),
    /** SHA-256 (hex) of the whole pack: tells whether a published version was changed. */
    checksum: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.pack_id, table.version] })],
);

/** A pack's nodes, a row each: a D1 statement may be 100 KB at most, a whole pack is larger. */
export const packNodes = sqliteTable(
  "pack_nodes",
  {
    pack_id: text().notNull(),
    version: integer().notNull(),
    position: integer().notNull(),
    node_id: text().notNull(),
    /** JSON: a `PackNode`. */
    body: text({ mode: "json" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.pack_id, table.version, table.position] })],
);
