import { describe, expect, it } from "vitest";
import { checkPack } from "../../src/curriculum/check-pack.ts";
import type { Pack, PackNode } from "../../src/curriculum/pack.schema.ts";
import { fixturePack } from "../support/fixture-pack.ts";

/** The fixture with one node changed. */
function withNode(id: string, change: (node: PackNode) => Partial<PackNode>): Pack {
  return { ...fixturePack, nodes: fixturePack.nodes.map((node) => (node.id === id ? { ...node, ...change(node) } : node)) };
}

/** What the checker says about the pack and did not say about the fixture, each as "where: problem". */
function newFindings(pack: Pack, severity: "error" | "warning" = "error"): string[] {
  const lines = (of: Pack): string[] =>
    checkPack(of).flatMap((finding) => (finding.severity === severity ? [`${finding.where}: ${finding.problem}`] : []));
  const known = new Set(lines(fixturePack));
  return lines(pack).filter((line) => !known.has(line));
}

describe("an author learns where a pack is wrong", () => {
  it("and nothing when it is not", () => expect(checkPack(fixturePack).filter(({ severity }) => severity === "error")).toEqual([]));

  it("when a path names a node that is not there", () => {
    const [first, ...rest] = fixturePack.paths;
    const paths = first ? [{ ...first, sequence: ["node_cake", "node_soup", "node_pie"] }, ...rest] : [];
    expect(newFindings({ ...fixturePack, paths })).toContain("path 1: node_soup is not a node of this pack");
  });

  it("when a path begins or ends with the wrong kind of node, or breaks a requirement", () => {
    const [first, ...rest] = fixturePack.paths;
    const paths = first ? [{ ...first, sequence: ["node_bread", "node_cake"] }, ...rest] : [];
    const pack = { ...withNode("node_bread", () => ({ requires: ["node_cake"] })), paths };
    expect(newFindings(pack)).toEqual([
      "path 1: must begin with a node of kind introduction",
      "path 1: must end with a node of kind closing",
      "path 1: node_bread requires node_cake, which must come before it",
    ]);
  });

  it("when two paths share order and approach", () => {
    const paths = fixturePack.paths.map((path) => ({ ...path, approach: "picture" }));
    expect(newFindings({ ...fixturePack, paths }).join()).toContain("share both order and approach");
  });

  it("when a bridge leads from where no path comes, asks, or is longer than a sentence or two", () => {
    const text = "Cakes were cut into equal pieces, and what holds for cakes holds for loaves of bread as well";
    const linked = (after: string, words: string): Pack => withNode("node_bread", () => ({ bridges: [{ after, text: words }] }));
    expect(newFindings(linked("node_cake", `${text}.`))).toEqual([]);
    expect(newFindings(linked("node_pie", `${text}.`))).toEqual(["node_bread › bridge after node_pie: no path comes here from there"]);
    expect(newFindings(linked("node_cake", `${text}?`)).join()).toContain("contains a question");
    expect(newFindings(linked("node_cake", `${text}. ${text}.`)).join()).toContain("at most 25");
  });

  it("when a node cannot be taught on a path", () => {
    const pack = withNode("node_bread", ({ explanations }) => ({ explanations: explanations.slice(0, 1) }));
    expect(newFindings(pack)).toEqual([
      "path 2: node_bread has no explanation for approach number",
      "node_bread: needs two or more explanations",
    ]);
  });

  it("when there is too little to ask", () => {
    const pack = withNode("node_bread", ({ items }) => ({ items: items.slice(0, 2) }));
    expect(newFindings(pack)).toEqual(["node_bread: needs an item of role step", "node_bread: needs three items besides its steps"]);
  });

  it("when the hints are not a ladder of four", () => {
    const pack = withNode("node_bread", ({ items }) => ({
      items: items.map((item, at) => (at === 0 ? { ...item, hints: item.hints.slice(1) } : item)),
    }));
    expect(newFindings(pack)).toEqual(["node_bread › itm_bread_1: needs exactly 4 hints, has 3"]);
  });

  it("when a pattern cannot be read, by its place", () => {
    const pack = withNode("node_bread", ({ misconceptions }) => ({
      misconceptions: misconceptions.map((one) => ({ ...one, match: ["larger||bigger"] })),
    }));
    expect(newFindings(pack)).toEqual([
      'node_bread › misconception bigger_number: pattern "larger||bigger": an empty alternative in "larger||bigger"',
    ]);
  });

  it("when a misconception denies a key point that the node does not have", () => {
    const pack = withNode("node_bread", ({ misconceptions }) => ({
      misconceptions: misconceptions.map((one) => ({ ...one, denies: ["unheard_of"] })),
    }));
    expect(newFindings(pack)).toContain("node_bread › misconception bigger_number: denies unheard_of, which is no key point of this node");
  });

  it("when an option blames a misconception that nobody described, or two options are right", () => {
    const pack = withNode("node_bread", ({ items }) => ({
      items: items.map((item) =>
        item.form === "choice"
          ? { ...item, options: item.options.map((option) => ({ ...option, correct: true, misconception: "unheard_of" })) }
          : item,
      ),
    }));
    expect(newFindings(pack)).toContain("node_bread › itm_bread_4: needs exactly one right option, has 2");
    expect(newFindings(pack)).toContain("node_bread › itm_bread_4: misconception unheard_of is not described in this node");
  });

  it("when an explanation asks something, but not when its code does", () => {
    const asking = withNode("node_bread", () => ({ simpler: "More guests. Smaller shares, right?" }));
    expect(newFindings(asking)).toEqual(["node_bread › simpler: contains a question; the only question is the item's"]);
    expect(newFindings(withNode("node_bread", () => ({ simpler: "In a query a `?` stands for a value." })))).toEqual([]);
  });

  it("when a text is too long for its place", () => {
    const pack = withNode("node_cake", ({ explanations }) => ({
      explanations: explanations.map((one) => ({ ...one, text: "crumb ".repeat(51) })),
    }));
    expect(newFindings(pack)).toEqual(["node_cake › explanation picture (a learner's first): has 51 words; at most 50"]);
    expect(newFindings({ ...fixturePack, promise: "crumb ".repeat(16) })).toEqual(["promise: has 16 words; at most 15"]);
  });

  it("when something a learner reads before answering gives the key away", () => {
    const told = "A third is larger: there are fewer pieces.";
    const places = {
      "node_bread › simpler": withNode("node_bread", () => ({ simpler: told })),
      "node_bread › feedback on bigger_number": withNode("node_bread", ({ misconceptions }) => ({
        misconceptions: misconceptions.map((one) => ({ ...one, feedback: told })),
      })),
      "node_bread › answer to question 1": withNode("node_bread", ({ questions }) => ({
        questions: questions.map((one) => ({ ...one, answer: told })),
      })),
      "node_bread › itm_bread_1 › hint 4": withNode("node_bread", ({ items }) => ({
        items: items.map((item, at) => (at === 0 ? { ...item, hints: [...item.hints.slice(0, 3), told] } : item)),
      })),
    };
    for (const [where, pack] of Object.entries(places)) expect(newFindings(pack).join("\n")).toContain(`${where}: states every key point`);
  });

  it("only as a warning when a worked example touches an easy step", () => {
    const pack = withNode("node_bread", ({ items }) => ({
      worked_example: "A rope cut into five long pieces makes fifths.",
      items: items.map((item) =>
        item.form === "choice"
          ? { ...item, options: item.options.map((option) => (option.correct ? { ...option, text: "Five pieces" } : option)) }
          : item,
      ),
    }));
    expect(newFindings(pack)).toEqual([]);
    expect(newFindings(pack, "warning").join()).toContain("node_bread › worked_example: gives the right option of itm_bread_4");
  });

  it("when a glossary explains a word twice", () => {
    const [term] = fixturePack.glossary;
    const glossary = term ? [term, { ...term, term: "Bottom number", also: [] }] : [];
    expect(newFindings({ ...fixturePack, glossary }).join()).toContain('"bottom number" is explained twice');
  });
});
