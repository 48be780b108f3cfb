import type { CallRecord } from "../../src/llm/calls/call-record.schema.ts";

/** A tutor's answer that a learner waited for, of nobody's yet. */
export const SAMPLE_CALL = {
  v: 1,
  agent: "tutor",
  purpose: "turn",
  route: "openai:gpt-4.1-mini",
  key: "operator",
  outcome: "ok",
  cache: "none",
  fallback_reason: null,
  input_tokens: 1_900,
  output_tokens: 210,
  cached_input_tokens: 64,
  reasoning_tokens: 0,
  is_estimated: false,
  cost_nanousd: 1_096_000,
  saved_nanousd: 0,
  first_token_ms: 310,
  total_ms: 1_841,
} as const satisfies Partial<CallRecord>;

/**
 * Records of every kind that Cairn exports, as if a learner had replied at `nowMs`: a turn with a call that failed, one that took its place, one judged and one
 * from a cache; a draft written ahead; and an API client's embeddings. Ids are new for another `nowMs`.
 */
export function makeSampleCalls(nowMs: number): CallRecord[] {
  const session_id = `ses_sample_${nowMs}`;
  const turn: Omit<CallRecord, "call_id"> = {
    ...SAMPLE_CALL,
    at: new Date(nowMs).toISOString(),
    tenant_id: "ten_sample",
    course_id: "les_größenordnungen",
    learner_id: "lrn_sample",
    session_id,
    turn_id: `${session_id}:${nowMs}`,
    prompt_hash: "9f2c5a".padEnd(64, "0"),
  };
  const nothing = { input_tokens: 0, output_tokens: 0, cached_input_tokens: 0, cost_nanousd: 0, first_token_ms: null };
  const changes: readonly Partial<CallRecord>[] = [
    { agent: "evaluator", route: "google:gemini-2.5-flash", reasoning_tokens: 96, first_token_ms: 2_000 },
    { ...nothing, outcome: "timeout", is_estimated: true, total_ms: 8_000 },
    { route: "ollama:llama3:8b", key: "tenant", fallback_reason: "timeout" },
    { ...nothing, agent: "reviewer", cache: "exact", saved_nanousd: 5_000_000_000, total_ms: 0 },
    { purpose: "speculation", turn_id: `${session_id}:${nowMs + 1}` },
    {
      agent: "embeddings",
      purpose: "api",
      route: "openai:text-embedding-3-small",
      course_id: null,
      learner_id: null,
      session_id: null,
      turn_id: null,
      prompt_hash: null,
      output_tokens: 0,
    },
  ];
  return changes.map((change, index) => ({ ...turn, call_id: `cal_sample_${nowMs}_${index}`, ...change }));
}
