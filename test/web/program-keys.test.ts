import { describe, expect, it } from "vitest";
import { programEdit } from "../../web/ui/program-keys.ts";

const PLAIN = { shiftKey: false };

/** The text before the caret after these keys, a line of typed characters being one key each. */
function typed(...keys: readonly string[]): string {
  return keys.reduce((before, key) => {
    const edit = programEdit({ key, ...PLAIN }, before);
    if (edit) return before.slice(0, before.length - edit.remove) + edit.insert;
    if (key === "Backspace") return before.slice(0, -1);
    return key === "Tab" ? before : before + key;
  }, "");
}

describe("a learner who types a program", () => {
  it("gets the body of a loop indented, and goes back out with one Backspace", () => {
    expect(typed("for x in xs:", "Enter", "print(x)", "Enter", "Backspace", "print(9)")).toBe("for x in xs:\n    print(x)\nprint(9)");
  });

  it("keeps the depth from line to line, and steps out after a line that ends the block", () => {
    expect(typed("def f(x):", "Enter", "if x:", "Enter", "return 1", "Enter", "y = 2", "Enter", "z")).toBe(
      "def f(x):\n    if x:\n        return 1\n    y = 2\n    z",
    );
  });

  it("indents with Tab at the beginning of a line, to the next step", () => {
    expect(typed("while True:", "Enter", "Backspace", "  ", "Tab", "x")).toBe("while True:\n    x");
  });

  it("leaves the box with Tab where nothing was begun, or within a line", () => {
    expect(programEdit({ key: "Tab", ...PLAIN }, "")).toBeNull();
    expect(programEdit({ key: "Tab", ...PLAIN }, "for x")).toBeNull();
    expect(programEdit({ key: "Tab", shiftKey: true }, "for x in xs:\n")).toBeNull();
  });

  it("takes a step back with Shift+Tab, a tab of their own as one step, and letters one by one", () => {
    expect(programEdit({ key: "Tab", shiftKey: true }, "if x:\n        ")).toEqual({ remove: 4, insert: "" });
    expect(programEdit({ key: "Backspace", ...PLAIN }, "\t")).toEqual({ remove: 1, insert: "" });
    expect(programEdit({ key: "Backspace", ...PLAIN }, "    x")).toBeNull();
  });
});
