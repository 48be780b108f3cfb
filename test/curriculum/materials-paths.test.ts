import { describe, expect, it } from "vitest";
import { packFromMaterials } from "../../src/curriculum/pack-from-materials.ts";
import type { Pack } from "../../src/curriculum/pack.schema.ts";

// Each term is explained in one section and used in others; the text itself does not begin with what the rest builds on.
const RIVERS = `## Deltas

A delta is an area of land that a river builds where it reaches the sea. The sediment settles because the water slows down at the mouth. Every delta grows with the load of its river.

## FLOODS IN THE VALLEY

A flood is a rise of water over land that is dry most of the year. The flood leaves sediment on the fields, which makes the soil of a delta rich. Farmers wait for the flood because their fields need it.

## Sediment

Sediment is a mixture of sand, silt and clay that running water carries along. Heavy sediment sinks first because it needs fast water. A river drops its sediment where the slope ends.

## The Nile

For example, the Nile brought 120 million tonnes of sediment to its delta each year before 1964. In 1970 a dam was finished at Aswan, and 98 percent of the sediment now stays behind it. The delta has lost land to the sea ever since because nothing replaces what the waves take.

## Dams {#dams}

A dam is a wall across a valley that holds a river back. Behind a dam the water stands still, so that its sediment sinks to the ground. A dam keeps the flood away from the fields below it.`;

const make = (objectives: readonly string[] = []): Pack => {
  const pack = packFromMaterials({ title: "Rivers", objectives, language: "en", text: RIVERS });
  if (!pack) throw new Error("There is enough to teach from.");
  return pack;
};
const titlesOf = (pack: Pack, at: number): string[] =>
  pack.paths[at]?.sequence.flatMap((id) => pack.nodes.find((node) => node.id === id)?.concept ?? []) ?? [];

describe("the ways through a pasted text", () => {
  it("are three, each in an order and with a description of its own, all from the introduction to the closing", () => {
    const { paths, nodes } = make();
    expect(paths).toHaveLength(3);
    expect(new Set(paths.map(({ sequence }) => sequence.join())).size).toBe(3);
    expect(new Set(paths.map(({ description }) => description)).size).toBe(3);
    for (const { sequence } of paths) {
      expect(sequence.at(0)).toBe(nodes.at(0)?.id);
      expect(sequence.at(-1)).toBe("node_closing");
      expect([...sequence].sort()).toEqual(nodes.map(({ id }) => id).sort());
    }
  });

  it("include one that explains a term before the passages that use it, which the text does not", () => {
    const pack = make();
    const at = pack.paths.findIndex(({ name }) => name === "Foundations first");
    const titles = titlesOf(pack, at);
    expect(titles.indexOf("Sediment")).toBeLessThan(titles.indexOf("Dams"));
    expect(titles.indexOf("Sediment")).toBeLessThan(titles.indexOf("The Nile"));
    expect(titles.indexOf("Sediment")).toBeLessThan(titles.indexOf("Floods in the valley"));
    expect(pack.paths[at]?.description).toContain(`“${titles[1]}”`);
  });

  it("include one that begins with a case, and says with which", () => {
    const pack = make();
    const at = pack.paths.findIndex(({ name }) => name === "From an example");
    expect(titlesOf(pack, at).at(1)).toBe("The Nile");
    expect(pack.paths[at]?.description).toContain("The Nile");
  });

  it("have names that a learner can read: no capitals that shout, no anchors", () => {
    expect(titlesOf(make(), 0)).toEqual(["Deltas", "Floods in the valley", "Sediment", "The Nile", "Dams", "What has stayed"]);
  });

  it("take longer the more there is to read and to answer", () => {
    for (const { minutes, explanations } of make().nodes) {
      const words = explanations[0]?.text.split(/\s+/).length ?? 0;
      expect(minutes).toBeGreaterThanOrEqual(1);
      expect(minutes).toBeLessThanOrEqual(Math.ceil(words / 200) + 7);
    }
  });

  it("give a passage without a heading the name of what it explains, or of the objective that it takes up", () => {
    const bare = RIVERS.replace(/^## .*$/gm, "").replace("A dam is a wall across a valley that holds", "Walls across a valley hold");
    const pack = packFromMaterials({ title: "Rivers", objectives: ["Explain how walls change a valley"], language: "en", text: bare });
    const titles = pack?.nodes.map(({ concept }) => concept) ?? [];
    expect(titles.some((title) => title.endsWith("…"))).toBe(false);
    expect(new Set(titles).size).toBe(titles.length);
  });
});
