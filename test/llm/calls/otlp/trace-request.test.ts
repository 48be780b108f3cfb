import { ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import { describe, expect, it } from "vitest";
import { makeSpans, type Span } from "../../../../src/llm/calls/otlp/make-spans.ts";
import { encodeTraceRequest } from "../../../../src/llm/calls/otlp/trace-request.ts";
import { busyDay, callRecord } from "../records.ts";

type ReadableSpan = Parameters<typeof ProtobufTraceSerializer.serializeRequest>[0][number];

describe("what is sent to a collector", () => {
  it("is byte for byte what OpenTelemetry's own exporter writes for the same spans", async () => {
    // Theirs takes a whole number for an integer, so no time to the first token is one here.
    const day = busyDay(200, "ten_public", 3).map((record) => ({ ...record, first_token_ms: record.first_token_ms && 310 }));
    const odd = callRecord({ call_id: "cal_odd", course_id: "les_größe_数学", cost_nanousd: 2 ** 40 + 3, saved_nanousd: 2 ** 53 - 1 });
    const spans = await makeSpans([odd, ...day]);
    const theirs = ProtobufTraceSerializer.serializeRequest(spans.map(asSdkSpan));
    expect(Buffer.from(encodeTraceRequest(spans))).toEqual(Buffer.from(theirs ?? []));
  });

  it("says seconds as a fraction also when they are whole, so that a collector does not see two kinds of one attribute", async () => {
    const [whole, fraction] = [2_000, 310].map(async (first_token_ms) =>
      encodeTraceRequest(await makeSpans([callRecord({ first_token_ms })])),
    );
    const value = Buffer.alloc(9, 0x21);
    value.writeDoubleLE(2, 1);
    expect(Buffer.from((await whole) ?? []).includes(value)).toBe(true);
    expect((await whole)?.length).toBe((await fraction)?.length);
  });
});

const RESOURCE: ReadableSpan["resource"] = {
  attributes: { "service.name": "cairn" },
  merge: () => RESOURCE,
  getRawAttributes: () => [],
};
const SCOPE = { name: "cairn.llm" };

/** One of our spans as OpenTelemetry's SDK would hand it to its exporter. */
function asSdkSpan(span: Span): ReadableSpan {
  const time = (nanoseconds: bigint): [number, number] => [Number(nanoseconds / 10n ** 9n), Number(nanoseconds % 10n ** 9n)];
  const hex = (id: Uint8Array) => Buffer.from(id).toString("hex");
  return {
    name: span.name,
    kind: span.kind - 1,
    spanContext: () => ({ traceId: hex(span.trace_id), spanId: hex(span.span_id), traceFlags: 1 }),
    startTime: time(span.start_ns),
    endTime: time(span.end_ns),
    status: { code: span.status_code },
    attributes: Object.fromEntries(span.attributes.map(({ key, value }) => [key, Object.values(value)[0]])),
    links: [],
    events: [],
    duration: [0, 0],
    ended: true,
    resource: RESOURCE,
    instrumentationScope: SCOPE,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}
