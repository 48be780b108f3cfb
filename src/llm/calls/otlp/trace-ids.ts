import { hashText } from "../../hash-prompt.ts";
import type { CallRecord } from "../call-record.schema.ts";

const TRACE_ID_DIGITS = 32;
const SPAN_ID_DIGITS = 16;

/**
 * The ids of a record's trace and span: the first 16 and 8 bytes of SHA-256 of turn and call, hexadecimal. So all calls of a turn meet in one trace, whoever
 * sends them, and a record that is sent twice is the same span twice. A call outside turns is a trace of its own.
 */
export async function traceIdsOf({
  turn_id,
  call_id,
}: Pick<CallRecord, "turn_id" | "call_id">): Promise<{ readonly traceId: string; readonly spanId: string }> {
  const [trace, span] = await Promise.all([hashText(turn_id ?? call_id), hashText(call_id)]);
  return { traceId: trace.slice(0, TRACE_ID_DIGITS), spanId: span.slice(0, SPAN_ID_DIGITS) };
}
