import { and, asc, count, eq, inArray, isNull, lt, ne, notInArray, sql, type SQL } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type Clock, toIso } from "../../shared/clock.ts";
import { isId } from "../../shared/ids.ts";
import { documents } from "./courses.table.ts";
import { type Ingestion, type StoredDocument, storedDocumentSchema } from "./document.schema.ts";
import type { DocumentChanges, DocumentStore } from "./document-store.port.ts";

const MAX_STUCK = 100;

/** How an attempt begins. */
const BEGINNING = {
  unit: "bytes",
  done: 0,
  total: null,
  failure_code: null,
  failure_detail: null,
  failure_page: null,
} satisfies DocumentChanges;

/** Documents in D1. */
export function createDocumentRepository(d1: D1Database, clock: Clock): DocumentStore {
  const db = drizzle(d1);
  const now = () => toIso(clock.now());
  const toDocument = (row: object): StoredDocument => storedDocumentSchema.parse(row);
  const select = async (...where: (SQL | undefined)[]): Promise<StoredDocument | null> => {
    const [row] = await db
      .select()
      .from(documents)
      .where(and(...where))
      .limit(1);
    return row ? toDocument(row) : null;
  };
  const one = ({ tenant_id, document_id }: Pick<StoredDocument, "tenant_id" | "document_id">) =>
    and(eq(documents.document_id, document_id), eq(documents.tenant_id, tenant_id));
  const isAlive = ne(documents.status, "deleting");
  const isCurrent = (ingestion: Ingestion) => and(one(ingestion), eq(documents.version, ingestion.version), isAlive);

  return {
    async add(document) {
      const row = {
        ...document,
        ...BEGINNING,
        content_hash: null,
        bytes: 0,
        kind: null,
        version: 1,
        findings: [],
        pages: null,
        passages: 0,
      };
      return toDocument(
        await db
          .insert(documents)
          .values({ ...row, updated_at: document.created_at })
          .returning()
          .get(),
      );
    },

    findOf: (tenant_id, document_id) => select(one({ tenant_id, document_id })),

    find: ({ tenant_id, learner_id }, document_id) => select(one({ tenant_id, document_id }), eq(documents.owner_id, learner_id)),

    async list(courseId) {
      const rows = await db
        .select()
        .from(documents)
        .where(eq(documents.course_id, courseId))
        .orderBy(asc(documents.created_at), asc(documents.document_id));
      return rows.map(toDocument);
    },

    async count(courseId) {
      const [row] = await db.select({ documents: count() }).from(documents).where(eq(documents.course_id, courseId));
      return row?.documents ?? 0;
    },

    findByContent: (courseId, contentHash) =>
      select(eq(documents.course_id, courseId), eq(documents.content_hash, contentHash), isNull(documents.source_url), isAlive),

    findUnderWay: (courseId, sourceUrl) =>
      select(
        eq(documents.course_id, courseId),
        eq(documents.source_url, sourceUrl),
        notInArray(documents.status, ["ready", "failed", "deleting"]),
      ),

    async listReplaced({ course_id, document_id, name, source_url, created_at }) {
      const rows = await db
        .select()
        .from(documents)
        .where(
          and(
            eq(documents.course_id, course_id),
            ne(documents.document_id, document_id),
            source_url === null ? and(isNull(documents.source_url), eq(documents.name, name)) : eq(documents.source_url, source_url),
            lt(documents.created_at, created_at),
            isAlive,
          ),
        );
      return rows.map(toDocument);
    },

    current: (ingestion) => select(isCurrent(ingestion)),

    async update(ingestion, changes) {
      // A second document with the same bytes is refused by the index of contents, and that is no surprise.
      const row = sql`UPDATE OR IGNORE ${documents} SET ${sql.join(
        Object.entries({ ...changes, updated_at: now() }).map(
          ([name, value]) => sql`${sql.identifier(name)} = ${Array.isArray(value) ? JSON.stringify(value) : value}`,
        ),
        sql`, `,
      )} WHERE ${isCurrent(ingestion)}`;
      const { meta } = await db.run(row);
      return meta.changes > 0;
    },

    async retry(document) {
      const [row] = await db
        .update(documents)
        .set({ ...BEGINNING, status: "waiting", version: document.version + 1, updated_at: now() })
        .where(and(isCurrent(document), eq(documents.status, "failed")))
        .returning();
      return row ? toDocument(row) : null;
    },

    async markDeleting(document) {
      // Without its hash and address the same bytes and the same page can come in again at once.
      const changes = { status: "deleting", content_hash: null, source_url: null, updated_at: now() };
      const [row] = await db.update(documents).set(changes).where(one(document)).returning();
      return row ? toDocument(row) : null;
    },

    isAlive: async (tenant_id, document_id) => (await select(one({ tenant_id, document_id }), isAlive)) !== null,

    async stuck(status, before) {
      const isStuck =
        status === "uploading" ? and(eq(documents.status, "fetching"), isNull(documents.source_url)) : eq(documents.status, status);
      const rows = await db
        .select()
        .from(documents)
        .where(and(isStuck, lt(documents.updated_at, before)))
        .orderBy(asc(documents.updated_at))
        .limit(MAX_STUCK);
      return rows.map(toDocument);
    },

    async tenants() {
      const rows = await db.selectDistinct({ tenant_id: documents.tenant_id }).from(documents).where(eq(documents.status, "ready"));
      return rows.flatMap(({ tenant_id }) => (isId("ten", tenant_id) ? [tenant_id] : []));
    },

    async remove(document) {
      await db.delete(documents).where(one(document));
    },

    async names(tenantId, documentIds) {
      if (documentIds.length === 0) return new Map();
      const rows = await db
        .select({ id: documents.document_id, name: documents.name })
        .from(documents)
        .where(and(eq(documents.tenant_id, tenantId), inArray(documents.document_id, [...documentIds].slice(0, 90)), isAlive));
      return new Map(rows.map(({ id, name }) => [id, name]));
    },
  };
}
