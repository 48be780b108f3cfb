import { describeError } from "../../shared/describe-error.ts";
import type { Logger } from "../../shared/logger.ts";
import { type DocumentMessage, documentMessageSchema } from "../courses/document.schema.ts";
import type { DocumentStore } from "../courses/document-store.port.ts";
import { type EraseDeps, eraseLeftovers } from "./erase-document.usecase.ts";
import type { IngestionRuns } from "./ingest.port.ts";

export interface DocumentsConsumerDeps extends EraseDeps {
  readonly documents: EraseDeps["documents"] & Pick<DocumentStore, "current">;
  readonly runs: IngestionRuns;
  readonly logger: Logger;
}

const RETRY_SECONDS = 30;

/** Starts the reading of documents, and looks again at those that were deleted. A message that cannot be read is retried until the queue sets it aside. */
export async function consumeDocuments(deps: DocumentsConsumerDeps, batch: MessageBatch<unknown>): Promise<void> {
  for (const message of batch.messages) {
    const read = documentMessageSchema.safeParse(message.body);
    try {
      if (!read.success) throw new Error("the message has another shape");
      await act(deps, read.data);
      message.ack();
    } catch (error) {
      deps.logger.error("document_message_failed", { message_id: message.id, attempts: message.attempts, reason: describeError(error) });
      message.retry({ delaySeconds: RETRY_SECONDS });
    }
  }
}

async function act(deps: DocumentsConsumerDeps, { act: what, document }: DocumentMessage): Promise<void> {
  if (what === "erase") {
    await eraseLeftovers(deps, document);
    return;
  }
  if (await deps.documents.current(document)) await deps.runs.start(document);
}
