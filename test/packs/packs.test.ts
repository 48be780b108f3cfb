import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { checkKeys, packFiles, readPack } from "../../scripts/packs-check.ts";
import { checkPack } from "../../src/curriculum/check-pack.ts";
import type { Pack } from "../../src/curriculum/pack.schema.ts";
import { fixturePack } from "../support/fixture-pack.ts";

describe("every starter pack", async () => {
  const files = await packFiles();
  it("is found", () => expect(files.length).toBeGreaterThan(0));

  describe.each(files.map((file) => ({ file, name: basename(String(file)) })))("$name", async ({ file, name }) => {
    const read = readPack(name, await readFile(file, "utf8"));
    const pack = "pack" in read ? read.pack : null;
    it("has the shape of a pack", () => expect("problem" in read ? read.problem : "").toBe(""));
    it("has nothing in it that would hurt a learner", () =>
      expect(pack ? checkPack(pack).filter(({ severity }) => severity === "error") : ["unread"]).toEqual([]));
    it("judges each of its own keys right", () => expect(pack ? checkKeys(pack) : ["unread"]).toEqual([]));
  });
});

describe("the check of keys", () => {
  it("reports an answer under also_right that is not judged right", () => {
    const [node] = fixturePack.nodes;
    const [item] = node?.items ?? [];
    if (!node || item?.form !== "open") throw new Error("The fixture begins with an open question.");
    const withRight = (also_right: string[]): Pack => ({ ...fixturePack, nodes: [{ ...node, items: [{ ...item, also_right }] }] });
    expect(checkKeys(withRight(["A third is bigger, as fewer people share."]))).toEqual([]);
    expect(checkKeys(withRight(["A third is bigger, as fewer people share.", "A third is bigger."]))).toMatchObject([
      { where: `${node.id} › ${item.id}`, problem: expect.stringContaining("answer 2 under also_right is judged partial") },
    ]);
  });
});
