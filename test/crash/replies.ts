import type { Dice } from "./dice.ts";

/** What a learner may say: mostly what is right, so that lessons end. */
export type Mood = "right" | "wrong" | "stuck" | "asks" | "wants_hint";

const ANSWERS: readonly (readonly [RegExp, string])[] = [
  [/a third or a fifth/, "The third is bigger because there are fewer pieces."],
  [/Two tables/, "The four people get more, because there are fewer parts."],
  [/a half or a ninth/, "The half is bigger because there are fewer pieces."],
  [/Into how many pieces/, "b"],
];

/** The right answer to a question of the fixture pack. */
export function rightAnswer(question: string): string {
  const answer = ANSWERS.find(([asks]) => asks.test(question))?.[1];
  if (answer === undefined) throw new Error(`Nobody taught this learner an answer to: ${question}`);
  return answer;
}

export function isRightAnswer(question: string, reply: string): boolean {
  return rightAnswer(question) === reply;
}

export function drawMood(dice: Dice): Mood {
  if (dice.chance(0.65)) return "right";
  return dice.pick(["wrong", "wrong", "stuck", "asks", "wants_hint"]);
}

/** What the learner says to the question on the table. */
export function chooseWords(mood: Exclude<Mood, "wants_hint">, asked: { readonly question: string }): string {
  if (mood === "right") return rightAnswer(asked.question);
  if (mood === "stuck") return "I don't know";
  return mood === "asks" ? "What is a denominator?" : "The fifth is larger.";
}
