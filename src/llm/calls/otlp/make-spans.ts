import type { CallRecord } from "../call-record.schema.ts";
import { type Attribute, attributesOf, operationOf, readRoute } from "./span-attributes.ts";
import { traceIdsOf } from "./trace-ids.ts";

/** OTLP's numbers for what we need of its enums. */
const KIND_INTERNAL = 1;
const KIND_CLIENT = 3;
const STATUS_UNSET = 0;
const STATUS_ERROR = 2;
/** W3C's "sampled", and OTLP's "it is known whether the parent is elsewhere" (it is not: there is none). */
const FLAGS = 0x101;

/** What we say of a span in OTLP. It has no parent, events or links. */
export interface Span {
  /** 16 bytes. */
  readonly trace_id: Uint8Array;
  /** 8 bytes. */
  readonly span_id: Uint8Array;
  readonly name: string;
  readonly kind: number;
  /** Nanoseconds since the Unix epoch. */
  readonly start_ns: bigint;
  readonly end_ns: bigint;
  readonly attributes: readonly Attribute[];
  readonly status_code: number;
  readonly flags: number;
}

/** Records of calls as spans, one each, in the order given. Text of learners is not in a record, so it is not in a span. */
export function makeSpans(records: readonly CallRecord[]): Promise<Span[]> {
  return Promise.all(records.map(makeSpan));
}

async function makeSpan(record: CallRecord): Promise<Span> {
  const { model } = readRoute(record.route);
  const isCall = record.cache === "none";
  const startMs = Date.parse(record.at);
  return {
    ...(await traceIdsOf(record)),
    name: isCall ? `${operationOf(record)} ${model}` : `cached ${model}`,
    kind: isCall ? KIND_CLIENT : KIND_INTERNAL,
    start_ns: nanoseconds(startMs),
    end_ns: nanoseconds(startMs + record.total_ms),
    attributes: attributesOf(record),
    status_code: record.outcome === "ok" ? STATUS_UNSET : STATUS_ERROR,
    flags: FLAGS,
  };
}

function nanoseconds(ms: number): bigint {
  return BigInt(ms) * 1_000_000n;
}
