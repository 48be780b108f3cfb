import type { CallRecord } from "../call-record.schema.ts";

const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;

/**
 * The ids of a record's trace and span as lower-case hex: the first bytes of SHA-256 of turn and call. So all calls of a turn meet in one trace, whoever
 * sends them, and a record that is sent twice is the same span twice. A call outside turns is a trace of its own.
 */
export async function traceIdsOf({
  turn_id,
  call_id,
}: Pick<CallRecord, "turn_id" | "call_id">): Promise<{ traceId: string; spanId: string }> {
  const [traceId, spanId] = await Promise.all([hashHex(turn_id ?? call_id, TRACE_ID_BYTES), hashHex(call_id, SPAN_ID_BYTES)]);
  return { traceId, spanId };
}

async function hashHex(text: string, bytes: number): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash, 0, bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
