import type { DocumentKind, ReadFailure } from "../protocol/course.schema.ts";
import type { Result } from "../shared/result.ts";
import type { Reading } from "./reading.schema.ts";

/** Why a document cannot be read: a named failure, and a sentence that says where and what to do. Never a parser's own text. */
export interface ReadProblem {
  readonly code: ReadFailure;
  readonly detail: string;
  readonly page: number | null;
}

/** A document opened: what it is, and its pages where it has any. Reading by part keeps every step small and repeatable. */
export interface OpenDocument {
  readonly kind: DocumentKind;
  /** Parts that can be read one by one: pages of a PDF; 1 for all other kinds. */
  readonly parts: number;
  /** Raw blocks of the parts `from` to `to`, from 0, `to` exclusive; not yet cleaned, since running heads are only seen over many pages. */
  read(from: number, to: number): Promise<Result<Reading, ReadProblem>>;
  close(): Promise<void>;
}

export interface DocumentReader {
  /**
   * Opens a document. The name and the declared type are only hints; its bytes decide.
   *
   * @param hint.name the file's name
   * @param hint.media_type as the sender declared it
   */
  open(bytes: Uint8Array, hint: { readonly name: string; readonly media_type: string | null }): Promise<Result<OpenDocument, ReadProblem>>;
}
