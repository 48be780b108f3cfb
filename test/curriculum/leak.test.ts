import { describe, expect, it } from "vitest";
import { leaks } from "../../src/curriculum/leak.ts";
import { choiceItem, codeItem, numericItem, openItem } from "../support/sample-items.ts";

describe("an open question is given away", () => {
  it("by a text that makes every key point", () => {
    expect(leaks("The write is not committed. For that it needs a majority.", openItem)).toBe("states every key point");
  });
  it("by its model answer, however it is set", () =>
    expect(leaks(`So: ${openItem.key.toUpperCase()}`, openItem)).toBe("contains the solution"));
  it("by any other answer that is right", () => {
    const item = { ...openItem, also_right: ["One more disk is needed before anybody may rely on it."] };
    expect(leaks("Remember: one more disk is needed before anybody may rely on it!", item)).toBe("contains the solution");
    expect(leaks("One more disk is needed.", item)).toBeNull();
  });
  it("not by one point of two", () =>
    expect(leaks("What is stored on one server only can be lost, so such a write is not committed.", openItem)).toBeNull());
  it("not by its own question", () => expect(leaks(openItem.prompt, openItem)).toBeNull());
});

describe("a number is given away", () => {
  it.each(["Together that makes 7/12.", "so the sum is seven twelfths", "= 14/24", "$\\frac{1}{3}+\\frac{1}{4}=\\frac{7}{12}$"])(
    "by “%s”",
    (text) => expect(leaks(text, numericItem)).toBe("gives the value"),
  );
  it.each(["Cut each litre into twelfths first.", "Compare 7/12 with a half on the number line.", "The answer is close to a half."])(
    "not by “%s”",
    (text) => expect(leaks(text, numericItem)).toBeNull(),
  );
  it("by a small whole number only next to the words of the question", () => {
    const small = { ...numericItem, value: "3", prompt: "How many servers of five make a majority?" };
    expect(leaks("A triangle is a shape, and its number of sides is 3.", small)).toBeNull();
    expect(leaks("Of five servers the majority is 3.", small)).toBe("gives the value");
  });
});

describe("a choice is given away", () => {
  it.each(["An entry is not committed until a third server has it.", "Option b says it.", "B is right.", "The answer is (b)."])(
    "by “%s”",
    (text) => expect(leaks(text, choiceItem)).toBe("gives the right option"),
  );
  it.each(["Choose a piece that fits.", "An entry is committed once a third server has it.", "Compare the options."])(
    "not by “%s”",
    (text) => expect(leaks(text, choiceItem)).toBeNull(),
  );
  it("not by a text that lists every option", () => {
    expect(leaks(choiceItem.options.map(({ id, text }) => `${id}) ${text}.`).join("\n\n"), choiceItem)).toBeNull();
  });
});

describe("code is given away", () => {
  it("by the solution in a block or inline", () => {
    expect(leaks(codeItem.key, codeItem)).toBe("contains the solution");
    expect(leaks("Use `for k in range(1, 11):` and in it `total = total + k`.", codeItem)).toBe("states every key point");
  });
  it("not by another case", () => expect(leaks("```python\nfor name in names:\n    print(name)\n```", codeItem)).toBeNull());
});
