import type { TenantId } from "../../shared/ids.ts";
import type { PassageIndex } from "../index.port.ts";
import { embedPassages, type EmbedDeps } from "./embed-passages.usecase.ts";
import type { EmbeddingRecords } from "./embedding-records.port.ts";

export interface ReembedDeps extends EmbedDeps {
  readonly passages: Pick<PassageIndex, "list">;
  readonly records: Pick<EmbeddingRecords, "begin" | "complete" | "unread">;
}

const PASSAGES_AT_ONCE = 500;

/**
 * Has the model read published documents that it has not read. Searches go on by the earlier model meanwhile, and turn to this one course by course, when all
 * of a course's documents are read. Called again after a crash it goes on with the document that was not done. Throws the model's `ModelError`.
 *
 * @param limit documents in this call
 * @returns how many were read; fewer than `limit`: all are
 */
export async function reembed(deps: ReembedDeps, tenantId: TenantId, limit: number, signal: AbortSignal): Promise<number> {
  const unread = await deps.records.unread(tenantId, deps.model.route, limit);
  for (const { course_id, document_id, version } of unread) {
    const scope = { tenant_id: tenantId, course_id };
    // The record is completed once, at the end: a document half read is not read.
    const parts: EmbedDeps = { ...deps, records: { begin: deps.records.begin, complete: async () => {} } };
    for (let from = 0; ; from += PASSAGES_AT_ONCE) {
      const passages = await deps.passages.list(tenantId, document_id, from, PASSAGES_AT_ONCE);
      await embedPassages(parts, scope, { document_id, version, passages }, signal);
      if (passages.length < PASSAGES_AT_ONCE) break;
    }
    await deps.records.complete(scope, document_id, deps.model.route, version);
  }
  return unread.length;
}
