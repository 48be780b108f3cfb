import { and, asc, count, desc, eq, inArray } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { decisionSchema } from "../../protocol/course.schema.ts";
import { auditLineSchema, draftNodeSchema, storedDraftSchema, storedPartSchema } from "./draft.schema.ts";
import type { DraftStore } from "./draft-store.port.ts";
import { draftAudit, draftNodes, draftParts, draftPassages, drafts } from "./drafts.table.ts";

const MAX_LISTED = 100;
/** Rows of one statement: D1 binds at most 100 values in one. */
const ROWS_A_STATEMENT = 20;

/** Drafts in D1. */
export function createDraftRepository(d1: D1Database): DraftStore {
  const db = drizzle(d1);
  const parse = (row: object) => storedDraftSchema.parse(row);

  return {
    async add(draft) {
      await db.insert(drafts).values(draft);
    },
    async find({ tenant_id, learner_id }, draftId) {
      const [row] = await db
        .select()
        .from(drafts)
        .where(and(eq(drafts.draft_id, draftId), eq(drafts.tenant_id, tenant_id), eq(drafts.owner_id, learner_id)));
      return row ? parse(row) : null;
    },
    async load(tenantId, draftId) {
      const [row] = await db
        .select()
        .from(drafts)
        .where(and(eq(drafts.draft_id, draftId), eq(drafts.tenant_id, tenantId)));
      return row ? parse(row) : null;
    },
    async list(tenantId, courseId) {
      const rows = await db
        .select()
        .from(drafts)
        .where(and(eq(drafts.tenant_id, tenantId), eq(drafts.course_id, courseId)))
        .orderBy(desc(drafts.created_at), desc(drafts.draft_id))
        .limit(MAX_LISTED);
      return rows.map(parse);
    },
    async update(draftId, from, changes, at) {
      const changed = await db
        .update(drafts)
        .set({ ...changes, updated_at: at })
        .where(and(eq(drafts.draft_id, draftId), inArray(drafts.status, [...from])))
        .returning({ draft_id: drafts.draft_id });
      return changed.length > 0;
    },
    async savePlan({ draft_id, tenant_id }, nodes, sources) {
      const rows = sources.map((source) => ({ draft_id, tenant_id, ...source }));
      await db.batch([
        db.delete(draftNodes).where(eq(draftNodes.draft_id, draft_id)),
        db.delete(draftParts).where(eq(draftParts.draft_id, draft_id)),
        db.delete(draftPassages).where(eq(draftPassages.draft_id, draft_id)),
        ...nodes.map((body, position) => db.insert(draftNodes).values({ draft_id, node_id: body.id, position, body })),
        ...chunks(rows).map((some) => db.insert(draftPassages).values(some).onConflictDoNothing()),
      ]);
    },
    async nodes(draftId) {
      const rows = await db
        .select({ body: draftNodes.body })
        .from(draftNodes)
        .where(eq(draftNodes.draft_id, draftId))
        .orderBy(asc(draftNodes.position));
      return rows.map(({ body }) => draftNodeSchema.parse(body));
    },
    async saveNode(draftId, node, parts) {
      const own = and(eq(draftParts.draft_id, draftId), eq(draftParts.node_id, node.id));
      await db.batch([
        db
          .update(draftNodes)
          .set({ body: node })
          .where(and(eq(draftNodes.draft_id, draftId), eq(draftNodes.node_id, node.id))),
        db.delete(draftParts).where(own),
        ...parts.map((part, position) => db.insert(draftParts).values(toRow(draftId, part, position))),
      ]);
    },
    async parts(draftId) {
      const rows = await db
        .select({ body: draftParts.body })
        .from(draftParts)
        .innerJoin(draftNodes, and(eq(draftNodes.draft_id, draftParts.draft_id), eq(draftNodes.node_id, draftParts.node_id)))
        .where(eq(draftParts.draft_id, draftId))
        .orderBy(asc(draftNodes.position), asc(draftParts.position));
      return rows.map(({ body }) => storedPartSchema.parse(body));
    },
    async savePart(draftId, part) {
      await db
        .update(draftParts)
        .set({ decision: part.decision, body: part })
        .where(and(eq(draftParts.draft_id, draftId), eq(draftParts.part_id, part.part_id)));
    },
    async counts(draftIds) {
      if (draftIds.length === 0) return new Map();
      const rows = await db
        .select({ draft_id: draftParts.draft_id, decision: draftParts.decision, parts: count() })
        .from(draftParts)
        .where(inArray(draftParts.draft_id, draftIds.slice(0, MAX_LISTED - 1)))
        .groupBy(draftParts.draft_id, draftParts.decision);
      const byDraft = Map.groupBy(rows, ({ draft_id }) => draft_id);
      return new Map(
        [...byDraft].map(([id, own]) => [
          id,
          Object.fromEntries(own.map(({ decision, parts }) => [decisionSchema.parse(decision), parts])),
        ]),
      );
    },
    async note(draftId, line) {
      await db.insert(draftAudit).values({ draft_id: draftId, ...line });
    },
    async audit(draftId) {
      const rows = await db
        .select({ at: draftAudit.at, by_id: draftAudit.by_id, what: draftAudit.what, part_id: draftAudit.part_id })
        .from(draftAudit)
        .where(eq(draftAudit.draft_id, draftId))
        .orderBy(asc(draftAudit.id));
      return rows.map((row) => auditLineSchema.parse(row));
    },
    async listOfDocument(tenantId, documentId) {
      const rows = await db
        .selectDistinct({ draft_id: draftPassages.draft_id })
        .from(draftPassages)
        .where(and(eq(draftPassages.tenant_id, tenantId), eq(draftPassages.document_id, documentId)));
      const found = await Promise.all(rows.map(({ draft_id }) => db.select().from(drafts).where(eq(drafts.draft_id, draft_id))));
      return found.flat().map(parse);
    },
    async clear(draftId) {
      await db.batch([
        db.delete(draftNodes).where(eq(draftNodes.draft_id, draftId)),
        db.delete(draftParts).where(eq(draftParts.draft_id, draftId)),
        db.delete(draftPassages).where(eq(draftPassages.draft_id, draftId)),
      ]);
    },
    async remove(draftIds) {
      for (const draftId of draftIds) {
        await db.batch([
          db.delete(draftNodes).where(eq(draftNodes.draft_id, draftId)),
          db.delete(draftParts).where(eq(draftParts.draft_id, draftId)),
          db.delete(draftPassages).where(eq(draftPassages.draft_id, draftId)),
          db.delete(draftAudit).where(eq(draftAudit.draft_id, draftId)),
          db.delete(drafts).where(eq(drafts.draft_id, draftId)),
        ]);
      }
    },
  };
}

function toRow(draft_id: string, part: Parameters<DraftStore["savePart"]>[1], position: number) {
  const { part_id, node_id, decision } = part;
  return { draft_id, part_id, node_id, position, decision, body: part };
}

function chunks<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS_A_STATEMENT) }, (_, at) =>
    rows.slice(at * ROWS_A_STATEMENT, (at + 1) * ROWS_A_STATEMENT),
  );
}
