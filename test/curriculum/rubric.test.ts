import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findMatch, parsePattern } from "../../src/curriculum/rubric.ts";

const matches = (pattern: string, text: string, mode: "text" | "code" = "text"): boolean => findMatch([pattern], text, mode) !== null;

describe("a learner's sentence and an author's pattern", () => {
  it.each([
    ["vote", "Three servers voted for it."],
    ["vote", "they are voting"],
    ["elect*", "an election is held"],
    ["more_than_half", "it needs more than a half"],
    ["majority|more_than_half agree|confirm*", "once the majority has confirmed"],
    ["3", "three servers"],
    ["3.0", "3 servers"],
    ["21", "twenty-one"],
    ["250", "two hundred and fifty"],
    ["1/2", "½ of them"],
    ["1/2", "one half of them"],
    ["1/2", "\\frac{1}{2} of them"],
    ["7/12", "seven twelfths"],
    ["7/12", "7 over 12"],
    ["3/2", "one and a half"],
    ["timeout", "the time out runs off"],
    ["time_out", "the timeout runs off"],
    ["lose", "the write is lost"],
    ["acknowledge", "they have aknowledged it"],
    ["majority", "the majorty has it"],
    ["denominator", "make the demoninators equal"],
    ["fraction", "ｆｒａｃｔｉｏｎ"],
  ])("meets %s in “%s”", (pattern, text) => expect(matches(pattern, text)).toBe(true));

  it.each([
    ["vote", "Three servers agree."],
    ["majority agree", "There is a majority. They agree."],
    ["3", "thirteen servers"],
    ["1/2", "1 and 2"],
    ["mutable", "an immutable list"],
    ["synchronous", "it is asynchronous"],
    ["exothermic", "it is endothermic"],
    ["charge", "the change of it"],
    ["vote", "a note"],
  ])("does not see %s in “%s”", (pattern, text) => expect(matches(pattern, text)).toBe(false));
});

describe("negation", () => {
  it.each([
    ["commit*", "it is not committed", false],
    ["commit*", "it isn’t committed", false],
    ["commit*", "it cant be committed yet", false],
    ["commit*", "it is not lost, it is committed", true],
    ["commit*", "it is not lost but committed", true],
    ["commit*", "not lost because it is committed", true],
    ["commit*", "no it is committed", true],
    ["commit*", "not only stored, also committed", true],
    ["commit*", "I'm not sure it is committed", true],
    ["local", "it is global instead of local", false],
    ["majority", "it cannot commit without a majority", true],
    ["not commit*", "it isn’t committed", true],
    ["not commit*", "never committed", true],
    ["not commit*", "it is committed", false],
    ["not commit*", "it fails to commit", true],
    ["without majority", "goes on without a majority", true],
    ["without majority", "goes on with a majority", false],
    ["majority !all", "a majority, not all of them", true],
    ["majority !all", "a majority, in fact all of them", false],
  ])("%s in “%s”: %s", (pattern, text, expected) => expect(matches(pattern, text)).toBe(expected));
});

describe("code", () => {
  it.each([
    ["for_*_in_range", "for k in range(10):", true],
    ["range(1,11)", "for i in range( 1, 11 ):", true],
    ["total_+=_*", "total+=x", true],
    ["my_list", "my_list.append(1)", true],
    ['"hi"', "print('hi')", true],
    ["!=", "if a != b:", true],
    ["a_\\*_b", "return a * b", true],
    ["return", "# return total", false],
    ["return total", "return x\ntotal = 1", false],
    ["Total", "total = 1", false],
    ["for !while", "for x in y: pass", true],
    ["for !while", "while True: for", false],
    [":_\\n_\\>_total_=_0", "for p in prices:\n    total = 0\n    total += p", true],
    [":_\\n_\\>_total_=_0", "total = 0\nfor p in prices:\n    total += p", false],
    ["total_=_0_\\n_for", "total = 0\n\n# next\nfor p in prices:", true],
    ["+=_p_\\n_\\<_print", "for p in prices:\n\ttotal += p\nprint(total)", true],
    ["total_=_0 !:_\\n_\\>_total_=_0", "for p in prices:\n    total = 0", false],
  ])("%s in `%s`: %s", (pattern, text, expected) => expect(matches(pattern, text, "code")).toBe(expected));
});

describe("what an author is told", () => {
  it.each(["", "!", "a||b", "a|", "!only", "*", "_", "("])("“%s” cannot be read", (pattern) => {
    expect(() => parsePattern(pattern)).toThrow(`pattern "${pattern}"`);
  });
});

describe("the span", () => {
  it("is the sentence that matched, verbatim", () => {
    expect(findMatch(["majority"], "I thought so.  The MAJORTY, it has it! Yes.", "text")?.span).toBe("The MAJORTY, it has it");
  });

  it("is narrowed to the clauses that matched when the sentence is long", () => {
    const text = `${"well I looked at it for a very long time and thought about it, ".repeat(4)}a majority has it, ${"and so on and so forth, ".repeat(6)}`;
    expect(findMatch(["majority"], text, "text")?.span).toBe("a majority has it");
  });

  it("is always a piece of the text, whatever a learner types", () => {
    const words = fc.array(
      fc.oneof(fc.constantFrom("majority", "not", "½", "3/4", "don’t", ".", "\n", ", ", "𝟛", "İ", "ﬁn"), fc.string({ unit: "grapheme" })),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(words, fc.constantFrom<"text" | "code">("text", "code"), (parts, mode) => {
        const text = parts.join(" ");
        const match = findMatch(["majority", "3", "not", "3/4", "fin*"], text, mode);
        expect(match === null || (match.span !== "" && text.slice(match.start, match.end) === match.span)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
