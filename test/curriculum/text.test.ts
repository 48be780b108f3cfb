import { describe, expect, it } from "vitest";
import { stemOf } from "../../src/curriculum/stem.ts";
import { contentStems, normalise, readSentences } from "../../src/curriculum/text.ts";

const sentences = (text: string): string[] => readSentences(text).map(({ start, end }) => text.slice(start, end));

describe("sentences", () => {
  it("end at full stops, blank lines and bullets, not at a line break alone or in an abbreviation", () => {
    expect(sentences("It is kept, e.g. on disk. Then\nit is sent!\n\nDone\n- one\n- two")).toEqual([
      "It is kept, e.g. on disk",
      "Then\nit is sent",
      "Done",
      "one",
      "two",
    ]);
  });

  it("are none in a text without words", () => expect(readSentences(" …?! \n")).toEqual([]));
});

describe("number words", () => {
  it("join within a clause only, and forgive how they are often misspelt", () => {
    const numbers = (text: string) => readSentences(text).flatMap(({ tokens }) => tokens.flatMap(({ value }) => value ?? []));
    expect(numbers("forty, one")).toEqual(["40", "1"]);
    expect(numbers("fourty one; eleven twenty-fourths")).toEqual(["41", "11/24"]);
  });
});

describe("words", () => {
  it.each([
    ["committed", "commits"],
    ["copies", "copy"],
    ["replication", "replicate"],
    ["wrote", "writing"],
    ["indices", "index"],
    ["agreed", "agrees"],
    ["organisation", "organize"],
    ["hoping", "hopes"],
  ])("%s and %s are one word", (a, b) => expect(stemOf(a)).toBe(stemOf(b)));

  it.each([
    ["universal", "unit"],
    ["hopping", "hoping"],
    ["major", "minor"],
  ])("%s and %s are two", (a, b) => expect(stemOf(a)).not.toBe(stemOf(b)));

  it("of content are told from those that hold a sentence together", () => {
    expect(contentStems("It is the leader that stores three of the entries")).toEqual(["leader", "store", "3", "entri"]);
  });

  it("compare whatever the case, spacing and punctuation", () =>
    expect(normalise("The  Leader’s\nlog: 1/2!")).toBe(normalise("the leader's log 0.5")));
});
