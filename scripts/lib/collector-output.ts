import { z } from "zod";
import type { Span } from "../../src/llm/calls/otlp/make-spans.ts";

/** What stands in a span, by name, as text that is the same for both sides; an attribute says its kind too, e.g. `intValue 1900`. */
export type SpanFacts = ReadonlyMap<string, string>;

const STATUS_ERROR = 2;
const ERROR_STATUSES: ReadonlySet<unknown> = new Set([STATUS_ERROR, "STATUS_CODE_ERROR", "ERROR"]);

const attributesSchema = z.array(z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) })).default([]);
/** OTLP in JSON, as far as we write it. Numbers of 64 bits are text or numbers; Fluent Bit writes a status as a word. */
const requestSchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: attributesSchema }),
      scopeSpans: z.array(
        z.object({
          scope: z.object({ name: z.string() }),
          spans: z.array(
            z.object({
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().default(""),
              name: z.string(),
              kind: z.number(),
              startTimeUnixNano: z.coerce.string(),
              endTimeUnixNano: z.coerce.string(),
              attributes: attributesSchema,
              status: z.object({ code: z.union([z.number(), z.string()]).default(0) }).default({ code: 0 }),
            }),
          ),
        }),
      ),
    }),
  ),
});

/**
 * The spans in what a collector wrote: OTLP in JSON, a request a line, as OpenTelemetry's collector writes with its `file` exporter and Fluent Bit with
 * `stdout` in the format `otlp_json`. Lines of another kind are passed over.
 *
 * @returns the facts of each span by its id; of one that stands there twice, the last
 */
export function readCollectorOutput(text: string): Map<string, SpanFacts> {
  const spans = new Map<string, SpanFacts>();
  for (const line of text.split("\n"))
    for (const { resource, scopeSpans } of readRequest(line)?.resourceSpans ?? [])
      for (const { scope, spans: group } of scopeSpans)
        for (const span of group)
          spans.set(
            span.spanId,
            new Map([
              ...listAttributes(resource.attributes),
              ["scope", scope.name],
              ["trace", span.traceId],
              ["parent", span.parentSpanId],
              ["name", span.name],
              ["kind", `${span.kind}`],
              ["start", span.startTimeUnixNano],
              ["end", span.endTimeUnixNano],
              ["failed", `${ERROR_STATUSES.has(span.status.code)}`],
              ...listAttributes(span.attributes),
            ]),
          );
  return spans;
}

/** One of our spans in the same words. */
export function describeSpan(span: Span): { readonly id: string; readonly facts: SpanFacts } {
  const { traceId, spanId } = span.spanContext();
  return {
    id: spanId,
    facts: new Map([
      ...listValues(span.resource.attributes),
      ["scope", span.instrumentationScope.name],
      ["trace", traceId],
      ["parent", span.parentSpanContext?.spanId ?? ""],
      ["name", span.name],
      // OTLP counts kinds from one, OpenTelemetry's API from none.
      ["kind", `${span.kind + 1}`],
      ["start", toNanoseconds(span.startTime)],
      ["end", toNanoseconds(span.endTime)],
      ["failed", `${span.status.code === STATUS_ERROR}`],
      ...listValues(span.attributes),
    ]),
  };
}

/** What is in one and not in the other, or differs; a line each, empty when both say the same. */
export function compareFacts(sent: SpanFacts, arrived: SpanFacts): string[] {
  return [...new Set([...sent.keys(), ...arrived.keys()])]
    .filter((name) => sent.get(name) !== arrived.get(name))
    .map((name) => `${name}: sent ${sent.get(name) ?? "nothing"}, arrived ${arrived.get(name) ?? "nothing"}`);
}

function listAttributes(attributes: readonly { readonly key: string; readonly value: object }[]): [string, string][] {
  return attributes.map(({ key, value }) => [
    key,
    Object.entries(value)
      .map(([kind, content]) => `${kind} ${content}`)
      .join(),
  ]);
}

/** Attributes as they are before they are sent, with the kind that OTLP has for each. */
function listValues(attributes: Span["attributes"]): [string, string][] {
  return Object.entries(attributes).map(([key, value]) => [key, `${kindOf(value)} ${String(value)}`]);
}

function kindOf(value: unknown): string {
  if (typeof value === "number") return Number.isInteger(value) ? "intValue" : "doubleValue";
  return typeof value === "boolean" ? "boolValue" : "stringValue";
}

function toNanoseconds([seconds, nanoseconds]: Span["startTime"]): string {
  return `${BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds)}`;
}

function readRequest(line: string): z.output<typeof requestSchema> | undefined {
  try {
    return requestSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
