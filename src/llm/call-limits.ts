/** How long and how much a model may take. Milliseconds unless the name says otherwise; every one is a setting or can be given to `createModels`. */
export interface CallLimits {
  /** To the first sign of life of a streamed answer. */
  readonly firstTokenMs: number;
  /** Between two signs of life after that. */
  readonly betweenTokensMs: number;
  /** A call with less time than this left cannot finish: asking would be paid for and thrown away. */
  readonly minCallMs: number;
  /** The longest `Retry-After` we sit out; a longer one sends us to the next entry of the route. */
  readonly maxRetryAfterMs: number;
  /** Upper end of the random pause before the one retry (full jitter: callers that failed together must not come back together). */
  readonly retryJitterMs: number;
  /** UTF-16 units of answer text; the longest honest answer, three paths of many nodes, is about 20,000. */
  readonly maxAnswerChars: number;
}

export const DEFAULT_CALL_LIMITS: CallLimits = {
  // A healthy provider starts within 1 to 2 s; at 6 s there is still time for the next entry inside a 20 s effect.
  firstTokenMs: 6_000,
  // Longer than any pause seen between tokens of a live stream, short enough that a learner does not give up.
  betweenTokensMs: 8_000,
  // The fastest hosted models need about a second for a verdict.
  minCallMs: 1_000,
  maxRetryAfterMs: 2_000,
  retryJitterMs: 500,
  maxAnswerChars: 256 * 1_024,
};

/** Bytes of one response on the wire. A streamed token costs 200 to 400 bytes of framing, so an honest answer stays below 2 MB. */
export const MAX_RESPONSE_BYTES = 4 * 1_024 * 1_024;
