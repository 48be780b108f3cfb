import { readProtobuf } from "./protobuf.ts";

/** Numbers of fields in OTLP's ExportTraceServiceResponse and in the ExportTracePartialSuccess inside. */
const PARTIAL_SUCCESS = 1;
const REJECTED_SPANS = 1;

/**
 * How many spans a collector did not take, as its answer to a POST to `/v1/traces` says; its words are not read.
 *
 * @returns 0 too when the answer is not OTLP's or names no number that could be meant
 */
export function readRejectedSpans(answer: Uint8Array): number {
  try {
    const partial = fieldOf(answer, PARTIAL_SUCCESS);
    const rejected = partial instanceof Uint8Array ? fieldOf(partial, REJECTED_SPANS) : undefined;
    return Number.isSafeInteger(rejected) ? Number(rejected) : 0;
  } catch {
    return 0;
  }
}

/** A field's value; the last one where it stands twice, as protobuf wants it. */
function fieldOf(message: Uint8Array, number: number): number | Uint8Array | undefined {
  return readProtobuf(message).findLast(({ field }) => field === number)?.value;
}
