import type { Result } from "../../shared/result.ts";
import type { Ingestion } from "../courses/document.schema.ts";

/** The document that a file is of. */
export type DocumentName = Pick<Ingestion, "tenant_id" | "course_id" | "document_id">;

/** What came in whole: its length in bytes, and their SHA-256 (hex). */
export interface KeptSource {
  readonly bytes: number;
  readonly content_hash: string;
}

/** The files of documents: the bytes as they came, and what reading makes of them. Each is named by document and place, so writing again changes nothing. */
export interface DocumentFiles {
  /**
   * Keeps the bytes of a stream while they come; nothing is kept of what is refused.
   *
   * @param maxBytes beyond it the stream is let go
   */
  keepSource(of: DocumentName, source: ReadableStream<Uint8Array>, maxBytes: number): Promise<Result<KeptSource, "empty" | "too_large">>;
  /** The bytes; null when there are none. */
  openSource(of: DocumentName): Promise<{ readonly body: ReadableStream; readonly bytes: number } | null>;
  readSource(of: DocumentName): Promise<Uint8Array | null>;
  /** @param name a path such as `text/0001` */
  write(of: DocumentName, name: string, value: unknown): Promise<void>;
  /** What was written; null when it is not there. Whoever reads it holds it to its schema. */
  read(of: DocumentName, name: string): Promise<unknown>;
  /** Forgets what is under this name, such as `raw/`; all that there is of the document without one. */
  forget(of: DocumentName, name?: string): Promise<void>;
}
