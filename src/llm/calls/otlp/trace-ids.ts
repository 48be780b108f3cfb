import type { CallRecord } from "../call-record.schema.ts";

const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;

/**
 * The ids of a record's trace and span: the first 16 and 8 bytes of SHA-256 of turn and call. So all calls of a turn meet in one trace, whoever sends them,
 * and a record that is sent twice is the same span twice. A call outside turns is a trace of its own.
 */
export async function traceIdsOf({
  turn_id,
  call_id,
}: Pick<CallRecord, "turn_id" | "call_id">): Promise<{ trace_id: Uint8Array; span_id: Uint8Array }> {
  const [trace_id, span_id] = await Promise.all([hash(turn_id ?? call_id, TRACE_ID_BYTES), hash(call_id, SPAN_ID_BYTES)]);
  return { trace_id, span_id };
}

async function hash(text: string, bytes: number): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)), 0, bytes);
}
