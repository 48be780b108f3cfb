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
    expect(middle(plan("Define triangles and describe their sides")[0])).toEqual(["Triangles and describe their sides"]);
  });

  it("offer no third way that goes like another", () => {
    expect(plan("Define angle", "Define triangle", "State the Pythagorean theorem", "Explain trigonometric functions")).toHaveLength(2);
  });

  it("survive their own check", () => {
    const input = { language: "en", title: "Triangles", objectives, pack: null };
    expect(checkPaths(input, embeddedPaths(input)).corrections).toEqual([]);
  });
});
