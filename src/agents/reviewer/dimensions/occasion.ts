import type { Message } from "../../inputs.ts";

/** What a tutor's reply is judged by: the talk before it, oldest first, and the reference solution where there is one. */
export interface Occasion {
  readonly history: readonly Message[];
  readonly reply: string;
  /** Only what the tutor may know and the learner may not; null when nobody has written one. */
  readonly solution: string | null;
}

/** The sides of an occasion, taken apart once for all features. */
export interface Sides {
  /** All that the tutor said before. */
  readonly asked: string;
  /** All that the learner said. */
  readonly answered: string;
  readonly lastAsked: string;
  readonly lastAnswered: string;
}

/** No more than this of a conversation is read, from its end: what a reply is about is near. */
const MAX_HISTORY_CHARS = 6_000;

export function takeSides(history: readonly Message[]): Sides {
  const of = (role: Message["role"]): string[] =>
    history.filter((message) => message.role === role).map(({ content }) => content.slice(-MAX_HISTORY_CHARS));
  const asked = of("tutor");
  const answered = of("user");
  return {
    asked: asked.join("\n").slice(-MAX_HISTORY_CHARS),
    answered: answered.join("\n").slice(-MAX_HISTORY_CHARS),
    lastAsked: asked.at(-1) ?? "",
    lastAnswered: answered.at(-1) ?? "",
  };
}
