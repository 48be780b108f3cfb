import { and, asc, eq, exists, getTableColumns, isNull, type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { z } from "zod";
import { lessonCardSchema } from "../protocol/http.schema.ts";
import type { Principal } from "../protocol/principal.ts";
import type { LearnerId, TenantId } from "../shared/ids.ts";
import { drafts } from "./authoring/drafts.table.ts";
import { lessons, packNodes, packs } from "./curriculum.table.ts";
import { type Pack, packOutlineSchema, packSchema } from "./pack.schema.ts";

/** A lesson as the shelf shows it, with the pack version that a session started now is taught from. */
const lessonSchema = lessonCardSchema.extend({ pack_id: z.string(), pack_version: z.number().int() });
export type Lesson = z.output<typeof lessonSchema>;

export interface NewLesson {
  readonly lesson_id: string;
  readonly pack: Pack;
  /** The draft that waits for this, and what is then to be said of it; `at` is ISO 8601 in UTC. */
  readonly draft: { readonly draft_id: string; readonly detail: string; readonly at: string };
}

export interface CurriculumRepository {
  /** The tenant's shelf, in its order; after it what this person made from documents of their own. */
  listLessons(tenantId: TenantId, learnerId?: LearnerId): Promise<Lesson[]>;
  /** Ids of the lessons that were made from a course. */
  lessonsOfCourse(tenantId: TenantId, courseId: string): Promise<string[]>;
  findLesson(tenantId: TenantId, lessonId: string): Promise<Lesson | null>;
  /** A whole pack, parsed again: what was stored by an older version of the loader is refused here and not in the middle of a lesson. */
  loadPack(packId: string, version: number): Promise<Pack | null>;
  /**
   * Puts a lesson with its pack on its owner's shelf and ends the draft that it was made from, both or neither. False, and nothing is there: the draft no longer
   * waited for that. What was published stays as it was: publishing it again changes nothing.
   */
  publishLesson(owner: Principal, lesson: NewLesson): Promise<boolean>;
  /** Takes away the lessons that somebody published, with their packs. Sessions that have begun keep their own copy. */
  removeLessons(owner: Principal): Promise<void>;
}

/** Lessons of somebody's own stand behind the tenant's. */
const AFTER_THE_SHELF = 1_000_000;

/** SHA-256 (hex) of a pack's content. */
async function checksumOf(pack: Pack): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(pack)));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The curriculum in D1. */
export function createCurriculumRepository(d1: D1Database): CurriculumRepository {
  const db = drizzle(d1);
  const { tenant_id: _tenant, position: _position, owner_id: _owner, course_id: _course, ...lessonColumns } = getTableColumns(lessons);

  return {
    async listLessons(tenantId, learnerId) {
      // Two queries, because SQLite finds "nobody's or theirs" in one by reading all that the tenant has.
      const shelf = (isOnIt: SQL) =>
        db
          .select(lessonColumns)
          .from(lessons)
          .where(and(eq(lessons.tenant_id, tenantId), isOnIt))
          .orderBy(asc(lessons.position), asc(lessons.lesson_id));
      const common = shelf(isNull(lessons.owner_id));
      const shelves = learnerId === undefined ? [await common] : await db.batch([common, shelf(eq(lessons.owner_id, learnerId))]);
      return shelves.flat().map((row) => lessonSchema.parse(row));
    },

    async lessonsOfCourse(tenantId, courseId) {
      const rows = await db
        .select({ lesson_id: lessons.lesson_id })
        .from(lessons)
        .where(and(eq(lessons.tenant_id, tenantId), eq(lessons.course_id, courseId)));
      return rows.map(({ lesson_id }) => lesson_id);
    },

    async findLesson(tenantId, lessonId) {
      const [row] = await db
        .select(lessonColumns)
        .from(lessons)
        .where(and(eq(lessons.tenant_id, tenantId), eq(lessons.lesson_id, lessonId)));
      return row ? lessonSchema.parse(row) : null;
    },

    async loadPack(packId, version) {
      // One batch: the outline and the nodes are of the same moment.
      const [[pack], nodes] = await db.batch([
        db
          .select({ outline: packs.outline })
          .from(packs)
          .where(and(eq(packs.pack_id, packId), eq(packs.version, version))),
        db
          .select({ body: packNodes.body })
          .from(packNodes)
          .where(and(eq(packNodes.pack_id, packId), eq(packNodes.version, version)))
          .orderBy(asc(packNodes.position)),
      ]);
      if (!pack) return null;
      return packSchema.parse({ ...packOutlineSchema.parse(pack.outline), nodes: nodes.map((node) => node.body) });
    },

    async removeLessons({ tenant_id, learner_id }) {
      const theirs = and(eq(lessons.tenant_id, tenant_id), eq(lessons.owner_id, learner_id));
      const packIds = (await db.select({ pack_id: lessons.pack_id }).from(lessons).where(theirs)).map(({ pack_id }) => pack_id);
      for (const id of packIds)
        await db.batch([db.delete(packNodes).where(eq(packNodes.pack_id, id)), db.delete(packs).where(eq(packs.pack_id, id))]);
      await db.delete(lessons).where(theirs);
    },

    async publishLesson({ tenant_id, learner_id }, { lesson_id, pack, draft }) {
      const { nodes, ...outline } = pack;
      const key = { pack_id: pack.id, version: pack.version };
      const shown = new Set(pack.paths[0]?.sequence);
      const { title, promise, subject, language, licence, sources } = pack;
      const { draft_id, detail, at: updated_at } = draft;
      const isIt = eq(drafts.draft_id, draft_id);
      // One transaction: whoever withdraws the draft comes before it or after it, and never in between.
      const claimed = exists(
        db
          .select({ draft_id: drafts.draft_id })
          .from(drafts)
          .where(and(isIt, eq(drafts.status, "published"), eq(drafts.lesson_id, lesson_id))),
      );
      const [published] = await db.batch([
        db
          .update(drafts)
          .set({ status: "published", detail, lesson_id, expires_at: null, updated_at })
          .where(and(isIt, eq(drafts.tenant_id, tenant_id), eq(drafts.owner_id, learner_id), eq(drafts.status, "review")))
          .returning({ draft_id: drafts.draft_id }),
        db
          .insert(packs)
          .select(rowIf(claimed, packs, { ...key, outline, checksum: await checksumOf(pack) }))
          .onConflictDoNothing(),
        ...nodes.map((body, position) =>
          db
            .insert(packNodes)
            .select(rowIf(claimed, packNodes, { ...key, position, node_id: body.id, body }))
            .onConflictDoNothing(),
        ),
        db
          .insert(lessons)
          .select(
            rowIf(claimed, lessons, {
              tenant_id,
              lesson_id,
              pack_id: pack.id,
              pack_version: pack.version,
              ...{ title, promise, subject, language, licence, sources },
              node_count: shown.size,
              minutes: nodes.reduce((sum, { id, minutes }) => sum + (shown.has(id) ? minutes : 0), 0),
              position: AFTER_THE_SHELF,
              owner_id: learner_id,
              course_id: pack.course_id ?? null,
            }),
          )
          .onConflictDoNothing(),
      ]);
      return published.length > 0;
    },
  };
}

/** A row that is written only where something holds, its columns in the order of the table. */
function rowIf<T extends SQLiteTable>(holds: SQL, table: T, row: T["$inferInsert"]): SQL {
  const given = new Map<string, unknown>(Object.entries(row));
  const values = Object.entries(getTableColumns(table)).map(([name, column]) => sql.param(given.get(name) ?? null, column));
  return sql`SELECT ${sql.join(values, sql`, `)} WHERE ${holds}`;
}
