import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentPath, draftPath, coursePath, routeOf } from "../../../web/app/route.ts";
import { locate } from "../../../web/app/courses/locate.ts";
import { markWords } from "../../../web/app/courses/mark-words.ts";
import { words } from "../../../web/app/courses/text.en.ts";
import { BOOK, SEARCH } from "./samples.ts";

describe("a teacher who follows an address", () => {
  it.each([
    ["/courses", "", { name: "courses" }],
    [coursePath("crs_1"), "", { name: "course", course_id: "crs_1" }],
    [draftPath("dft_1"), "", { name: "draft", draft_id: "dft_1" }],
    ["/documents/doc_1", "", { name: "document", document_id: "doc_1", at: null }],
    ["/documents/doc_1", "?at=40-90", { name: "document", document_id: "doc_1", at: { start: 40, end: 90 } }],
    ["/documents/doc_1", "?at=90-40", { name: "document", document_id: "doc_1", at: null }],
    ["/documents/doc_1", "?at=x-9", { name: "document", document_id: "doc_1", at: null }],
    ["/documents/../doc_1", "", { name: "not_found" }],
    ["/coursesmore", "", { name: "not_found" }],
  ])("comes from %s%s to the right page", (path, search, route) => {
    expect(routeOf(path, search)).toEqual(route);
  });

  it("comes to the stretch of text that was cited", () => {
    expect(documentPath("doc_1", { start: 3, end: 12 })).toBe("/documents/doc_1?at=3-12");
  });
});

describe("the words of a query in a passage", () => {
  it("are marked whole, whatever their case and ending, and no word is lost", () => {
    const marked = markWords("Leaves look green; a leaf is green.", ["leave", "GREEN"]).filter(({ isMarked }) => isMarked);
    expect(marked.map(({ text }) => text)).toEqual(["Leaves", "green", "green"]);
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (text, some) => {
        expect(
          markWords(text, some)
            .map((part) => part.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });
});

describe("a passage on a printed page", () => {
  const LINES = ["4  Photosynthesis", "Chlorophyll sits in the mem-", "branes of the thylakoids. It takes", "up red and blue light.", "41"];

  it("is found over parted words and line ends, without the running head and the page's number", () => {
    expect(locate(LINES, "Chlorophyll sits in the membranes of the thylakoids. It takes up red and blue light.")).toEqual([1, 2, 3]);
  });

  it("is found by those of its sentences that stand on this page", () => {
    expect(locate(LINES, "This sentence stands on the page before. It takes up red and blue light.")).toEqual([2, 3]);
    expect(locate(LINES, "Nothing of this is here. Yes.")).toEqual([]);
  });
});

describe("what is said of a document", () => {
  it("names runs of pages once", () => {
    expect(words.document.pages([12, 13, 40])).toBe("Pages 12–13 and 40");
    expect(words.document.pages([7])).toBe("Page 7");
  });

  it("says how far it is, in the unit of the step", () => {
    const reading = { ...BOOK, status: "reading" as const };
    expect(words.document.progress({ ...reading, progress: { unit: "pages", done: 1, total: 312 } })).toBe("Reading: 1 of 312 pages");
    expect(words.document.progress({ ...reading, progress: { unit: "passages", done: 1, total: null } })).toBe("Reading: 1 passage");
    expect(words.document.progress({ ...BOOK, status: "fetching", progress: { unit: "bytes", done: 2_000_000, total: 8_400_000 } })).toBe(
      "Fetching: 2 MB of 8.4 MB",
    );
  });

  it("says why a passage was found", () => {
    const [first, second] = SEARCH.found;
    expect([first && words.find.why(first), second && words.find.why(second)]).toEqual([
      "Place 1 by its words and place 2 by its meaning",
      "Place 5 by its meaning",
    ]);
  });
});
