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
/** Some 40 MB of the 128 that an isolate has for all it does: more than the longest document has. */
export const MAX_PASSAGES_LISTED = 20_000;

/**
 * The passages of a course's documents that are ready, in order, document after document; `documentIds` empty: of all of them. At most
 * `MAX_PASSAGES_LISTED`: whoever wants what comes later in a very large course names its documents.
 */
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
    for (let from = 0; from < passages && found.length < MAX_PASSAGES_LISTED; from += PAGE)
      found.push(...(await index.list(tenantId, document_id, from, Math.min(PAGE, MAX_PASSAGES_LISTED - found.length))));
  return found;
}
