import { describe, expect, it } from "vitest";
import { cleanReading } from "../../../src/knowledge/read/clean.ts";
import type { Block, Reading } from "../../../src/knowledge/reading.schema.ts";

const block = (page: number | null, text: string, kind: Block["kind"] = "paragraph", level: number | null = null): Block => ({
  kind,
  level,
  page,
  text,
});
const part = (blocks: readonly Block[], kind: Reading["kind"] = "pdf"): Reading => ({
  title: null,
  kind,
  pages: null,
  blocks: [...blocks],
  findings: [],
});
const texts = (...parts: readonly Reading[]) => cleanReading(parts).blocks.map(({ text }) => text);

describe("running heads", () => {
  const pages = (head: (page: number) => string, foot: (page: number) => string) =>
    Array.from({ length: 12 }, (_, n) =>
      part([block(n + 1, head(n + 1)), block(n + 1, `Body of page ${"abcdefghijkl"[n]}.`), block(n + 1, foot(n + 1))]),
    );

  it("and page numbers are gone, over parts that were read one by one", () => {
    expect(texts(...pages(() => "Biology for Beginners", String))).toEqual([..."abcdefghijkl"].map((letter) => `Body of page ${letter}.`));
  });

  it("of left and right pages are both gone, with their numbers in them", () => {
    const read = texts(
      ...pages(
        (page) => (page % 2 ? `Chapter 2: Leaves\t${page}` : `${page} Biology`),
        () => "© A Press 2020",
      ),
    );
    expect(read.filter((text) => /Biology|Leaves|Press/.test(text))).toEqual([]);
  });

  it("of the first pages with roman numbers are gone", () => {
    expect(
      texts(
        ...pages(
          () => "Preface",
          (page) => ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"][page - 1] ?? "",
        ),
      ).length,
    ).toBe(12);
  });

  it("are not mistaken for headings that come back once a chapter, nor for numbers in a table", () => {
    const read = texts(
      ...Array.from({ length: 30 }, (_, n) =>
        part([
          block(n + 1, n % 10 === 0 ? "Exercises" : `Section ${"abcdefghij"[n % 10]} of ${n * n}`, "heading", 2),
          block(n + 1, `${n * 7 + 3}`),
        ]),
      ),
    );
    expect(read.filter((text) => text === "Exercises").length).toBe(3);
    expect(read).toContain("17");
  });
});

describe("words parted at the end of a line", () => {
  it("are whole again", () => {
    expect(texts(part([block(1, "The manage-\nment of photo-\nsynthesis.")]))).toEqual(["The management of photosynthesis."]);
  });

  it("keep a hyphen that the document writes elsewhere", () => {
    expect(texts(part([block(1, "A well-known case."), block(1, "It is a well-\nknown case.")]))[1]).toBe("It is a well-known case.");
  });

  it("keep hyphens before capitals and numbers, without a space", () => {
    expect(texts(part([block(1, "After COVID-\n19 the Anglo-\nSaxon world.")]))).toEqual(["After COVID-19 the Anglo-Saxon world."]);
  });

  it("are left alone where lines are the writer's own", () => {
    expect(texts(part([block(null, "pre-\nand post-war")], "html"))).toEqual(["pre- and post-war"]);
  });
});

describe("a paragraph", () => {
  const half = "The first half of a sentence that goes on to the next page and so has no";
  it("that a page broke is one, and is on the page it begins on", () => {
    const [one, ...others] = cleanReading([part([block(1, half)]), part([block(2, "end before this word.")])]).blocks;
    expect([one?.text, one?.page, others.length]).toEqual([`${half} end before this word.`, 1, 0]);
  });

  it("goes on behind a figure, which then follows it", () => {
    expect(texts(part([block(1, half), block(2, "Figure 2. A leaf.", "caption"), block(2, "end before this word.")]))).toEqual([
      `${half} end before this word.`,
      "Figure 2. A leaf.",
    ]);
  });

  it("that is done stays apart from the next", () => {
    expect(texts(part([block(1, `${half} end.`), block(2, "A new one.")])).length).toBe(2);
  });
});

describe("signs", () => {
  it("are plain: no ligatures, soft hyphens, controls or odd spaces, and composed", () => {
    expect(texts(part([block(null, "\u0000of\uFB01ce ex\u00ADam\u00A0ple cafe\u0301\u200B \uFEFF.")], "html"))).toEqual([
      "office exam ple café .",
    ]);
  });

  it("of programs keep their lines and indentation", () => {
    expect(texts(part([block(null, "for x in y:\n    print(x)  \n\n", "code")], "markdown"))).toEqual(["for x in y:\n    print(x)"]);
  });
});

it("counts levels of headings from 1 without gaps", () => {
  const levels = cleanReading([part([block(1, "A", "heading", 2), block(1, "B", "heading", 4), block(1, "C", "heading", 2)])]).blocks.map(
    ({ level }) => level,
  );
  expect(levels).toEqual([1, 2, 1]);
});

it("takes the first heading for a title where the document gives none", () => {
  expect(cleanReading([part([block(1, "Leaves\nof trees", "heading", 1)])]).title).toBe("Leaves of trees");
});

it("reads a line of a million letters once", () => {
  expect(texts(part([block(null, "x".repeat(1_000_000))], "text"))[0]?.length).toBe(1_000_000);
});
