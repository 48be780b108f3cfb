import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ERRORS } from "../../src/protocol/errors.ts";
import { createSessionBodySchema } from "../../src/protocol/http.schema.ts";
import { checkShape } from "../../src/protocol/check-shape.ts";
import { parseClientFrame } from "../../src/session/parse-client-frame.schema.ts";

const TYPES = ["hello", "reply", "hint", "choose_path", "set_aside", "teach_me", "abandon"];

const command = fc.record(
  {
    v: fc.oneof(fc.constant(1), fc.jsonValue()),
    type: fc.oneof(fc.constantFrom(...TYPES), fc.jsonValue()),
    message_id: fc.oneof(fc.string(), fc.jsonValue()),
    text: fc.oneof(fc.string(), fc.jsonValue()),
    path_id: fc.jsonValue(),
    placement: fc.oneof(fc.boolean(), fc.jsonValue()),
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
        if (read.ok) expect(TYPES).toContain(read.value.type);
        else expect(Object.keys(ERRORS)).toContain(read.error.code);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a frame's size", () => {
  const refusal = (text: string) => {
    const read = parseClientFrame(text);
    return read.ok ? null : read.error.code;
  };
  const reply = (text: string) => `{"v":1,"type":"reply","message_id":"message-1","text":"${text}"}`;

  it("is counted in bytes, so that no script may send more than another", () => {
    expect(refusal(`"${"a".repeat(65_534)}"`)).toBe("invalid_request");
    expect(refusal(`"${"a".repeat(65_535)}"`)).toBe("too_large");
    expect(refusal(`"${"数".repeat(22_000)}"`)).toBe("too_large");
  });

  it("has room for the longest reply, however its characters are written", () => {
    expect(refusal(reply("a".repeat(8_000)))).toBeNull();
    expect(refusal(reply("数".repeat(8_000)))).toBeNull();
    expect(refusal(reply("\\u6570".repeat(8_000)))).toBeNull();
    expect(refusal(reply("a".repeat(8_001)))).toBe("reply_too_long");
  });
});

describe("a body that is wrong all over", () => {
  it("is told of in twenty fields at most, and no name comes back whole that nobody would give a field", () => {
    const read = checkShape(createSessionBodySchema, {
      title: "Rome",
      ...Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`${"x".repeat(300)}${at}`, 1])),
    });
    if (read.ok) throw new Error("This is no lesson.");
    expect(read.error.fields).toHaveLength(20);
    expect(read.error.detail.length).toBeLessThan(3_000);
  });
});

describe("an embedder who starts a lesson wrongly", () => {
  it.each([
    [{ title: "" }, "title"],
    [{ title: "Rome", objectives: ["Say when", 7] }, "objectives.1"],
    [{ lesson_id: 5 }, "lesson_id"],
    [{ title: "Rome", language: "Latin, please" }, "language"],
    [{ title: "Rome", language: "Latin!", objectives: "all" }, "objectives", "language"],
    [{ title: "Rome", langauge: "la" }, "langauge"],
    [{}, "lesson_id"],
  ])("is told which fields are wrong in %j", (body, ...fields) => {
    const read = checkShape(createSessionBodySchema, body);
    if (read.ok) throw new Error("This is no lesson.");
    expect(read.error.code).toBe("invalid_request");
    expect(read.error.fields?.map(({ field }) => field)).toEqual(fields);
  });
});
