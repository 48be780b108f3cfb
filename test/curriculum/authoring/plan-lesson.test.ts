import { describe, expect, it } from "vitest";
import { planLesson } from "../../../src/curriculum/authoring/plan-lesson.ts";
import { writeByExtraction } from "../../../src/curriculum/authoring/write-by-extraction.ts";
import { CHAPTER, chapterPassages } from "../../support/chapter.ts";

const plan = (objectives: readonly string[] = [], language = "en") =>
  planLesson({ language, title: "Ecology", objectives, passages: chapterPassages() });

describe("a lesson planned from a chapter", () => {
  it("teaches terms that the chapter explains, each under its own name, and closes with all of them", () => {
    const nodes = plan()?.nodes ?? [];
    expect(nodes.length).toBeGreaterThan(3);
    expect(nodes.map(({ kind }) => kind)).toEqual(["introduction", ...Array<string>(nodes.length - 2).fill("concept"), "closing"]);
    for (const { term } of nodes) if (term) expect(CHAPTER).toContain(term.definition);
  });

  it("takes what the objectives ask for", () => {
    const asked = plan(["Explain what a niche is", "Say how decomposers work"])?.nodes.map(({ concept }) => concept);
    expect(asked).toEqual(expect.arrayContaining(["Decomposers"]));
  });

  it("puts a term after the ones that its own explanation uses, wherever it stands in the text", () => {
    const paragraphs = CHAPTER.replace("the change in a community over", "the change in a habitat over").split("\n\n");
    const moved = paragraphs.find((paragraph) => paragraph.startsWith("Succession")) ?? "";
    const text = [moved, ...paragraphs.filter((paragraph) => paragraph !== moved)].join("\n\n");
    const lesson = planLesson({ language: "en", title: "Succession in a habitat", objectives: [], passages: chapterPassages(text) });
    const nodes = lesson?.nodes ?? [];
    const [habitat, later] = [nodes.find(({ concept }) => concept === "Habitat"), nodes.find(({ concept }) => concept === "Succession")];
    expect([habitat?.concept, later?.concept]).toEqual(["Habitat", "Succession"]);
    expect(nodes.findIndex((node) => node === habitat)).toBeLessThan(nodes.findIndex((node) => node === later));
    expect(later?.requires).toEqual([habitat?.id]);
  });

  it("says nothing that the chapter does not say, beside our own few words", () => {
    const lesson = plan();
    if (!lesson) throw new Error("There is no plan.");
    const frame = /^(?:Beside it the text explains .*|By contrast, the text says of “[^”]+”:)$/;
    for (const { id, kind } of lesson.nodes) {
      if (kind === "closing") continue;
      for (const { text } of writeByExtraction(lesson, id)?.explanations ?? []) {
        const said = text.replace(/By contrast, the text says of “[^”]+”: /, "").split(/(?<=\.) /);
        for (const sentence of said) expect(frame.test(sentence) || CHAPTER.includes(sentence) ? null : sentence).toBeNull();
      }
    }
  });

  it("is none in a language that nobody taught the planner to read", () => {
    expect(plan([], "de")).toBeNull();
  });
});
