import { expect, it } from "vitest";
import { splitQuestion } from "../../../src/knowledge/answer/split-question.ts";

it.each([
  ["What is a leaf?", ["What is a leaf?"]],
  ["What is a leaf for? How does a root work?", ["What is a leaf for?", "How does a root work?"]],
  ["What is a leaf for, and how does it get its water?", ["What is a leaf for", "how does it get its water?"]],
  ["Do leaves take in light? Why?", ["Do leaves take in light? Why?"]],
  ["What is bread and butter made of?", ["What is bread and butter made of?"]],
  ["", [""]],
])("a question is searched for part by part: %s", (question, parts) => {
  expect(splitQuestion(question)).toEqual(parts);
});
