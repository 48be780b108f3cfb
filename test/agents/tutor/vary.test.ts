import { describe, expect, it } from "vitest";
import { saidIn, vary } from "../../../src/agents/tutor/vary.ts";

const PHRASES = ["First.", "Second.", "Third."] as const;
const AROUND = [(words: string) => `Keep ${words} in mind.`, (words: string) => `Test ${words} again.`] as const;

describe("varied wording", () => {
  it("differs between neighbouring turns and is the same for the same turn", () => {
    expect([0, 1, 2, 3].map((turn) => vary(PHRASES, turn))).toEqual(["First.", "Second.", "Third.", "First."]);
  });

  it("passes over what the tutor has said, until all of it was", () => {
    const history = [
      { role: "tutor" as const, content: "Second.\n\nWhat now?" },
      { role: "user" as const, content: "Third." },
    ];
    expect(vary(PHRASES, 1, saidIn(history))).toBe("Third.");
    expect(vary(PHRASES, 1, "First. Second. Third.")).toBe("Second.");
  });

  it("knows a phrase again by its own words, whatever it was put around", () => {
    expect(vary(AROUND, 0, "Keep “two of five” in mind.")("“it”")).toBe("Test “it” again.");
  });
});
