import { z } from "zod";
import type { EmbeddingRecords } from "./embedding-records.port.ts";

const courseId = z.templateLiteral([z.literal("crs_"), z.string()]);
const documentId = z.templateLiteral([z.literal("doc_"), z.string()]);
const modelsSchema = z.array(z.object({ model: z.string() }));
const unreadSchema = z.array(z.object({ course_id: courseId, document_id: documentId, version: z.number().int() }));

const READY = `SELECT v.model AS model FROM document_vectors AS v
  JOIN indexed_documents AS d ON d.tenant_id = v.tenant_id AND d.document_id = v.document_id AND d.version = v.version
  WHERE v.tenant_id = ?1 AND v.course_id = ?2
  GROUP BY v.model HAVING count(*) = (SELECT count(*) FROM indexed_documents WHERE tenant_id = ?1 AND course_id = ?2) ORDER BY v.model`;
const UNREAD = `SELECT d.course_id AS course_id, d.document_id AS document_id, d.version AS version FROM indexed_documents AS d
  LEFT JOIN document_vectors AS v ON v.tenant_id = d.tenant_id AND v.document_id = d.document_id AND v.model = ?2
  WHERE d.tenant_id = ?1 AND v.version IS NOT d.version ORDER BY d.document_id LIMIT ?3`;

/** The records in D1, beside the passages. */
export function createEmbeddingRecords(d1: D1Database): EmbeddingRecords {
  return {
    async begin({ tenant_id, course_id }, documentId, model) {
      await d1
        .prepare("INSERT INTO document_vectors (tenant_id, document_id, model, course_id) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING")
        .bind(tenant_id, documentId, model, course_id)
        .run();
    },
    async complete({ tenant_id }, documentId, model, version) {
      await d1
        .prepare("UPDATE document_vectors SET version = ?4 WHERE tenant_id = ?1 AND document_id = ?2 AND model = ?3")
        .bind(tenant_id, documentId, model, version)
        .run();
    },
    async modelsOf(tenantId, documentId) {
      const { results } = await d1
        .prepare("SELECT model FROM document_vectors WHERE tenant_id = ?1 AND document_id = ?2")
        .bind(tenantId, documentId)
        .all();
      return modelsSchema.parse(results).map(({ model }) => model);
    },
    async readyModels({ tenant_id, course_id }) {
      const { results } = await d1.prepare(READY).bind(tenant_id, course_id).all();
      return modelsSchema.parse(results).map(({ model }) => model);
    },
    async unread(tenantId, model, limit) {
      const { results } = await d1.prepare(UNREAD).bind(tenantId, model, limit).all();
      return unreadSchema.parse(results);
    },
    async remove(tenantId, documentId) {
      await d1.prepare("DELETE FROM document_vectors WHERE tenant_id = ?1 AND document_id = ?2").bind(tenantId, documentId).run();
    },
  };
}
