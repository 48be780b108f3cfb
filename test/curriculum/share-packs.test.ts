import { describe, expect, it } from "vitest";
import type { Pack } from "../../src/curriculum/pack.schema.ts";
import { sharePacks } from "../../src/curriculum/share-packs.ts";
import { copyPack } from "../../src/session/pack-copy.ts";
import { fixturePack } from "../support/fixture-pack.ts";

/** A curriculum that counts how often it is read. Each test takes a version of its own: what is shared is shared by all of them. */
function counted(pack: (version: number) => Pack | null) {
  let reads = 0;
  const shared = sharePacks({
    async loadPack(_id: string, version: number) {
      reads += 1;
      return pack(version);
    },
  });
  return { shared, reads: () => reads };
}

const fresh = (version: number): Pack => ({ ...structuredClone(fixturePack), version });

describe("a published pack", () => {
  it("is read once, and nobody can change what all are given", async () => {
    const { shared, reads } = counted(fresh);
    const [first, second] = [await shared.loadPack("shared", 9_001), await shared.loadPack("shared", 9_001)];
    expect(first).toEqual(fresh(9_001));
    expect(second).toBe(first);
    expect(reads()).toBe(1);
    expect(() => first?.nodes.pop()).toThrow(TypeError);
    expect(first && copyPack(first)).toBe(second && copyPack(second));
  });

  it("is another in another version", async () => {
    const { shared } = counted(fresh);
    expect((await shared.loadPack("shared", 9_002))?.version).toBe(9_002);
    expect((await shared.loadPack("shared", 9_003))?.version).toBe(9_003);
  });

  it("is looked for again where there was none, or the reading failed", async () => {
    let isDown = true;
    const { shared, reads } = counted((version) => {
      if (isDown) throw new Error("D1 is down");
      return reads() < 3 ? null : fresh(version);
    });
    await expect(shared.loadPack("shared", 9_004)).rejects.toThrow("D1 is down");
    isDown = false;
    expect(await shared.loadPack("shared", 9_004)).toBeNull();
    expect((await shared.loadPack("shared", 9_004))?.version).toBe(9_004);
  });

  it("is read each time where it is too large to be kept for all", async () => {
    const { shared, reads } = counted((version) => ({ ...fresh(version), promise: "long ".repeat(70_000) }));
    await shared.loadPack("shared", 9_005);
    await shared.loadPack("shared", 9_005);
    expect(reads()).toBe(2);
  });
});
