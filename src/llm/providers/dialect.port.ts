import type { Result } from "../../shared/result.ts";
import type { ChatPart, ChatRequest, Structured } from "../chat-model.port.ts";
import type { ModelFailure } from "../model-failure.ts";
import type { ModelFacts } from "./model-facts.ts";
import type { ProviderRow } from "./provider-table.ts";

/** What a dialect needs to know to ask. */
export interface DialectAsk {
  readonly provider: ProviderRow;
  readonly model: string;
  readonly facts: ModelFacts;
  readonly structured: Structured;
  readonly stream: boolean;
  readonly request: Omit<ChatRequest, "signal">;
}

/** A request in the words of a dialect; the address and the key are the adapter's. */
export interface DialectRequest {
  /** After the base URL, with a slash at its start. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What one event of a stream adds to the answer. */
export interface AnswerPiece {
  readonly text: string;
  /** The model is at work without text for us: hidden reasoning, or a tool call that grows. */
  readonly is_alive: boolean;
}

/** Puts one streamed answer together. */
export interface AnswerReader {
  /** Takes the parsed data of the next event; a failure is what the server reports instead, or data that is no part of an answer. */
  read(event: unknown): Result<AnswerPiece, ModelFailure>;
  /** What is known once nothing more comes: whole tool calls, usage, and why the answer ended, last. */
  end(): readonly ChatPart[];
}

/** How one kind of provider is asked and understood. Pure: bytes, time and keys are the adapter's. */
export interface Dialect {
  /** The header that carries the key. */
  headers(apiKey: string | null): Readonly<Record<string, string>>;
  request(ask: DialectAsk): DialectRequest;
  createReader(): AnswerReader;
  /** Reads an answer that came whole. */
  readWhole(body: unknown): Result<readonly ChatPart[], ModelFailure>;
}
