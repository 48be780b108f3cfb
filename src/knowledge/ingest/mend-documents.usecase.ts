import { type Clock, toIso } from "../../shared/clock.ts";
import { describeError } from "../../shared/describe-error.ts";
import type { TenantId } from "../../shared/ids.ts";
import type { Logger } from "../../shared/logger.ts";
import type { StoredDocument } from "../courses/document.schema.ts";
import type { DocumentStore } from "../courses/document-store.port.ts";
import { type EraseDeps, eraseDocument } from "./erase-document.usecase.ts";
import type { DocumentQueue } from "./ingest.port.ts";

export interface MendDeps extends EraseDeps {
  /** Has the model in use read a tenant's documents that it has not read, at most `limit`; answers how many. Throws when the model cannot be asked. */
  readonly reembed: (tenantId: TenantId, limit: number) => Promise<number>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly documents: EraseDeps["documents"] & Pick<DocumentStore, "stuck" | "tenants">;
  readonly queue: EraseDeps["queue"] & Pick<DocumentQueue, "ingest">;
}

/** Nothing that is under way takes so long. */
const LATE_MS = 60 * 60 * 1_000;

/** Documents of a tenant that are embedded anew in one run; the next day goes on. */
const MAX_REEMBEDDED = 50;

/**
 * Goes on with what a crash has left in the middle: starts what still waits, ends what was being deleted, drops uploads that broke off; and gives vectors to
 * documents that the model in use has not read, because it could not be asked then, or was another.
 */
export async function mendDocuments(deps: MendDeps): Promise<void> {
  const { clock, documents, logger, queue } = deps;
  const before = toIso(clock.now() - LATE_MS);
  const waiting = await documents.stuck("waiting", before);
  await goOnWith(deps, waiting, (document) => queue.ingest(document));
  const left = [...(await documents.stuck("deleting", before)), ...(await documents.stuck("uploading", before))];
  await goOnWith(deps, left, (document) => eraseDocument(deps, document));
  if (waiting.length + left.length > 0) logger.warn("documents_mended", { started: waiting.length, erased: left.length });
  for (const tenantId of await documents.tenants()) {
    try {
      const read = await deps.reembed(tenantId, MAX_REEMBEDDED);
      if (read > 0) logger.info("documents_embedded_anew", { tenant_id: tenantId, read });
    } catch (error) {
      // They are found by their words meanwhile.
      logger.warn("documents_not_embedded", { tenant_id: tenantId, reason: describeError(error) });
    }
  }
}

/** Acts on each document by itself: what cannot be done for one today keeps nothing from the others. */
async function goOnWith(
  { logger }: Pick<MendDeps, "logger">,
  documents: readonly StoredDocument[],
  act: (document: StoredDocument) => Promise<void>,
): Promise<void> {
  for (const document of documents) {
    try {
      await act(document);
    } catch (error) {
      const { document_id, status } = document;
      logger.warn("document_not_mended", { document_id, status, reason: describeError(error) });
    }
  }
}
