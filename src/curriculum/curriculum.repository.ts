import { and, asc, eq, getTableColumns } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { z } from "zod";
import { lessonCardSchema } from "../protocol/http.schema.ts";
import type { TenantId } from "../shared/ids.ts";
import { lessons, packNodes, packs } from "./curriculum.table.ts";
import { type Pack, packOutlineSchema, packSchema } from "./pack.schema.ts";

/** A lesson as the shelf shows it, with the pack version that a session started now is taught from. */
const lessonSchema = lessonCardSchema.extend({ pack_id: z.string(), pack_version: z.number().int() });
export type Lesson = z.output<typeof lessonSchema>;

export interface CurriculumRepository {
  /** The tenant's shelf, in its order. */
  listLessons(tenantId: TenantId): Promise<Lesson[]>;
  findLesson(tenantId: TenantId, lessonId: string): Promise<Lesson | null>;
  /** A whole pack, parsed again: what was stored by an older version of the loader is refused here and not in the middle of a lesson. */
  loadPack(packId: string, version: number): Promise<Pack | null>;
}

/** The curriculum in D1. */
export function createCurriculumRepository(d1: D1Database): CurriculumRepository {
  const db = drizzle(d1);
  const { tenant_id: _tenant, position: _position, ...lessonColumns } = getTableColumns(lessons);

  return {
    async listLessons(tenantId) {
      const rows = await db
        .select(lessonColumns)
        .from(lessons)
        .where(eq(lessons.tenant_id, tenantId))
        .orderBy(asc(lessons.position), asc(lessons.lesson_id));
      return rows.map((row) => lessonSchema.parse(row));
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
  };
}
