import type { SourceAnswer } from "../agents/source-answer.schema.ts";

/** Looks in the documents that a lesson was made from. */
export interface CourseSources {
  /** What they say to a question, in their own sentences. Throws when they cannot be reached, or not in time. */
  answer(courseId: string, question: string, language: string): Promise<SourceAnswer>;
}
