import { topicOf } from "../../curriculum/concepts/objective-topic.ts";

/** "What is inflation", "what are black holes": the thing asked about. "What is wrong with …" names none. */
const WHAT_IS = /^what(?:['’]s|\s+is|\s+are)\s+((?:an?\s+|the\s+)?[\p{L}\p{N}'’-]+(?:\s+[\p{L}\p{N}'’-]+){0,2})$/iu;
const NO_NAME = /^(?:wrong|behind|in|inside|it|this|that|happening|going|so|there|new|different|needed|needs?|meant)\b/i;
/** "How do vaccines work": the statement's order, where the verb needs no other form. */
const DO_SUPPORT = /^(how|why|when|where)\s+do\s+(\S.*)$/i;
const QUESTION = /^(?:how|why|what|who|whom|whose|which|when|where|is|are|do|does|did|can)\s/i;

/**
 * A title as the name of what it is about: "I want to understand black holes" and "What are black holes?" are "Black holes", "How do vaccines work?" is "How vaccines
 * work". Any other title stays, without its question mark.
 */
export function nameOfTitle(title: string): string {
  const topic = topicOf(title.replace(/[\s?？!]+$/u, ""));
  const [, thing] = WHAT_IS.exec(topic) ?? [];
  if (thing !== undefined && !NO_NAME.test(thing)) return capital(thing.replace(/^an?\s+/i, ""));
  const name = topic.replace(DO_SUPPORT, "$1 $2");
  return name === "" ? title : name;
}

/** Whether a name is a question or its answer ("How vaccines work") and no thing. */
export function isQuestion(name: string): boolean {
  return QUESTION.test(name);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
