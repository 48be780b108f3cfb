import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redact } from "../../../src/llm/guard/redact.ts";
import { restore, restoreGrowing } from "../../../src/llm/guard/restore.ts";
import { createVault, type Vault } from "../../../src/llm/guard/vault.ts";

function vaultOf(text: string, tag = "qz"): Vault {
  const vault = createVault(tag);
  redact(text, vault);
  return vault;
}

/** What a learner would have read after each delta. */
const shownWhile = (whole: string, vault: Vault): string[] =>
  Array.from({ length: whole.length + 1 }, (_, chars) => restoreGrowing(whole.slice(0, chars), vault));

describe("an answer that streams in", () => {
  const vault = vaultOf("My name is Ana Kovač and my mail is ana@mail.hr.");

  it.each([
    '{"teaching":"Well done, ⟦name_1qz⟧! Write to ⟦email_1qz⟧."}',
    '{"teaching":"Well done, [NAME 1QZ], [[name_1qz]] and name_1qz."}',
    String.raw`{"teaching":"Well done, \u27e6name_1qz\u27E7!"}`,
  ])("never shows half a placeholder, wherever it is cut: %s", (whole) => {
    const shown = shownWhile(whole, vault);
    for (const text of shown) expect(text).not.toMatch(/[⟦⟧]|name_|email_|\[|NAME|u27/);
    for (const [i, text] of shown.entries()) expect(text.startsWith(shown[i - 1] ?? "")).toBe(true);
    expect(shown.at(-1)).toContain("Ana Kovač");
  });

  it("goes on at once when what looked like a placeholder was none", () => {
    expect(restoreGrowing("the name", vault)).toBe("the ");
    expect(restoreGrowing("the name of", vault)).toBe("the name of");
    expect(restoreGrowing("[1, 2", vault)).toBe("[1, 2");
  });

  it("stays JSON when what comes back has quotes in it", () => {
    const odd = createVault("qz");
    odd.values["name_1qz"] = 'Ana "Kov"\nač';
    const whole = restoreGrowing('{"teaching":"Hi ⟦name_1qz⟧!"}', odd);
    expect(JSON.parse(whole)).toEqual({ teaching: 'Hi Ana "Kov"\nač!' });
  });

  it("is not held back in a session that took nothing out", () => {
    expect(restoreGrowing('{"teaching":"na', createVault("qz"))).toBe('{"teaching":"na');
  });

  it("ends as the whole answer does, and only ever grows", () => {
    const part = fc.oneof(
      fc.constantFrom("⟦name_1qz⟧", "⟦name_9qz⟧", "name", "⟦", "[", " ", "a", "1", "é"),
      fc.string({ unit: "grapheme", maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const whole = `${parts.join("")}.`;
        const shown = shownWhile(whole, vault);
        for (const [i, text] of shown.entries()) expect(text.startsWith(shown[i - 1] ?? "")).toBe(true);
        if (!/["\\\n]/.test(whole)) expect(shown.at(-1)).toBe(restore(whole, vault));
      }),
      { numRuns: 200 },
    );
  });
});

describe("a model that makes placeholders up", () => {
  it.each(["⟦name_7qz⟧", "⟦email_2qz⟧", "⟦name_1xx⟧", "⟦person_1qz⟧"])("gives nothing away and breaks nothing: %s", (invented) => {
    const vault = vaultOf("My name is Ana Kovač.");
    expect(restore(`Hi ${invented}!`, vault)).toBe(`Hi ${invented}!`);
  });
});
