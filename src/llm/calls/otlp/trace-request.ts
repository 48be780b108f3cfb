import type { Span } from "./make-spans.ts";
import { createProtobufWriter, type ProtobufWriter } from "./protobuf.ts";
import type { Attribute } from "./span-attributes.ts";

/**
 * The body of a POST to `/v1/traces`: OTLP's ExportTraceServiceRequest in its binary form, with the same bytes that OpenTelemetry's own exporter writes.
 * Fields are numbered as in https://github.com/open-telemetry/opentelemetry-proto (trace/v1, common/v1, resource/v1), checked 2026-11-28.
 *
 * Binary, since every collector reads it. JSON is read by fewer and worse: Fluent Bit 5.1.1 refuses whole requests for `"status": {"code": 0}`.
 */
export function encodeTraceRequest(spans: readonly Span[]): Uint8Array<ArrayBuffer> {
  const writer = createProtobufWriter();
  writer.message(1, () => {
    writer.message(1, () => {
      writeAttribute(writer, 1, { key: "service.name", value: { stringValue: "cairn" } });
      writer.varint(2, NONE_DROPPED);
    });
    writer.message(2, () => {
      writer.message(1, () => writer.text(1, "cairn.llm"));
      for (const span of spans) writer.message(2, () => writeSpan(writer, span));
    });
  });
  return writer.finish();
}

/** How many attributes, events or links were left out. */
const NONE_DROPPED = 0;

function writeSpan(writer: ProtobufWriter, span: Span): void {
  writer.bytes(1, span.trace_id);
  writer.bytes(2, span.span_id);
  writer.text(5, span.name);
  writer.varint(6, span.kind);
  writer.fixed64(7, span.start_ns);
  writer.fixed64(8, span.end_ns);
  for (const attribute of span.attributes) writeAttribute(writer, 9, attribute);
  writer.varint(10, NONE_DROPPED);
  writer.varint(12, NONE_DROPPED);
  writer.varint(14, NONE_DROPPED);
  writer.message(15, () => writer.varint(3, span.status_code));
  writer.fixed32(16, span.flags);
}

function writeAttribute(writer: ProtobufWriter, field: number, { key, value }: Attribute): void {
  writer.message(field, () => {
    writer.text(1, key);
    writer.message(2, () => {
      if ("stringValue" in value) writer.text(1, value.stringValue);
      else if ("boolValue" in value) writer.varint(2, value.boolValue ? 1 : 0);
      else if ("intValue" in value) writer.varint(3, value.intValue);
      else writer.double(4, value.doubleValue);
    });
  });
}
