import { z } from "zod";
import { documentKindSchema, documentStatusSchema, findingSchema, readFailureSchema } from "../../protocol/course.schema.ts";
import { type CourseId, type DocumentId, isId, type LearnerId, type TenantId } from "../../shared/ids.ts";

const courseId = z.custom<CourseId>((value) => typeof value === "string" && isId("crs", value));
const documentId = z.custom<DocumentId>((value) => typeof value === "string" && isId("doc", value));
const tenantId = z.custom<TenantId>((value) => typeof value === "string" && isId("ten", value));
const ownerId = z.custom<LearnerId>((value) => typeof value === "string" && isId("lrn", value));

/** One attempt at reading one document: what travels through queue and workflow. */
export const ingestionSchema = z.object({
  tenant_id: tenantId,
  course_id: courseId,
  document_id: documentId,
  version: z.number().int().min(1),
});
export type Ingestion = z.output<typeof ingestionSchema>;

/** A document as it is stored; see `courses.table.ts` for what each field means. */
export const storedDocumentSchema = ingestionSchema.extend({
  owner_id: ownerId,
  name: z.string(),
  media_type: z.string().nullable(),
  source_url: z.string().nullable(),
  content_hash: z.string().nullable(),
  bytes: z.number().int(),
  kind: documentKindSchema.nullable(),
  status: documentStatusSchema,
  unit: z.enum(["bytes", "pages", "passages"]),
  done: z.number().int(),
  total: z.number().int().nullable(),
  failure_code: readFailureSchema.nullable(),
  failure_detail: z.string().nullable(),
  failure_page: z.number().int().nullable(),
  findings: z.array(findingSchema),
  pages: z.number().int().nullable(),
  passages: z.number().int(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type StoredDocument = z.output<typeof storedDocumentSchema>;

/** What has to be known to forget a document when its row is gone: how many passages it had names them all. */
export const erasedDocumentSchema = ingestionSchema.extend({ passages: z.number().int().min(0) });
export type ErasedDocument = z.output<typeof erasedDocumentSchema>;

/** A message of the queue of documents: read this one, or see again that nothing is left of it. */
export const documentMessageSchema = z.discriminatedUnion("act", [
  z.object({ v: z.literal(1), act: z.literal("ingest"), document: ingestionSchema }),
  z.object({ v: z.literal(1), act: z.literal("erase"), document: erasedDocumentSchema }),
]);
export type DocumentMessage = z.output<typeof documentMessageSchema>;
