import { and, count, desc, eq, getTableColumns, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { courseCardSchema } from "../../protocol/course.schema.ts";
import type { Principal } from "../../protocol/principal.ts";
import { type CourseId, isId } from "../../shared/ids.ts";
import { courses, documents } from "./courses.table.ts";
import type { CourseStore } from "./document-store.port.ts";

/** More are not shown: nobody has so many. */
const MAX_LISTED = 500;

/** Courses in D1. */
export function createCourseRepository(d1: D1Database): CourseStore {
  const db = drizzle(d1);
  const { tenant_id: _tenant, owner_id: _owner, ...columns } = getTableColumns(courses);
  const cards = () =>
    db
      .select({
        ...columns,
        documents: count(documents.document_id),
        passages: sql<number>`coalesce(sum(iif(${documents.status} = 'ready', ${documents.passages}, 0)), 0)`,
      })
      .from(courses)
      .leftJoin(documents, eq(documents.course_id, courses.course_id))
      .groupBy(courses.course_id);
  const ofOwner = ({ tenant_id, learner_id }: Principal) => and(eq(courses.tenant_id, tenant_id), eq(courses.owner_id, learner_id));
  const one = (owner: Principal, courseId: CourseId) => and(ofOwner(owner), eq(courses.course_id, courseId));

  return {
    async add({ tenant_id, learner_id }, course) {
      await db.insert(courses).values({ ...course, tenant_id, owner_id: learner_id });
    },
    async list(owner) {
      const rows = await cards().where(ofOwner(owner)).orderBy(desc(courses.created_at), desc(courses.course_id)).limit(MAX_LISTED);
      return rows.map((row) => courseCardSchema.parse(row));
    },
    async find(owner, courseId) {
      const [row] = await cards().where(one(owner, courseId));
      return row ? courseCardSchema.parse(row) : null;
    },
    async tenantOf(courseId) {
      const [row] = await db.select({ tenant_id: courses.tenant_id }).from(courses).where(eq(courses.course_id, courseId));
      return row && isId("ten", row.tenant_id) ? row.tenant_id : null;
    },
    async remove(owner, courseId) {
      await db.delete(courses).where(one(owner, courseId));
    },
  };
}
