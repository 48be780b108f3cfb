import type { Payer } from "../account.port.ts";
import type { TokenUsage } from "../chat-model.port.ts";
import { costOf, estimateTokens } from "../providers/price.ts";
import type { RouteEntry } from "../routes/route.port.ts";
import type { CallRecord } from "./call-record.schema.ts";

/** What is known of a call before it is made. */
export interface CallContext {
  readonly payer: Payer;
  readonly agent: string;
  readonly purpose: CallRecord["purpose"];
  readonly turn_id: string | null;
  readonly fallback_reason: string | null;
  readonly prompt_hash: string | null;
}

/** What one request came to. */
export interface CallResult {
  readonly call_id: CallRecord["call_id"];
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly outcome: string;
  /** UTF-8; 0 for what was never sent. */
  readonly prompt_bytes: number;
  /** The most tokens that the answer could have had. */
  readonly answer_bound: number;
  readonly answered_chars: number;
  readonly usage: TokenUsage | null;
  readonly first_token_ms: number | null;
  readonly total_ms: number;
}

/** Faults of requests that were turned away before a model read them: providers do not bill those. */
const UNBILLED: ReadonlySet<string> = new Set(["unreachable", "unauthorized", "rate_limited", "provider_error", "unavailable"]);

/** Faults of requests that somebody may still be answering when we stop listening. */
const BROKEN_OFF: ReadonlySet<string> = new Set(["cancelled", "timeout", "silent", "cut_off"]);

/**
 * The record of one request. Where the provider does not say what it counted, tokens are estimated from the text, on the high side: for a request that broke
 * off, the whole prompt and what had come, or, of a model that says nothing before it has said everything, the longest answer; for one that was turned away,
 * nothing.
 */
export function makeCallRecord(context: CallContext, { model, price, key }: RouteEntry, result: CallResult): CallRecord {
  const { usage } = result;
  const isUnbilled = UNBILLED.has(result.outcome) && result.answered_chars === 0;
  const isUnheard = BROKEN_OFF.has(result.outcome) && !model.streams && result.prompt_bytes > 0;
  const tokens: TokenUsage = usage ?? {
    input_tokens: isUnbilled ? 0 : estimateTokens(result.prompt_bytes),
    // What came is counted in UTF-16 units: three times that is the most that its UTF-8 can have.
    output_tokens: isUnheard ? result.answer_bound : estimateTokens(result.answered_chars),
    cached_input_tokens: 0,
    reasoning_tokens: 0,
  };
  const { payer, ...rest } = context;
  return {
    v: 1,
    call_id: result.call_id,
    at: result.at,
    ...payer,
    ...rest,
    route: model.route,
    key,
    outcome: result.outcome,
    cache: "none",
    input_tokens: tokens.input_tokens,
    output_tokens: tokens.output_tokens,
    cached_input_tokens: tokens.cached_input_tokens,
    reasoning_tokens: tokens.reasoning_tokens,
    is_estimated: usage === null,
    cost_nanousd: costOf(price, tokens),
    saved_nanousd: 0,
    first_token_ms: result.first_token_ms,
    total_ms: result.total_ms,
  };
}

/** The record of an answer that somebody had paid for before. */
export function makeCachedRecord(
  context: CallContext,
  answer: {
    readonly call_id: CallRecord["call_id"];
    readonly at: string;
    readonly route: string;
    readonly cache: "exact" | "semantic" | "speculation";
    readonly saved_nanousd: number;
  },
): CallRecord {
  const { payer, ...rest } = context;
  return {
    v: 1,
    call_id: answer.call_id,
    at: answer.at,
    ...payer,
    ...rest,
    route: answer.route,
    key: "operator",
    outcome: "ok",
    cache: answer.cache,
    input_tokens: 0,
    output_tokens: 0,
    cached_input_tokens: 0,
    reasoning_tokens: 0,
    is_estimated: false,
    cost_nanousd: 0,
    saved_nanousd: answer.saved_nanousd,
    first_token_ms: null,
    total_ms: 0,
  };
}
