import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { checkKeys, packFiles, readPack } from "../../scripts/packs-check.ts";
import { checkPack } from "../../src/curriculum/check-pack.ts";

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
