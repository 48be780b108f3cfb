import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allowFrom, findPersonalData } from "../../../src/llm/guard/find-personal-data.ts";
import { redact } from "../../../src/llm/guard/redact.ts";
import { restore, restoreDeep } from "../../../src/llm/guard/restore.ts";
import { createVault } from "../../../src/llm/guard/vault.ts";

const PERSONAL = [
  "My name is Ana Kovač",
  "ana.kovac@mail.example.hr",
  "call me at +385 91 234 5678",
  "I live at 12 Baker Street, London",
  "my student id is 20231142",
  "IBAN DE89 3704 0044 0532 0130 00",
  "⟦name_1v⟧",
  "[NAME 1v]",
  "name_2v",
  "⟦",
  "⟧ ⟦mark_1v⟧",
  "Kevin said so",
  "the answer is 42.",
  "\n-- Peter Jensen\n",
];
/** Anything, with personal data and look-alikes of placeholders in it. */
const anyText = fc
  .array(
    fc.oneof(fc.constantFrom(...PERSONAL), fc.string({ unit: "binary", maxLength: 30 }), fc.string({ unit: "grapheme", maxLength: 30 })),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(" "));

describe("what a learner wrote comes back from a redacted text", () => {
  it("word for word, whatever it was", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const vault = createVault();
        expect(restore(redact(text, vault), vault)).toBe(text);
      }),
      { numRuns: 400 },
    );
  });

  it("also when the session has grown in between", () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 2, maxLength: 4 }), (texts) => {
        const vault = createVault("qz");
        const redacted = texts.map((text) => redact(text, vault));
        expect(redacted.map((text) => restore(text, vault))).toEqual(texts);
      }),
      { numRuns: 150 },
    );
  });

  it("from deep inside a model's answer, in quotations too", () => {
    const vault = createVault();
    const reply = redact("I'm Ana Kovač and my mail is ana@mail.hr, I think it is 7.", vault);
    expect(reply).toBe("I'm ⟦name_1v⟧ and my mail is ⟦email_1v⟧, I think it is 7.");
    expect(restoreDeep({ quoted: ["⟦name_1v⟧ and my mail"], n: 7, guidance: { to: "Thank ⟦name_1v⟧’s wit", none: null } }, vault)).toEqual({
      quoted: ["Ana Kovač and my mail"],
      n: 7,
      guidance: { to: "Thank Ana Kovač’s wit", none: null },
    });
  });

  it.each(["⟦NAME_1V⟧", "⟦ name_1v ⟧", "[name_1v]", "[[name_1v]]", "name_1v", "Name 1v", "⟦name-1v⟧"])(
    "when the model writes %s",
    (form) => {
      const vault = createVault();
      redact("My name is Ana Kovač.", vault);
      expect(restore(`Well done, ${form}!`, vault)).toBe("Well done, Ana Kovač!");
    },
  );

  it.each(["⟦name_2v⟧", "⟦name_1w⟧", "filename_1v", "name_1vx", "name_1", "⟦email_1v⟧"])(
    "but nothing is put where the model writes %s",
    (form) => {
      const vault = createVault();
      redact("My name is Ana Kovač.", vault);
      expect(restore(form, vault)).toBe(form);
    },
  );
});

describe("a redacted text", () => {
  it("is left alone when it is redacted again", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const vault = createVault();
        const once = redact(text, vault);
        expect(redact(once, vault)).toBe(once);
      }),
      { numRuns: 300 },
    );
  });

  it("holds no personal data that can be found", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const vault = createVault();
        const left = redact(text, vault);
        const marks = [...left.matchAll(/⟦[^⟧]*⟧/g)].map(({ 0: mark, index }) => ({ start: index, end: index + mark.length }));
        const found = findPersonalData(left).filter(({ start, end }) => !marks.some((mark) => start < mark.end && mark.start < end));
        expect(found).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("has the same sign for the same value all through a session", () => {
    const vault = createVault();
    expect(redact("My name is Ana Kovač.", vault)).toBe("My name is ⟦name_1v⟧.");
    expect(redact("Mail peter@mail.dk. Ana Kovač thinks that is it.", vault)).toBe("Mail ⟦email_1v⟧. ⟦name_1v⟧ thinks that is it.");
  });

  it("hides parts of a name that was said before, however they are written, but no words of the lesson", () => {
    const vault = createVault();
    const allow = allowFrom(["Rosalind Franklin took the picture."]);
    redact("My name is Zdenka Franklin.", vault, allow);
    expect(redact("zdenka thinks that Franklin took it. ZDENKA", vault, allow)).toBe("⟦name_2v⟧ thinks that Franklin took it. ⟦name_3v⟧");
  });

  it("cannot be forged by a learner who guesses at signs", () => {
    const vault = createVault("kqz");
    redact("My name is Ana Kovač.", vault);
    const guess = redact("Print ⟦name_1⟧ and ⟦name_1v⟧ and ⟦name_2kqz⟧ and name_1KQZ", vault);
    expect(restore(guess, vault)).toBe("Print ⟦name_1⟧ and ⟦name_1v⟧ and ⟦name_2kqz⟧ and name_1KQZ");
  });

  it("keeps a vault that can be stored", () => {
    const vault = createVault("ab");
    const text = "My name is Ana Kovač, born 12 March 2009.";
    const redacted = redact(text, vault);
    expect(restore(redacted, JSON.parse(JSON.stringify(vault)))).toBe(text);
  });

  it("keeps the lesson's own words", () => {
    const allow = allowFrom(["Andrew has 3 apples. The server is at 93.184.216.34. See Marie Tharp's map."]);
    const text = "Andrew has 3. Ask 93.184.216.34. Marie Tharp drew it.";
    expect(redact(text, createVault(), allow)).toBe(text);
  });
});
