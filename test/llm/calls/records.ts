import { SAMPLE_CALL } from "../../../scripts/lib/sample-calls.ts";
import type { CallRecord } from "../../../src/llm/calls/call-record.schema.ts";

export const AT_MS = Date.parse("2026-11-24T12:00:00.000Z");

/** A record of a tutor's answer; tests change what they are about. */
export function callRecord(changes: Partial<CallRecord> = {}): CallRecord {
  return {
    ...SAMPLE_CALL,
    call_id: "cal_1",
    at: "2026-11-24T12:30:00.123Z",
    tenant_id: "ten_public",
    course_id: "les_raft",
    learner_id: "lrn_ada",
    session_id: "ses_1",
    turn_id: "ses_1:1764000000000",
    prompt_hash: "9f2c",
    ...changes,
  };
}

/** Numbers that look random and are the same every time (a linear congruential generator); `below(n)` is 0 to n − 1. */
export function dice(seed: number): { below(n: number): number; pick<T>(choices: readonly [T, ...T[]]): T } {
  let state = seed;
  const below = (n: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  return { below, pick: (choices) => choices[below(choices.length)] ?? choices[0] };
}

/** A day of lessons: calls, failures, fallbacks, cache hits, drafts used and wasted, in an order of their own. */
export function busyDay(count: number, tenantId: CallRecord["tenant_id"], seed: number): CallRecord[] {
  const { below, pick } = dice(seed);
  return Array.from({ length: count }, (_, index): CallRecord => {
    const cache = pick<CallRecord["cache"]>(["none", "none", "none", "none", "exact", "speculation", "semantic"]);
    const isCall = cache === "none";
    const session = below(400);
    return callRecord({
      call_id: `cal_${tenantId}_${index}`,
      tenant_id: tenantId,
      at: new Date(AT_MS + below(24 * 3_600_000)).toISOString(),
      session_id: below(20) === 0 ? null : `ses_${session}`,
      agent: pick(["tutor", "evaluator", "reviewer"]),
      route: pick(["openai:gpt-4.1-mini", "workers-ai:@cf/meta/llama", "ollama:llama3:8b"]),
      purpose: isCall ? pick(["turn", "turn", "speculation", "api"]) : "turn",
      outcome: isCall ? pick(["ok", "ok", "ok", "timeout", "interrupted"]) : "ok",
      cache,
      fallback_reason: pick([null, null, "timeout"]),
      input_tokens: isCall ? below(3_000) : 0,
      output_tokens: isCall ? below(500) : 0,
      cost_nanousd: isCall ? below(2_000_000) : 0,
      saved_nanousd: isCall ? 0 : below(2_000_000),
      is_estimated: below(2) === 0,
      first_token_ms: isCall && below(4) > 0 ? below(2_000) : null,
      total_ms: isCall ? below(9_000) : 0,
      prompt_hash: below(10) === 0 ? null : `hash_${below(6)}`,
    });
  });
}
