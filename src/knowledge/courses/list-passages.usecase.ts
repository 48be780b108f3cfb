import type { Passage } from "../../protocol/course.schema.ts";
import type { CourseId, TenantId } from "../../shared/ids.ts";
import type { PassageIndex } from "../index.port.ts";
import type { DocumentStore } from "./document-store.port.ts";

export interface ListPassagesDeps {
  readonly documents: Pick<DocumentStore, "list">;
  readonly index: Pick<PassageIndex, "list">;
}

/** Read from the database at once. */
const PAGE = 500;

/** The passages of a course's documents that are ready, in order, document after document; `documentIds` empty: of all of them. */
export async function listPassages(
  { documents, index }: ListPassagesDeps,
  tenantId: TenantId,
  courseId: CourseId,
  documentIds: readonly string[],
): Promise<Passage[]> {
  const wanted = (await documents.list(courseId)).filter(
    ({ tenant_id, status, document_id }) =>
      tenant_id === tenantId && status === "ready" && (documentIds.length === 0 || documentIds.includes(document_id)),
  );
  const found: Passage[] = [];
  for (const { document_id, passages } of wanted)
    for (let from = 0; from < passages; from += PAGE) found.push(...(await index.list(tenantId, document_id, from, PAGE)));
  return found;
}
