import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extractConcepts } from "../../../src/curriculum/concepts/extract-concepts.ts";
import { plannedConcepts } from "../../../src/curriculum/concepts/planned-concepts.ts";

const BEES = {
  title: "The life of a bee",
  objectives: ["Describe how a colony divides its work"],
  text: `A colony is a group of bees that live and work together. Most bees of a colony are workers. The workers feed the larvae, build cells and collect nectar.

Royal jelly is a secretion that workers feed to young larvae. A larva that is fed royal jelly for longer becomes a queen. The queen lays the eggs.`,
};
const DANCES = {
  title: "How bees speak",
  objectives: ["Explain what the waggle dance tells"],
  text: `The movement by which a bee tells the others where nectar is to be found is called the waggle dance. The waggle dance tells the direction and the
distance of the nectar. A colony that watches the waggle dance finds more nectar. Another signal is a pheromone. A pheromone is a chemical that other bees can smell.`,
};
const names = (...sections: Parameters<typeof extractConcepts>[0]): string[] => extractConcepts(sections).map(({ name }) => name);

describe("the concepts of a text", () => {
  it("are the terms that it explains, names and plans, in the order of its sections", () => {
    const found = names(BEES, DANCES);
    expect(found).toEqual(expect.arrayContaining(["colony", "royal jelly", "waggle dance", "pheromone"]));
    expect(found.indexOf("colony")).toBeLessThan(found.indexOf("royal jelly"));
    expect(found.indexOf("royal jelly")).toBeLessThan(found.indexOf("waggle dance"));
    expect(found.indexOf("waggle dance")).toBeLessThan(found.indexOf("pheromone"));
  });

  it("belong to the section that explains them, however often another one uses them", () => {
    const sections = [
      { title: "Signals", objectives: [], text: "Bees use a pheromone. The pheromone spreads. Every pheromone fades." },
      DANCES,
    ];
    expect(extractConcepts(sections).find(({ name }) => name === "pheromone")).toMatchObject({ section: 1 });
  });

  it("stand in the text, word for word, each once", () => {
    const written = `${BEES.title} ${BEES.objectives.join(" ")} ${BEES.text} ${DANCES.title} ${DANCES.text}`
      .toLowerCase()
      .replace(/\s+/g, " ");
    const found = names(BEES, DANCES);
    for (const name of found) expect(written).toContain(name.toLowerCase());
    expect(new Set(found).size).toBe(found.length);
  });

  it("are only what titles and objectives name when a learner brings no text", () => {
    const plan = plannedConcepts([
      {
        title: "Types of Societies",
        objectives: ["Describe the difference between preindustrial, industrial, and postindustrial societies"],
        text: "",
      },
      { title: "Roles", objectives: ["Explain Marx’s concepts of class and alienation"], text: "" },
    ]);
    expect(plan.map(({ name }) => name)).toEqual([
      "societies",
      "preindustrial societies",
      "industrial societies",
      "postindustrial societies",
      "roles",
      "Marx",
      "class",
      "alienation",
    ]);
  });

  it("are found or not, but never fail, whatever is pasted", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ title: fc.string(), objectives: fc.array(fc.string()), text: fc.string({ unit: "grapheme" }) })),
        (sections) => {
          for (const concept of extractConcepts(sections)) {
            expect(concept.section).toBeLessThan(sections.length);
            expect(concept.name).not.toBe("");
          }
        },
      ),
    );
  });

  it("come in a time that grows with the text, also for a text without a space or an end", () => {
    for (const text of ["x".repeat(60_000), "word ".repeat(12_000), "Bees ".repeat(12_000), "([{<".repeat(15_000), "a’s ".repeat(15_000)])
      expect(extractConcepts([{ title: "", objectives: [], text }]).length).toBeLessThan(500);
  });
});
