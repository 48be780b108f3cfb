import fc from "fast-check";
import { expect, it } from "vitest";
import { exceedsBytes } from "../../src/shared/utf8.ts";

it("a limit in bytes holds for every script, to the byte", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.nat({ max: 40 }), (text, max) => {
      expect(exceedsBytes(text, max)).toBe(Buffer.byteLength(text) > max);
    }),
  );
});
