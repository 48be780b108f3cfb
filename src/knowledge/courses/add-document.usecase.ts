import type { ProtocolError } from "../../protocol/errors.ts";
import type { Principal } from "../../protocol/principal.ts";
import { type Clock, toIso } from "../../shared/clock.ts";
import { type CourseId, newId } from "../../shared/ids.ts";
import type { Random } from "../../shared/random.ts";
import { err, ok, type Result } from "../../shared/result.ts";
import type { DocumentFiles } from "../ingest/document-files.port.ts";
import type { DocumentQueue, PageFetcher } from "../ingest/ingest.port.ts";
import { describeRefused, MAX_SOURCE_BYTES } from "../ingest/source-limits.ts";
import { nameOfUrl } from "./document-name.ts";
import type { DocumentStore } from "./document-store.port.ts";
import type { StoredDocument } from "./document.schema.ts";

export interface AddDocumentDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly documents: DocumentStore;
  readonly files: Pick<DocumentFiles, "keepSource" | "forget">;
  readonly queue: Pick<DocumentQueue, "ingest">;
  readonly pages: Pick<PageFetcher, "check">;
}

/** A course is searched as a whole, and its page shows all of them. */
const MAX_DOCUMENTS = 200;

export interface Added {
  readonly document: StoredDocument;
  /** False: the course has the same bytes already, or the page is on its way. */
  readonly is_new: boolean;
}

export interface Upload {
  readonly owner: Principal;
  readonly course_id: CourseId;
  readonly name: string;
  readonly media_type: string | null;
  readonly body: ReadableStream<Uint8Array>;
}

/**
 * Takes a file into a course while it comes, and has it read. The same bytes again are the same document; if that could not be read, it is tried once more. A
 * file of the same name with other bytes is a document of its own, which takes the older one's place as soon as it is ready.
 */
export async function addUpload(deps: AddDocumentDeps, upload: Upload): Promise<Result<Added, ProtocolError>> {
  const { documents, files, queue } = deps;
  const begun = await begin(deps, upload, { ...upload, source_url: null, status: "fetching" });
  if (!begun.ok) return begun;
  const document = begun.value;
  const drop = async (): Promise<void> => {
    await files.forget(document);
    await documents.remove(document);
  };
  try {
    const kept = await files.keepSource(document, upload.body, MAX_SOURCE_BYTES);
    if (!kept.ok) {
      await drop();
      return err({ code: kept.error === "empty" ? "invalid_request" : "too_large", detail: describeRefused(kept.error).detail });
    }
    const { bytes, content_hash } = kept.value;
    if (await documents.update(document, { bytes, content_hash, status: "waiting", done: bytes, total: bytes })) {
      await queue.ingest(document);
      return ok({ document: (await documents.current(document)) ?? document, is_new: true });
    }
    await drop();
    const same = await documents.findByContent(upload.course_id, content_hash);
    if (same) return ok({ document: await tryAgain(deps, same), is_new: false });
    return err({ code: "document_not_found", detail: "The course or the document was deleted while the file came in." });
  } catch (error) {
    // Whoever sent it broke off, or something of ours did: half a file is no document.
    await drop();
    throw error;
  }
}

/** Has a page fetched and read. Asked again while that is under way it is the same document; later it is fetched anew, and takes the older one's place. */
export async function addLink(
  deps: AddDocumentDeps,
  link: { readonly owner: Principal; readonly course_id: CourseId; readonly url: string },
): Promise<Result<Added, ProtocolError>> {
  const checked = await deps.pages.check(link.url);
  if (!checked.ok) return err({ code: "address_refused", detail: checked.error });
  const source_url = new URL(link.url).href;
  const known = await deps.documents.findUnderWay(link.course_id, source_url);
  if (known) return ok({ document: known, is_new: false });
  const begun = await begin(deps, link, { name: nameOfUrl(source_url), media_type: null, source_url, status: "waiting" });
  if (!begun.ok) return begun;
  await deps.queue.ingest(begun.value);
  return ok({ document: begun.value, is_new: true });
}

async function begin(
  { clock, random, documents }: AddDocumentDeps,
  { owner, course_id }: { readonly owner: Principal; readonly course_id: CourseId },
  { name, media_type, source_url, status }: Pick<StoredDocument, "name" | "media_type" | "source_url" | "status">,
): Promise<Result<StoredDocument, ProtocolError>> {
  if ((await documents.count(course_id)) >= MAX_DOCUMENTS)
    return err({
      code: "too_many_documents",
      detail: `A course has at most ${MAX_DOCUMENTS} documents. Delete some, or begin another course.`,
    });
  const { tenant_id, learner_id } = owner;
  const created_at = toIso(clock.now());
  const document_id = newId("doc", random);
  return ok(
    await documents.add({ tenant_id, owner_id: learner_id, course_id, document_id, name, media_type, source_url, status, created_at }),
  );
}

async function tryAgain({ documents, queue }: AddDocumentDeps, document: StoredDocument): Promise<StoredDocument> {
  const retried = await documents.retry(document);
  if (retried) await queue.ingest(retried);
  return retried ?? document;
}
