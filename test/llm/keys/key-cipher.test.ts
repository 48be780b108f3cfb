import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKeyCipher } from "../../../src/llm/keys/key-cipher.adapter.ts";
import { systemRandom } from "../../../src/shared/system-random.adapter.ts";

const keyOf = (seed: number) => new Uint8Array(32).fill(seed);
const cipherWith = (current: number, previous: number | null = null) =>
  createKeyCipher({ current: keyOf(current), previous: previous === null ? null : keyOf(previous), random: systemRandom });
const ADA = { tenant_id: "ten_ada", provider: "openai", base_url: null } as const;

describe("a tenant's key", () => {
  it("comes back as it was sealed, whatever is in it, and looks different every time", async () => {
    const cipher = cipherWith(1);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 512 }), async (text) => {
        fc.pre(text.isWellFormed());
        const [one, two] = [await cipher.seal(ADA, text), await cipher.seal(ADA, text)];
        expect(await cipher.open(ADA, one)).toBe(text);
        expect(one.sealed).not.toBe(two.sealed);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ["another tenant", { ...ADA, tenant_id: "ten_eve" }],
    ["another provider", { ...ADA, provider: "groq" }],
    ["an address that was slipped in", { ...ADA, base_url: "https://eve.example.org" }],
  ] as const)("does not open for %s, even with the row copied over", async (_, context) => {
    const cipher = cipherWith(1);
    expect(await cipher.open(context, await cipher.seal(ADA, "sk-secret"))).toBeNull();
  });

  it("does not open once a single character of it was changed", async () => {
    const cipher = cipherWith(1);
    const { sealed, key_version } = await cipher.seal(ADA, "sk-secret");
    for (let at = 0; at < sealed.length; at++) {
      const changed = `${sealed.slice(0, at)}${sealed[at] === "A" ? "B" : "A"}${sealed.slice(at + 1)}`;
      // The last character holds bits that belong to no byte.
      if (at < sealed.length - 1) expect(await cipher.open(ADA, { key_version, sealed: changed })).toBeNull();
    }
    for (const damaged of ["", "A", "not base64url!", sealed.slice(0, 16)])
      expect(await cipher.open(ADA, { key_version, sealed: damaged })).toBeNull();
  });

  it("still opens after the encryption key was changed, while the previous one is given, and is sealed with the new one from then on", async () => {
    const before = await cipherWith(1).seal(ADA, "sk-secret");
    expect(await cipherWith(2, 1).open(ADA, before)).toBe("sk-secret");
    expect(await cipherWith(2).open(ADA, before)).toBeNull();
    const after = await cipherWith(2, 1).seal(ADA, "sk-secret");
    expect(await cipherWith(2).open(ADA, after)).toBe("sk-secret");
    expect(await cipherWith(2).version()).toBe(after.key_version);
    expect(before.key_version).not.toBe(after.key_version);
  });
});
