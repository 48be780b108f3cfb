import { z } from "zod";
import { answerSchema, type Evidence } from "./evidence.schema.ts";

/** What the learner saw around an answer: kept so that "Why 72 %?" can be answered without the session. No estimate rests on it. */
export const seenSchema = z.object({
  /** Markdown, as it was asked. */
  question: z.string().max(8_000),
  /** The learner's words that the verdict rests on. */
  quoted: z.string().max(8_000).nullable(),
  concept: z.string().max(200),
  lesson_id: z.string().max(128),
  lesson_title: z.string().max(400),
  /** Of question, concept and title (BCP 47). */
  language: z.string().max(64),
  /** The pack that the node is from; null where a session was taught from its learner's own materials. */
  pack: z.object({ id: z.string(), version: z.number().int() }).nullable(),
  /** When the session began: of two that ask the same review, the one that answers later can be told from the one that began later. */
  began_at: z.iso.datetime(),
});
export type Seen = z.output<typeof seenSchema>;

/** One answer as a session tells it to its learner's object. */
export const toldAnswerSchema = z.object({ answer: answerSchema, seen: seenSchema });
export type ToldAnswer = z.output<typeof toldAnswerSchema>;

/** One line of a learner's log as it is stored: an answer with what was seen of it, or a correction. */
export interface StoredEvidence {
  readonly event: Evidence;
  readonly seen: Seen | null;
}
