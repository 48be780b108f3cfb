import { describe, expect, it } from "vitest";
import type { PathGeneratorInput } from "../../../src/agents/inputs.ts";
import { checkPaths } from "../../../src/agents/path-generator/check-paths.ts";
import { embeddedPaths } from "../../../src/agents/path-generator/embedded-path-generator.ts";
import type { PathsOutput } from "../../../src/agents/path-generator/path-generator.schema.ts";
import type { Pack } from "../../../src/curriculum/pack.schema.ts";
import { fixturePack } from "../../support/fixture-pack.ts";

type Path = PathsOutput["paths"][number];

// Five nodes: a pie after everything, a tart that needs bread, and a roll that needs nothing.
const [cake, bread, pie] = fixturePack.nodes;
if (!cake || !bread || !pie) throw new Error("The fixture pack has three nodes.");
const roll = { ...bread, id: "node_roll", concept: "Pieces of a roll" };
const tart = { ...bread, id: "node_tart", concept: "Pieces of a tart", requires: ["node_bread"] };
const pack: Pack = { ...fixturePack, nodes: [cake, bread, roll, tart, pie] };
const input: PathGeneratorInput = { language: "en", title: pack.title, objectives: pack.objectives, pack };

const path = (ids: readonly string[], changes: Partial<Path> = {}): Path => ({
  id: "1",
  name: "A way",
  description: "One way.",
  approach: "picture",
  minutes: null,
  teaching_sequence: ids.map((id) => ({ id, concept: "renamed by a model", goal: "changed by a model" })),
  ...changes,
});
const check = (...paths: Path[]) => {
  const { output, corrections } = checkPaths(input, { paths });
  return {
    paths: output.paths,
    order: output.paths.map((each) => each.teaching_sequence.map(({ id }) => id.replace("node_", ""))),
    checks: corrections.map((correction) => correction.check),
  };
};

describe("a plan over a pack", () => {
  it("is left alone when it can be taught", () => {
    const plan = check(path(["node_cake", "node_bread", "node_tart", "node_pie"]));
    expect(plan).toMatchObject({ order: [["cake", "bread", "tart", "pie"]], checks: [] });
  });

  it("keeps the pack's own titles and goals and adds up its minutes", () => {
    const [planned] = check(path(["node_cake", "node_bread", "node_pie"])).paths;
    expect(planned?.teaching_sequence[0]).toEqual({ id: "node_cake", concept: cake.concept, goal: cake.goal });
    expect(planned?.minutes).toBe(9);
  });

  it("loses nodes that the pack does not have", () => {
    expect(check(path(["node_cake", "node_moon", "node_roll", "node_pie"]))).toMatchObject({
      order: [["cake", "roll", "pie"]],
      checks: ["unknown_nodes"],
    });
  });

  it("begins with the introduction, ends with the closing node, and repeats nothing", () => {
    expect(check(path(["node_pie", "node_roll", "node_roll", "node_bread"])).order).toEqual([["cake", "roll", "bread", "pie"]]);
  });

  it("teaches what a node requires before it, also where it was left out", () => {
    expect(check(path(["node_cake", "node_tart", "node_bread", "node_pie"])).order).toEqual([["cake", "bread", "tart", "pie"]]);
    expect(check(path(["node_cake", "node_tart", "node_pie"])).order).toEqual([["cake", "bread", "tart", "pie"]]);
  });

  it("comes to an end where requirements go in a circle", () => {
    const circle: Pack = {
      ...pack,
      nodes: pack.nodes.map((node) => (node.id === "node_bread" ? { ...node, requires: ["node_tart"] } : node)),
    };
    const { output } = checkPaths({ ...input, pack: circle }, { paths: [path(["node_cake", "node_tart", "node_pie"])] });
    expect(output.paths[0]?.teaching_sequence).toHaveLength(4);
  });

  it("drops a path that differs in nothing but its name", () => {
    const plan = check(
      path(["node_cake", "node_bread", "node_pie"]),
      path(["node_cake", "node_bread", "node_pie"], { id: "2", name: "Another way" }),
    );
    expect(plan).toMatchObject({ checks: ["same_path"] });
    expect(plan.paths).toHaveLength(1);
  });

  it("keeps two paths of one order that look from different angles, and numbers ids that were given twice", () => {
    const ids = ["node_cake", "node_bread", "node_pie"];
    const plan = check(path(ids), path(ids, { approach: "number" }));
    expect(plan.paths.map((each) => each.id)).toEqual(["1", "2"]);
  });

  it("replaces an approach in which the nodes are not explained", () => {
    const plan = check(path(["node_cake", "node_bread", "node_pie"], { approach: "dance" }));
    expect(plan.paths[0]?.approach).toBe("picture");
    expect(plan.checks).toEqual(["unknown_approach"]);
  });

  it("falls back to the pack's own paths when nothing is left", () => {
    const plan = check(path(["node_moon"]), path([]));
    expect(plan.paths).toEqual(embeddedPaths(input).paths);
    expect(plan.checks).toContain("no_path_left");
  });
});

describe("a plan from objectives alone", () => {
  const bare: PathGeneratorInput = {
    language: "en",
    title: "How bread rises",
    objectives: ["Explain what yeast does", "Say why dough must rest", "Describe the oven."],
    pack: null,
  };

  it("opens, takes the objectives one by one, and closes", () => {
    const [first] = embeddedPaths(bare).paths;
    expect(first?.teaching_sequence.map(({ concept }) => concept)).toEqual([
      "How bread rises, as you know it now",
      "What yeast does",
      "Why dough must rest",
      "The oven",
      "How bread rises, all together",
    ]);
    expect(first?.teaching_sequence[1]?.goal).toBe("Explain what yeast does");
  });

  it("offers a second way, the goal first, where there is enough to order", () => {
    const orders = embeddedPaths(bare).paths.map((each) => each.teaching_sequence.map(({ id }) => id));
    expect(orders).toEqual([
      ["node_start", "node_1", "node_2", "node_3", "node_whole"],
      ["node_start", "node_3", "node_1", "node_2", "node_whole"],
    ]);
    expect(embeddedPaths({ ...bare, objectives: bare.objectives.slice(0, 2) }).paths).toHaveLength(1);
  });

  it("splits a title that names its parts, and asks about a single thing from three sides", () => {
    const concepts = (title: string) =>
      embeddedPaths({ ...bare, title, objectives: [] })
        .paths[0]?.teaching_sequence.slice(1, -1)
        .map(({ concept }) => concept);
    expect(concepts("TCP and UDP")).toEqual(["TCP", "UDP"]);
    expect(concepts("Rome: rise, peak and fall")).toEqual(["Rise", "Peak", "Fall"]);
    expect(concepts("Photosynthesis")).toHaveLength(3);
  });

  it("survives its own check, and any title and objectives within the wire's limits", () => {
    const odd = ["?", "“”", "a".repeat(200), "- 1. ", "什么是光合作用", "x ".repeat(90)];
    for (const title of odd)
      for (const objectives of [[], odd]) {
        const given = { ...bare, title, objectives };
        const { output, corrections } = checkPaths(given, embeddedPaths(given));
        expect(corrections, title).toEqual([]);
        expect(
          output.paths.every((each) =>
            each.teaching_sequence.every(
              ({ concept, goal }) => concept.length > 0 && concept.length <= 120 && goal.length > 0 && goal.length <= 400,
            ),
          ),
        ).toBe(true);
      }
  });

  it("numbers a model's nodes when it used an id twice, and refuses a path without a middle", () => {
    const twice = path(["node_1", "node_1", "node_2"]);
    expect(checkPaths(bare, { paths: [twice] }).output.paths[0]?.teaching_sequence.map(({ id }) => id)).toEqual([
      "node_1",
      "node_2",
      "node_3",
    ]);
    expect(checkPaths(bare, { paths: [path(["node_1"])] }).output).toEqual(embeddedPaths(bare));
  });
});
