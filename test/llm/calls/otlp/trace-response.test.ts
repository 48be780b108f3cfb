import { ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import { describe, expect, it } from "vitest";
import { createProtobufWriter } from "../../../../src/llm/calls/otlp/protobuf.ts";
import { readRejectedSpans } from "../../../../src/llm/calls/otlp/trace-response.ts";

/** An answer that says how many spans were not taken, with fields around it that only a later OTLP would have. */
function partialSuccess(rejected: number): Uint8Array {
  const writer = createProtobufWriter();
  writer.double(7, 0.5);
  writer.fixed32(8, 1);
  writer.message(1, () => {
    writer.text(2, "too old — 数学");
    writer.varint(1, rejected);
    writer.text(300, "new");
  });
  return writer.finish();
}

describe("a collector's answer", () => {
  it.each([0, 1, 127, 128, 500, 2 ** 40])("says that %d spans were not taken", (rejected) => {
    const answer = partialSuccess(rejected);
    expect(ProtobufTraceSerializer.deserializeResponse(answer).partialSuccess?.rejectedSpans).toBe(rejected);
    expect(readRejectedSpans(answer)).toBe(rejected);
  });

  const whole = partialSuccess(500);
  it.each([
    ["nothing", Uint8Array.of()],
    ["no success at all", Uint8Array.of(0x0a, 0)],
    ["a negative count", Uint8Array.of(0x0a, 11, 0x08, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1)],
    ["a count without an end", Uint8Array.of(0x0a, 3, 0x08, 255, 255)],
    ["a count of another kind", Uint8Array.of(0x0a, 3, 0x0a, 1, 9)],
    ["less than it promises", whole.subarray(0, -1)],
    ["words", Buffer.from("OK")],
    ["JSON", Buffer.from('{"partialSuccess":{"rejectedSpans":"2"}}')],
  ])("that says %s names no span", (_what, answer) => {
    expect(readRejectedSpans(answer)).toBe(0);
  });
});
