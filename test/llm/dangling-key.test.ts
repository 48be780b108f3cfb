import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutDanglingKey } from "../../src/llm/dangling-key.ts";

describe("a key whose value has not come", () => {
  it.each([
    ['{"a": 1, "b":', '{"a": 1'],
    ['{"a": 1, "b', '{"a": 1'],
    ['{"a": {"b": [1], "c" : ', '{"a": {"b": [1]'],
    ['{"ke', "{"],
    ['{"a": "x, \\"y\\": z", "b":', '{"a": "x, \\"y\\": z"'],
  ])("is left out: %s", (text, expected) => expect(withoutDanglingKey(text)).toBe(expected));

  it.each(['{"a": 1', '{"a": "wor', '{"a": tr', '["a", "b', '{"a": ["b', '{"a": {}', "prose, no more", "", '{"a": 1}', '{"a": -'])(
    "is not seen where a value has begun, or none is asked for: %s",
    (text) => expect(withoutDanglingKey(text)).toBe(text),
  );

  it("never costs a member that is whole, wherever an answer was cut", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.string(), fc.array(fc.string()), fc.dictionary(fc.string(), fc.boolean()))),
        fc.nat(),
        (value, at) => {
          const text = JSON.stringify(value);
          const cut = text.slice(0, at % (text.length + 1));
          const kept = withoutDanglingKey(cut);
          expect(cut.startsWith(kept)).toBe(true);
          // What is dropped is one key at the most: a comma or nothing, a string, a colon or nothing.
          expect(cut.slice(kept.length)).toMatch(/^,?\s*("(?:[^"\\]|\\.)*(?:"|\\?$))?\s*:?\s*$/s);
        },
      ),
    );
  });
});
