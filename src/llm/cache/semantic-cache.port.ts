import type { CachedAnswer } from "./answer-cache.port.ts";

/** A question to which somebody else's answer may do. */
export interface SharedQuestion {
  /** Everything that the answer hangs on beside the question: what is taught, by whom, in what form. Questions of other scopes are never compared. */
  readonly scope: string;
  readonly text: string;
  /** Language tag of the question. */
  readonly language: string;
  /** Its words, in lower case, that are not the lesson's: an answer that repeats one of them is not kept. */
  readonly own_words: ReadonlySet<string>;
  /** Something personal is in it, or in what would be asked with it. Then it is neither looked up nor kept. */
  readonly is_personal: boolean;
}

/** Answers to questions that were asked before in other words, of one tenant. A broken or unreachable cache is an empty one. */
export interface SemanticCache {
  /** Whether the question can be told without its conversation, so that its answer may be somebody else's. Asks nobody. */
  takes(question: SharedQuestion): boolean;
  /** The answer to a question that asks the same; null when there is none. */
  find(tenantId: string, question: SharedQuestion): Promise<CachedAnswer | null>;
  /** Keeps an answer, off the caller's path. */
  keep(tenantId: string, question: SharedQuestion, answer: CachedAnswer): void;
}
