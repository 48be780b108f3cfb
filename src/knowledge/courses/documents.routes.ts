import { Hono } from "hono";
import type { IdentityEnv } from "../../identity/identity.middleware.ts";
import { problemResponse } from "../../identity/problem-response.ts";
import { readQuery } from "../../identity/read-request.ts";
import type { DocumentCard, DocumentStatus } from "../../protocol/course.schema.ts";
import type { Clock } from "../../shared/clock.ts";
import type { DocumentFiles } from "../ingest/document-files.port.ts";
import { type EraseDeps, eraseDocument } from "../ingest/erase-document.usecase.ts";
import type { IngestionRuns } from "../ingest/ingest.port.ts";
import { ownDocument, type ReaderDeps, readableDocument } from "./course-edge.routes.ts";
import { textQuerySchema } from "./course-queries.schema.ts";
import { toDocumentCard } from "./document-card.ts";
import type { StoredDocument } from "./document.schema.ts";
import type { DocumentStore } from "./document-store.port.ts";
import { readText } from "./read-text.usecase.ts";
import { sourceHeaders } from "./source-headers.ts";

export interface DocumentRoutesDeps extends ReaderDeps {
  readonly clock: Clock;
  readonly documents: DocumentStore;
  readonly files: DocumentFiles;
  readonly runs: Pick<IngestionRuns, "wake">;
  readonly erasing: EraseDeps;
  /** A document's card again and again, as server-sent events. */
  readonly streamDocument: (read: () => Promise<DocumentCard | null>, signal: AbortSignal) => Response;
}

/** Steps take seconds. What has not moved for longer was perhaps lost when a process was killed; being woken for nothing does no harm. */
const PATIENCE_MS = 30_000;
const UNDER_WAY: ReadonlySet<DocumentStatus> = new Set(["waiting", "reading", "indexing"]);

/** One document: how far it has come, its text, its bytes, and its end. */
export function createDocumentRoutes(deps: DocumentRoutesDeps) {
  return new Hono<IdentityEnv>()
    .get("/v1/documents/:id", async (c) => {
      const found = await readableDocument(c, deps);
      if (!found.ok) return problemResponse(found.error);
      const card = toDocumentCard(found.value.document);
      // What is wrong with a document is its teacher's to know.
      return c.json((found.value.is_own ? card : { ...card, may_change: false, findings: [] }) satisfies DocumentCard);
    })
    .delete("/v1/documents/:id", async (c) => {
      const found = await ownDocument(c, deps);
      if (!found.ok) return problemResponse(found.error);
      await eraseDocument(deps.erasing, found.value.document);
      return c.body(null, 204);
    })
    .get("/v1/documents/:id/events", async (c) => {
      const found = await ownDocument(c, deps);
      if (!found.ok) return problemResponse(found.error);
      const { owner, document } = found.value;
      const { document_id } = document;
      if (isUnderWay(document) && Date.parse(document.updated_at) < deps.clock.now() - PATIENCE_MS) await deps.runs.wake(document);
      const read = async () => {
        const current = await deps.documents.find(owner, document_id);
        return current && toDocumentCard(current);
      };
      return deps.streamDocument(read, c.req.raw.signal);
    })
    .get("/v1/documents/:id/text", async (c) => {
      const found = await readableDocument(c, deps);
      if (!found.ok) return problemResponse(found.error);
      const query = readQuery(c, textQuerySchema);
      if (!query.ok) return problemResponse(query.error);
      const text = await readText(deps.files, found.value.document, query.value.from);
      return text.ok ? c.json(text.value) : problemResponse(text.error);
    })
    .get("/v1/documents/:id/source", async (c) => {
      const found = await readableDocument(c, deps);
      if (!found.ok) return problemResponse(found.error);
      const source = await deps.files.openSource(found.value.document);
      if (!source) return problemResponse({ code: "document_not_ready", detail: "Its bytes are not here yet." });
      return new Response(source.body, { headers: { ...sourceHeaders(found.value.document), "content-length": `${source.bytes}` } });
    });
}

/** Whether a workflow is at work on it; an upload that still comes in has none. */
function isUnderWay({ status, source_url }: StoredDocument): boolean {
  return UNDER_WAY.has(status) || (status === "fetching" && source_url !== null);
}
