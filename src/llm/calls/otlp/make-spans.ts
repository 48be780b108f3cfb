import type { ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import type { CallRecord } from "../call-record.schema.ts";
import { attributesOf, operationOf, readRoute } from "./span-attributes.ts";
import { traceIdsOf } from "./trace-ids.ts";

/** A span as OpenTelemetry's serializer takes it. */
export type Span = Parameters<typeof ProtobufTraceSerializer.serializeRequest>[0][number];

/** OpenTelemetry's numbers for what we need of its enums; OTLP's kinds are one more. */
const KIND_INTERNAL = 0;
const KIND_CLIENT = 2;
const STATUS_UNSET = 0;
const STATUS_ERROR = 2;
const SAMPLED = 1;

/** Spans share these two, since the serializer groups by identity. Of the first it reads the attributes only. */
const RESOURCE: Span["resource"] = {
  attributes: { "service.name": "cairn" },
  merge: () => RESOURCE,
  getRawAttributes: () => [],
};
const SCOPE: Span["instrumentationScope"] = { name: "cairn.llm" };

/** Records of calls as spans, one each, in the order given. Text of learners is not in a record, so it is not in a span. */
export function makeSpans(records: readonly CallRecord[]): Promise<Span[]> {
  return Promise.all(records.map(makeSpan));
}

async function makeSpan(record: CallRecord): Promise<Span> {
  const { traceId, spanId } = await traceIdsOf(record);
  const { model } = readRoute(record.route);
  const isCall = record.cache === "none";
  const startMs = Date.parse(record.at);
  return {
    resource: RESOURCE,
    instrumentationScope: SCOPE,
    spanContext: () => ({ traceId, spanId, traceFlags: SAMPLED }),
    name: isCall ? `${operationOf(record)} ${model}` : `cached ${model}`,
    kind: isCall ? KIND_CLIENT : KIND_INTERNAL,
    startTime: toSecondsAndNanoseconds(startMs),
    endTime: toSecondsAndNanoseconds(startMs + record.total_ms),
    duration: toSecondsAndNanoseconds(record.total_ms),
    ended: true,
    status: { code: record.outcome === "ok" ? STATUS_UNSET : STATUS_ERROR },
    attributes: attributesOf(record),
    links: [],
    events: [],
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

function toSecondsAndNanoseconds(ms: number): [number, number] {
  return [Math.floor(ms / 1_000), (ms % 1_000) * 1_000_000];
}
