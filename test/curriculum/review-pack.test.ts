import { describe, expect, it } from "vitest";
import { embeddedPaths } from "../../src/agents/path-generator/embedded-path-generator.ts";
import { leaks } from "../../src/curriculum/leak.ts";
import { type Pack, packNodeSchema, packOutlineSchema } from "../../src/curriculum/pack.schema.ts";
import { type AskedSkill, makeReviewPack, MAX_REVIEW_NODES } from "../../src/curriculum/review-pack.ts";
import { pathSchema } from "../../src/protocol/lesson.schema.ts";
import { fixturePack } from "../support/fixture-pack.ts";
import { starterPacks } from "../support/starter-packs.ts";

function askAll(pack: Pack, asked_item_ids: readonly string[] = []): AskedSkill[] {
  const { nodes, ...outline } = pack;
  return nodes.map((node) => ({ skill: node.skill, outline, node, asked_item_ids }));
}

const packs = [fixturePack, ...starterPacks];

describe.each(packs.map((pack) => [pack.id, pack] as const))("a review of %s", (_id, pack) => {
  it("is a pack that a session takes, with one path and a node a skill, whatever is due of it", () => {
    for (let count = 1; count <= pack.nodes.length; count++) {
      const { nodes, ...outline } = makeReviewPack(askAll(pack).slice(0, count), "review");
      expect(packOutlineSchema.parse(outline)).toEqual(outline);
      for (const node of nodes) expect(packNodeSchema.parse(node)).toEqual(node);
      expect(new Set(nodes.map(({ id }) => id)).size).toBe(count);
      expect(nodes.map(({ skill }) => skill)).toEqual(pack.nodes.slice(0, count).map(({ skill }) => skill));
      const { paths } = embeddedPaths({ language: pack.language, title: outline.title, objectives: [], pack: { ...outline, nodes } });
      expect(paths).toHaveLength(1);
      for (const path of paths) pathSchema.parse(path);
    }
  });

  it("opens each node with one sentence that gives nothing away and asks nothing", () => {
    for (const purpose of ["review", "challenge"] as const)
      for (const node of makeReviewPack(askAll(pack), purpose).nodes) {
        const [opening] = node.explanations;
        const [item] = node.items;
        expect(opening?.text).not.toContain("?");
        expect(opening?.text.match(/[.!]\s/g) ?? []).toHaveLength(0);
        expect(item && opening && leaks(opening.text, item)).toBeNull();
      }
  });

  it("asks what was not asked yet, then what was asked longest ago, and never a small step first", () => {
    for (const one of askAll(pack)) {
      const asked: string[] = [];
      const whole = one.node.items.filter(({ role }) => role !== "step").length;
      for (let time = 0; time < 2 * whole; time++) {
        const [node] = makeReviewPack([{ ...one, asked_item_ids: asked }], "review").nodes;
        const mains = node?.items.filter(({ role }) => role === "main") ?? [];
        expect(mains).toHaveLength(1);
        const [main] = mains;
        expect(one.node.items.find(({ id }) => id === main?.id)?.role).not.toBe("step");
        if (time < whole) expect(asked).not.toContain(main?.id);
        else expect(main?.id).toBe(asked[0]);
        asked.splice(0, asked.length, ...asked.filter((id) => id !== main?.id), main?.id ?? "");
      }
    }
  });
});

describe("a challenge", () => {
  it("asks for an answer in words where the step has such a question", () => {
    const inWords = packs
      .flatMap((pack) => askAll(pack))
      .filter(({ node }) => node.items.some(({ role, form }) => role !== "step" && form !== "choice"));
    const forms = inWords.map((one) => makeReviewPack([one], "challenge").nodes[0]?.items[0]?.form);
    expect(forms.length).toBeGreaterThan(0);
    expect(forms.filter((form) => form === "choice")).toEqual([]);
  });
});

it("a review is no longer than ten minutes", () => {
  const many = Array.from({ length: 4 }, () => askAll(fixturePack))
    .flat()
    .concat(askAll(fixturePack), askAll(fixturePack));
  expect(makeReviewPack(many, "review").nodes).toHaveLength(MAX_REVIEW_NODES);
});
