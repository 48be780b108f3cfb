import { describe, expect, it } from "vitest";
import { compareFacts, describeSpan, readCollectorOutput } from "../../scripts/lib/collector-output.ts";
import { makeSampleCalls } from "../../scripts/lib/sample-calls.ts";
import { callRecordSchema } from "../../src/llm/calls/call-record.schema.ts";
import { makeSpans, type Span } from "../../src/llm/calls/otlp/make-spans.ts";

const CALLS = makeSampleCalls(Date.parse("2026-11-28T09:00:00.000Z"));

/** A span as Fluent Bit 5.1.1 wrote it: integers as text, a status as a word, and fields that we did not send. */
function asWritten(span: Span) {
  const { traceId, spanId } = span.spanContext();
  const time = ([seconds, nanoseconds]: Span["startTime"]) => `${seconds}${`${nanoseconds}`.padStart(9, "0")}`;
  return {
    traceId,
    spanId,
    name: span.name,
    kind: span.kind + 1,
    startTimeUnixNano: time(span.startTime),
    endTimeUnixNano: time(span.endTime),
    attributes: Object.entries(span.attributes).map(([key, value]): { key: string; value: object } => {
      if (typeof value === "string") return { key, value: { stringValue: value } };
      if (typeof value === "boolean") return { key, value: { boolValue: value } };
      return { key, value: Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value } };
    }),
    status: { code: span.status.code === 2 ? "ERROR" : "UNSET", message: "" },
  };
}
type WrittenSpan = ReturnType<typeof asWritten> & { parentSpanId?: string };

const asLine = (...spans: WrittenSpan[]) =>
  JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: [{ key: "service.name", value: { stringValue: "cairn" } }] },
        scopeSpans: [{ scope: { name: "cairn.llm", version: "" }, spans, schemaUrl: "" }],
      },
    ],
  });

describe("an operator who looks at what a collector wrote", () => {
  it("finds the sample calls as they were sent, among lines that are something else", async () => {
    const spans = await makeSpans(CALLS);
    const [first, ...rest] = spans.map(asWritten);
    if (!first) throw new Error("no sample");
    const arrived = readCollectorOutput(["[info] started", "{}", asLine(first), asLine(...rest), '{"resourceSp'].join("\n"));
    expect(arrived.size).toBe(CALLS.length);
    for (const { id, facts } of spans.map(describeSpan)) expect(compareFacts(facts, arrived.get(id) ?? new Map())).toEqual([]);
  });

  it.each<[string, (span: WrittenSpan) => void, string]>([
    ["lost an attribute", (span) => span.attributes.shift(), "gen_ai.operation.name: sent stringValue chat, arrived nothing"],
    ["added one", (span) => span.attributes.push({ key: "env", value: { stringValue: "x" } }), "env: sent nothing, arrived stringValue x"],
    ["moved its end", (span) => (span.endTimeUnixNano = "7"), "end: sent 1795856401841000000, arrived 7"],
    ["gave it a parent", (span) => (span.parentSpanId = "ab"), "parent: sent , arrived ab"],
    ["says that it failed", (span) => (span.status.code = "ERROR"), "failed: sent false, arrived true"],
  ])("is told when a collector %s", async (_what, change, difference) => {
    const [span] = await makeSpans(CALLS);
    if (!span) throw new Error("no sample");
    const written = asWritten(span);
    change(written);
    const { id, facts } = describeSpan(span);
    expect(compareFacts(facts, readCollectorOutput(asLine(written)).get(id) ?? new Map())).toEqual([difference]);
  });

  it("sends records that could be real, under ids of their own each time", () => {
    for (const call of CALLS) expect(callRecordSchema.parse(call)).toEqual(call);
    const ids = [...CALLS, ...makeSampleCalls(1)].map(({ call_id }) => call_id);
    expect(new Set(ids).size).toBe(2 * CALLS.length);
  });
});
