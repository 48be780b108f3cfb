import { describe, expect, it } from "vitest";
import { embeddedSolve } from "../../../src/agents/solver/embedded-solver.ts";
import { replyOf } from "../../../src/agents/solver/solver-input.ts";
import type { Item } from "../../../src/curriculum/pack.schema.ts";
import { chapterPassages } from "../../support/chapter.ts";

const solve = (form: Item["form"], prompt: string, options: readonly string[] = []): string | null => {
  const question = { language: "en", form, prompt, options: options.map((text, at) => ({ id: "abcdef".charAt(at), text })) };
  return replyOf(question, embeddedSolve({ question, passages: chapterPassages() }));
};

describe("a solver without a model, from the passages alone", () => {
  it.each([
    [
      "fills a gap",
      "Which term?\n\n“Without ____, the minerals would stay locked in fallen leaves.”",
      ["producers", "decomposers", "succession"],
      "b",
    ],
    [
      "tells whose statement it is",
      "Which of these is said of “succession”?",
      ["It is a line of organisms.", "It is slow on bare rock."],
      "b",
    ],
    ["leaves a choice open that the passages do not decide", "Which of these eats plankton?", ["the whale", "the shark"], null],
    ["leaves a choice open between two that fit alike", "Which term?\n\n“____ and bacteria are important.”", ["fungi", "fungi"], null],
  ])("%s", (_what, prompt, options, answer) => {
    expect(solve("choice", prompt, options)).toBe(answer);
  });

  it("reads a number, and none where several could be meant or the passages have none", () => {
    expect(solve("numeric", "“In cold bogs dead moss piles up for ____ of years.”")).toBeNull();
    const passages = chapterPassages("A ladder has 12 rungs in our barn. The barn has 3 doors and 4 windows.");
    const read = (prompt: string) => embeddedSolve({ question: { language: "en", form: "numeric", prompt, options: [] }, passages }).number;
    expect(read("“A ladder has ____ rungs in our barn.”")).toBe("12");
    expect(read("How many openings has the barn, doors and windows?")).toBeNull();
  });

  it("says what a name means, how a claim goes on, and nothing where the passages say nothing", () => {
    expect(solve("open", "What does “niche” mean?")).toMatch(/^A niche is the way in which a species lives/);
    expect(solve("open", "The text says: “A food chain rarely has more than five links.” Why?")).toContain("lost as heat");
    expect(solve("open", "What does “photosynthesis” mean?")).toBeNull();
    expect(solve("open", "Who was the first king of Portugal?")).toBeNull();
  });
});
