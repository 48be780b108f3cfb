import type { Passage } from "../../protocol/course.schema.ts";
import type { Result } from "../../shared/result.ts";
import type { ErasedDocument, Ingestion } from "../courses/document.schema.ts";
import type { ReadProblem } from "../read-document.port.ts";

/** What a step hands on: a named failure, or a number that the next steps have to know. Null: nobody wants the document any more. */
export type StepOutcome = Result<number, ReadProblem> | null;

/**
 * Steps of a piece of work that survives the end of its process: what a step returned is kept, a step that threw or was cut off is done again, and after
 * a restart those that were done are not. What a step does must be the same done twice. Throws the step's own error once it was tried often enough.
 */
export interface Steps {
  do(name: string, act: () => Promise<StepOutcome>): Promise<StepOutcome>;
}

/** A page as it came over the network. */
export interface FetchedPage {
  readonly body: ReadableStream<Uint8Array>;
  readonly media_type: string | null;
}

/** Gets pages that people name: from the public internet only, when the site lets us, within bounds of time. */
export interface PageFetcher {
  /** Whether an address may be fetched; the error is a sentence for whoever gave it. */
  check(url: string): Promise<Result<null, string>>;
  /** Fetches it and hands it over while it comes. Throws what may be gone when it is tried again. */
  fetch<T>(url: string, take: (page: FetchedPage) => Promise<T>): Promise<Result<T, ReadProblem>>;
}

/** Vectors for passages. */
export interface PassageEmbedding {
  /** Throws when the model cannot be asked. */
  embed(ingestion: Ingestion, passages: readonly Passage[]): Promise<void>;
  /** All of this attempt's have theirs. */
  complete(ingestion: Ingestion): Promise<void>;
}

/** Work that begins later, elsewhere, and survives restarts. */
export interface DocumentQueue {
  /** Sees to it that an attempt at reading is under way; asked twice it is done once. */
  ingest(ingestion: Ingestion): Promise<void>;
  /** Looks again, some time later, that nothing is left of a document. */
  eraseAgain(document: ErasedDocument): Promise<void>;
}

/** The workflows that read documents: one an attempt. */
export interface IngestionRuns {
  /** Starts it unless it was started before. */
  start(ingestion: Ingestion): Promise<void>;
  /** Starts one that got lost, or goes on with one that a killed process has left lying. */
  wake(ingestion: Ingestion): Promise<void>;
  /** Ends it; nothing when there is none or it is over. */
  stop(ingestion: Ingestion): Promise<void>;
}
