import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalText, readQuestion } from "../../../src/llm/cache/read-question.ts";

function areSame(a: string, b: string): boolean {
  const [one, other] = [readQuestion(a), readQuestion(b)];
  return one !== null && other !== null && canonicalText(one) === canonicalText(other);
}

describe("two learners ask the same", () => {
  it.each([
    ["What is a quorum?", "whats a quorum"],
    ["What is a quorum?", "Hi! Could you please explain what a quorum is? Thanks"],
    ["What is a quorum?", "what does quorum mean"],
    ["What is a quorum?", "Define quorum."],
    ["What is a quorum?", "WHAT IS A QUORUM"],
    ["Why does a leader need a majority?", "I don't really understand why the leader needs a majority"],
    ["Why does a leader need a majority?", "how come leaders need majorities??"],
    ["How do you count votes?", "ok so how do we count votes"],
    ["What is the difference between mitosis and meiosis?", "how is meiosis different from mitosis"],
    ["Can you give me an example of a quorum?", "what is an example of a quorum"],
    ["How do elections end?", "explain how elections end please"],
    ["How is 3/4 of 8 computed?", "Please explain how is 3/4 of 8 computed"],
  ])("“%s” and “%s”", (a, b) => expect(areSame(a, b)).toBe(true));
});

describe("a learner is never given the answer to another question", () => {
  it.each([
    ["What is a committee?", "what is a comittee?"],
    ["What is operant conditioning?", "What is operant condiitoning?"],
    ["Why is it important to vote?", "Why is it not important to vote?"],
    ["Why does a leader need a majority?", "Why doesn't a leader need a majority?"],
    ["Why does a leader need a majority?", "why dont a leader need a majority"],
    ["Why can a follower vote?", "Why can't a follower vote?"],
    ["Why can a follower vote?", "why cannot a follower vote"],
    ["Who may vote with a quorum?", "Who may vote without a quorum?"],
    ["What happens before an election?", "What happens after an election?"],
    ["Does heat cause pressure?", "Does pressure cause heat?"],
    ["How is 3/4 of 8 computed?", "How is 3/4 of 9 computed?"],
    ["How is 3/4 of 8 computed?", "How is 4/3 of 8 computed?"],
    ["What does a < b tell?", "What does a > b tell?"],
    ["What is f(x+1) there for x?", "What is f(x)+1 there for x?"],
    ["What is n! in words", "What is n in words"],
    ["What is String in `code`?", "What is string in `code`?"],
    ["What is vitamin A?", "What is vitamin B?"],
    ["What is vitamin A?", "What is vitamin?"],
    ["Why is Type A important?", "Why is type important?"],
    ["What is a nitrate?", "What is a nitrite?"],
    ["What is a neuron?", "What is a neutron?"],
    ["What is typical behaviour?", "What is atypical behaviour?"],
    ["What are two causes of war?", "What are three causes of war?"],
    ["What is a quorum?", "Why is a quorum needed?"],
    ["When was the leader elected?", "When is the leader elected?"],
    ["How do genes and environment interact?", "How do genes and environment differ?"],
    ["What is just noticeable difference?", "What is noticeable difference?"],
    ["Can a leader vote?", "Must a leader vote?"],
    ["Give an example of a quorum", "What is a quorum?"],
  ])("“%s” is not “%s”", (a, b) => expect(areSame(a, b)).toBe(false));

  it.each([
    "Why?",
    "Why is that?",
    "What does it mean?",
    "How does it elect a leader?",
    "Is my answer right?",
    "But why does a leader need a majority?",
    "Explain elections again",
    "Can you give me another example of a quorum?",
    "What did you say about elections?",
    "Why is option B wrong?",
    "What should I do?",
    "I don't know what to do",
    "What is the first step?",
    `What is a quorum? ${"It goes on. ".repeat(40)}`,
  ])("because “%s” hangs on the conversation", (text) => expect(readQuestion(text)).toBeNull());

  it.each(["Warum ist das so?", "Was ist das denn?", "¿Por qué es así?", "Pourquoi cela marche ?", "More than half of the members."])(
    "because nobody has listed what points out of “%s”",
    (text) => expect(readQuestion(text)).toBeNull(),
  );

  it("whatever is inserted: no word or sign that could matter may come and go", () => {
    const words = ["never", "only", "except", "least", "8", "<", "negative", "without", "unless", "half", "B"];
    const at = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...words), at, (word, place) => {
        const asked = "Why do larger groups need more votes".split(" ");
        const edited = [...asked.slice(0, place), word, ...asked.slice(place)].join(" ");
        expect(areSame(asked.join(" "), edited)).toBe(false);
      }),
    );
  });

  it("reads any text without falling over it, and always in the same way", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 320 }), (text) => {
        const read = readQuestion(text);
        expect(readQuestion(text)).toEqual(read);
        if (read) expect(canonicalText(read)).not.toBe("");
      }),
    );
  });
});
