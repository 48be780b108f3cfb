import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_QUOTE_CHARS, quoteFrom } from "../../../src/agents/evaluator/verdict.ts";

describe("a quotation", () => {
  it.each([
    [
      '`print(day)` and `print("open")` run twice, I think',
      '(day)` and `print("open")` run twice',
      '`print(day)` and `print("open")` run twice',
    ],
    ["it prints `a = 1` first", "1` first", "`a = 1` first"],
    ["it prints `a = 1` first", "prints `a", "prints `a = 1`"],
    ["[10, 20, 30]. The list stays", "10, 20, 30", "[10, 20, 30]"],
    ["The header names x, the body prints it.", "names x", "names x"],
    ["an unfinished `print(x and no more", "print(x", "`print(x"],
  ])("of %s begins and ends with whole words and whole code", (reply, span, quoted) => {
    expect(quoteFrom(reply, span)).toBe(quoted);
  });

  it("is a verbatim piece of the reply, at most 160 characters, whatever was recognised", () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom("`", " ", "\n", "(", ".", "\ud83d\ude00", "x".repeat(90)), fc.string()), { maxLength: 20 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (reply, from, length) => {
        const span = reply.slice(from % (reply.length + 1)).slice(0, length % (reply.length + 1));
        const quoted = quoteFrom(reply, span);
        expect(reply).toContain(quoted);
        expect(quoted.length).toBeLessThanOrEqual(MAX_QUOTE_CHARS);
      }),
      { numRuns: 500 },
    );
  });
});
