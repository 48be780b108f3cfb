/** A stored answer with what it cost to make. */
export interface CachedAnswer {
  /** The model's answer as parsed JSON, before it is held to the schema again. */
  readonly value: unknown;
  readonly cost_nanousd: number;
}

/**
 * Answers to prompts that hold nothing personal, of one tenant. The key names prompt, model and schema; a broken or unreachable cache is an empty one.
 */
export interface AnswerCache {
  get(tenantId: string, key: string): Promise<CachedAnswer | null>;
  put(tenantId: string, key: string, answer: CachedAnswer): Promise<void>;
}
