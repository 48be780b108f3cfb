/** Texts as points: near each other when they mean alike. */
export interface EmbeddingModel {
  /** `<provider>:<model>`, or `embedded` for our own, which asks nobody. */
  readonly route: string;
  readonly dimensions: number | null;
  /**
   * One vector a text, in order, each of length 1. Throws a `ModelError` and nothing else.
   *
   * @param texts at most 100
   */
  embed(
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<{ readonly vectors: readonly (readonly number[])[]; readonly input_tokens: number | null }>;
}
