import { describe, expect, it } from "vitest";
import { stemOf } from "../../src/curriculum/stem.ts";

describe("stems of English words", () => {
  it("join the forms of a word, also of one whose double letter is its own", () => {
    for (const forms of ["add adds added adding", "stop stops stopped stopping", "call calls called calling", "egg eggs egged egging"])
      expect(new Set(forms.split(" ").map(stemOf)).size).toBe(1);
  });
});
