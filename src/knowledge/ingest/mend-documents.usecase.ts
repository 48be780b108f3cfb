import { type Clock, toIso } from "../../shared/clock.ts";
import type { Logger } from "../../shared/logger.ts";
import type { DocumentStore } from "../courses/document-store.port.ts";
import { type EraseDeps, eraseDocument } from "./erase-document.usecase.ts";
import type { DocumentQueue } from "./ingest.port.ts";

export interface MendDeps extends EraseDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly documents: EraseDeps["documents"] & Pick<DocumentStore, "stuck">;
  readonly queue: EraseDeps["queue"] & Pick<DocumentQueue, "ingest">;
}

/** Nothing that is under way takes so long. */
const LATE_MS = 60 * 60 * 1_000;

/** Goes on with what a crash has left in the middle: starts what still waits, ends what was being deleted, drops uploads that broke off. */
export async function mendDocuments(deps: MendDeps): Promise<void> {
  const { clock, documents, logger, queue } = deps;
  const before = toIso(clock.now() - LATE_MS);
  const waiting = await documents.stuck("waiting", before);
  for (const document of waiting) await queue.ingest(document);
  const left = [...(await documents.stuck("deleting", before)), ...(await documents.stuck("uploading", before))];
  for (const document of left) await eraseDocument(deps, document);
  if (waiting.length + left.length > 0) logger.warn("documents_mended", { started: waiting.length, erased: left.length });
}
