import { findInstructions } from "../../shared/injection/find-instructions.ts";
import { within } from "../../llm/account/within.ts";
import type { Timer } from "../../llm/timer.port.ts";
import { isId } from "../../shared/ids.ts";
import type { CourseStore } from "../courses/document-store.port.ts";
import type { Answerer } from "../retrieve.port.ts";

export interface AnswerInLessonDeps {
  readonly answerer: Answerer;
  readonly courses: Pick<CourseStore, "tenantOf">;
  readonly timer: Timer;
}

/** A tutor says at most this many sentences of a source before it comes back to the lesson's question. */
const MAX_SENTENCES = 3;
const MAX_PASSAGES = 3;
/** A question whose documents are slow is answered from the lesson alone. */
const PATIENCE_MS = 3_000;

/** What a lesson's tutor may say and cite of the course's documents to a question. Sentences that read like orders are never said. */
export interface LessonAnswer {
  readonly sentences: { text: string; citations: string[] }[];
  readonly passages: { id: string; text: string }[];
}

const SILENT: LessonAnswer = { sentences: [], passages: [] };

/** Answers a learner's question from the documents of the course that their lesson was made from. A course that is gone says nothing. Throws when it takes too long. */
export async function answerInLesson(
  { answerer, courses, timer }: AnswerInLessonDeps,
  courseId: string,
  question: string,
  language: string,
): Promise<LessonAnswer> {
  if (!isId("crs", courseId)) return SILENT;
  const tenant_id = await courses.tenantOf(courseId);
  if (tenant_id === null) return SILENT;
  const scope = { tenant_id, course_id: courseId, document_ids: [] };
  const work = answerer.answer(scope, question, language, () => {});
  if (!(await within(timer, PATIENCE_MS, work))) throw new Error("The documents could not be searched in time.");
  const answer = await work;
  if (answer.status === "not_in_sources") return SILENT;
  const sentences = answer.sentences
    .filter(({ text }) => findInstructions(text).length === 0)
    .slice(0, MAX_SENTENCES)
    .map(({ text, citations }) => ({ text, citations: [...citations] }));
  const cited = new Set(sentences.flatMap(({ citations }) => citations));
  const passages = answer.passages
    .filter(({ passage }) => cited.has(passage.passage_id))
    .slice(0, MAX_PASSAGES)
    .map(({ passage }) => ({ id: passage.passage_id, text: passage.text }));
  const known = new Set(passages.map(({ id }) => id));
  return {
    sentences: sentences.flatMap(({ text, citations }) => {
      const there = citations.filter((id) => known.has(id));
      return there.length > 0 ? [{ text, citations: there }] : [];
    }),
    passages,
  };
}
