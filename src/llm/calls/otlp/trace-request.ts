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

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly name: string;
  readonly kind: number;
  /** Nanoseconds since the Unix epoch: too large for a number, so text. */
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly Attribute[];
  readonly droppedAttributesCount: 0;
  readonly events: readonly [];
  readonly droppedEventsCount: 0;
  readonly status: { readonly code: number };
  readonly links: readonly [];
  readonly droppedLinksCount: 0;
  readonly flags: number;
}

/** The body of a POST to `/v1/traces`: OTLP's ExportTraceServiceRequest in its JSON form. */
export interface TraceRequest {
  readonly resourceSpans: readonly [
    {
      readonly resource: { readonly attributes: readonly Attribute[]; readonly droppedAttributesCount: 0 };
      readonly scopeSpans: readonly [{ readonly scope: { readonly name: string }; readonly spans: readonly Span[] }];
    },
  ];
}

/** Records of calls as spans, one each, in the order given. Text of learners is not in a record, so it is not in a span. */
export async function makeTraceRequest(records: readonly CallRecord[]): Promise<TraceRequest> {
  const spans = await Promise.all(records.map(makeSpan));
  const resource = { attributes: [{ key: "service.name", value: { stringValue: "cairn" } }], droppedAttributesCount: 0 } as const;
  return { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: "cairn.llm" }, spans }] }] };
}

async function makeSpan(record: CallRecord): Promise<Span> {
  const { model } = readRoute(record.route);
  const isCall = record.cache === "none";
  const startMs = Date.parse(record.at);
  return {
    ...(await traceIdsOf(record)),
    name: isCall ? `${operationOf(record)} ${model}` : `cached ${model}`,
    kind: isCall ? KIND_CLIENT : KIND_INTERNAL,
    startTimeUnixNano: nanoseconds(startMs),
    endTimeUnixNano: nanoseconds(startMs + record.total_ms),
    attributes: attributesOf(record),
    droppedAttributesCount: 0,
    events: [],
    droppedEventsCount: 0,
    status: { code: record.outcome === "ok" ? STATUS_UNSET : STATUS_ERROR },
    links: [],
    droppedLinksCount: 0,
    flags: FLAGS,
  };
}

function nanoseconds(ms: number): string {
  return `${BigInt(ms) * 1_000_000n}`;
}
