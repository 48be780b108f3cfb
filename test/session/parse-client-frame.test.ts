import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ERRORS } from "../../src/protocol/errors.ts";
import { parseClientFrame } from "../../src/session/parse-client-frame.schema.ts";

const command = fc.record(
  {
    v: fc.oneof(fc.constant(1), fc.jsonValue()),
    type: fc.oneof(fc.constantFrom("hello", "reply", "hint", "choose_path", "set_aside", "abandon"), fc.jsonValue()),
    message_id: fc.oneof(fc.string(), fc.jsonValue()),
    text: fc.oneof(fc.string(), fc.jsonValue()),
    path_id: fc.jsonValue(),
    since: fc.oneof(fc.integer(), fc.jsonValue()),
    ["__proto__"]: fc.jsonValue(),
  },
  { requiredKeys: [] },
);
const message = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.json({ maxDepth: 12 }),
  command.map((frame) => JSON.stringify(frame)),
  fc.uint8Array().map((bytes) => bytes.buffer as ArrayBuffer),
  fc.integer({ min: 1, max: 60_000 }).map((depth) => "[".repeat(depth)),
  fc.integer({ min: 1, max: 10_000 }).map((depth) => `{"v":1,"type":"reply","text":${'{"a":'.repeat(depth)}1${"}".repeat(depth)}}`),
);

describe("whatever a client sends", () => {
  it("is a frame of ours or refused by a known name, and reaches into no prototype", () => {
    fc.assert(
      fc.property(message, (sent) => {
        const read = parseClientFrame(sent);
        if (read.ok) expect(["hello", "reply", "hint", "choose_path", "set_aside", "abandon"]).toContain(read.value.type);
        else expect(Object.keys(ERRORS)).toContain(read.error.code);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });
});
