import { describe, expect, it } from "vitest";
import { checkPaths } from "../../../src/agents/path-generator/check-paths.ts";
import { embeddedPaths } from "../../../src/agents/path-generator/embedded-path-generator.ts";

const plan = (...objectives: string[]) => embeddedPaths({ language: "en", title: "Triangles", objectives, pack: null }).paths;
const middle = (path: ReturnType<typeof plan>[number] | undefined) => path?.teaching_sequence.slice(1, -1).map(({ concept }) => concept);

describe("paths from objectives and nothing else", () => {
  const objectives = ["Explain trigonometric functions", "Define triangle", "State the Pythagorean theorem", "Define angle"];

  it("are three where there is enough to order: as given, the goal first, the familiar first", () => {
    const paths = plan(...objectives);
    expect(paths.map(({ name }) => name)).toEqual(["Step by step", "The goal first", "The familiar first"]);
    expect(middle(paths[2])?.at(-1)).toBe("Trigonometric functions");
    expect(middle(paths[2])?.slice(0, 2).sort()).toEqual(["Angle", "Triangle"]);
    expect(paths[2]?.description).toContain(`“${middle(paths[2])?.[0]}”`);
  });

  it("hold nothing that the objectives do not say", () => {
    for (const path of plan(...objectives))
      expect([...(middle(path) ?? [])].sort()).toEqual([...(middle(plan(...objectives)[0]) ?? [])].sort());
  });

  it("say how long recalling takes, the same whatever the order", () => {
    expect(plan(...objectives).map(({ minutes }) => minutes)).toEqual([18, 18, 18]);
  });

  it("make two nodes of an objective that asks two things, and one where the second points back", () => {
    expect(middle(plan("Define an angle and explain the difference between a square and a rhombus")[0])).toEqual([
      "An angle",
      "The difference between a square and a rhombus",
    ]);
    expect(middle(plan("Define triangles and describe their sides")[0])).toEqual(["Define triangles and describe their sides"]);
  });

  it.each([
    ["Students will be able to calculate hydration", "Calculate hydration"],
    ["By the end of this lesson, learners can distinguish assets from liabilities.", "Distinguish assets from liabilities"],
    ["I can explain what mitochondria do", "What mitochondria do"],
    ["I understand osmosis", "Osmosis"],
    ["Be familiar with the main alliances", "The main alliances"],
    ["Demonstrate an understanding of trench warfare", "Trench warfare"],
    ["Explain, in your own words, how the Terror came about", "How the Terror came about"],
    ["Learn how to score a loaf", "Score a loaf"],
    ["use the imperfect for habits", "Use the imperfect for habits"],
  ])("name the step after the deed or the thing, without what teachers write before it: %s", (objective, concept) =>
    expect(middle(plan(objective)[0])).toEqual([concept]),
  );

  it("speak of a thing that is only named as something to explain", () =>
    expect(plan("evaporation")[0]?.teaching_sequence[1]).toMatchObject({
      concept: "Evaporation",
      goal: "You can explain “Evaporation” in your own words.",
    }));

  it("offer no third way that goes like another", () => {
    expect(plan("Define angle", "Define triangle", "State the Pythagorean theorem", "Explain trigonometric functions")).toHaveLength(2);
  });

  it("survive their own check", () => {
    const input = { language: "en", title: "Triangles", objectives, pack: null };
    expect(checkPaths(input, embeddedPaths(input)).corrections).toEqual([]);
  });
});

describe("paths from a title alone", () => {
  // As the page sends it: the title stands for the objective that nobody gave.
  const plain = (title: string) =>
    embeddedPaths({ language: "en", title, objectives: [title], pack: null }).paths[0]?.teaching_sequence ?? [];

  it.each([
    ["I want to understand black holes", "Black holes"],
    ["What is inflation?", "Inflation"],
    ["How do vaccines work?", "How vaccines work"],
    ["Why the sky is blue", "Why the sky is blue"],
    ["Learn about photosynthesis", "Photosynthesis"],
  ])("name what it is about, and ask three things about it: %s", (title, name) => {
    const concepts = plain(title).map(({ concept }) => concept);
    expect(concepts).toHaveLength(5);
    expect(concepts[0]).toBe(`${name}, as you know it now`);
    for (const concept of concepts.slice(1, -1)) expect(concept).toMatch(new RegExp(`^${name}: `));
  });

  it("ask a question for its answer and a thing for its meaning", () => {
    expect(plain("How do vaccines work?")[1]?.goal).toBe("You can answer in one or two sentences: “How vaccines work”.");
    expect(plain("Black holes")[1]?.goal).toBe("You can say in one or two sentences what “Black holes” means.");
  });

  it("leave out of the name what would be cut off, where a colon says where it ends", () =>
    expect(plain("Machine learning basics: supervised learning, unsupervised learning and overfitting")[0]?.concept).toBe(
      "Machine learning basics, as you know it now",
    ));
});
