/** A marked part of a prompt, as the agents write it: `<<<reply … reply>>>`. `$1` is its name, `$2` its text. */
export const SEGMENT = /<<<([a-z][a-z0-9_]{0,40})\n([\s\S]*?)\n\1>>>/g;

/** Marked parts of the agents' prompts that may hold a learner's words: what they wrote, and what was written about it. */
export const LEARNER_SEGMENTS: readonly string[] = [
  "reply",
  "learner_reply",
  "conversation",
  "guidance",
  "teaching",
  "question",
  "learner_question",
  "reviewer_notes",
];

/** The parts that a learner has just written. */
export const SAID_SEGMENTS: readonly string[] = ["reply", "learner_reply", "learner_question"];

/** The texts of the named parts, in order. */
export const readSegments = (user: string, names: readonly string[]): string[] =>
  [...user.matchAll(SEGMENT)].flatMap(({ 1: name = "", 2: text = "" }) => (names.includes(name) ? [text] : []));
