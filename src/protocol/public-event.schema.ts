import { z } from "zod";
import {
  askedItemSchema,
  draftReasonSchema,
  lessonContextSchema,
  nodeSchema,
  pathSchema,
  placementStepSchema,
  settingsSchema,
  strategySchema,
  summarySchema,
} from "./lesson.schema.ts";

/**
 * What a client may see of each event of the log. Every stored event has exactly one public event with the same `seq`, so `seq` is gapless on the
 * wire; drafts and reviews show that they happened and nothing of what they said.
 */
const head = { v: z.literal(1), seq: z.number().int().min(1), at: z.iso.datetime() };

/** Who produced it: a model, our own code standing in for one, or code that always decides this. */
export const publicSourceSchema = z.enum(["model", "embedded", "code"]);

export const publicEvaluationSchema = z.object({
  user_intent: z.enum(["attempt_answer", "ask_question", "stuck"]),
  evaluation: z.enum(["correct", "partial", "wrong", "n/a"]),
  should_advance: z.boolean(),
  /** `mastery`: the step is mastered; `practised`: every question of it was asked and the last one answered right; `placed`: it was known before. */
  advance_reason: z.enum(["evaluator", "mastery", "practised", "set_aside", "self_checked", "placed"]).nullable(),
  /** The learner's words that the verdict rests on; null when the reply was not an attempt. */
  quoted: z.string().nullable(),
  /** What was right, a sentence each. */
  right: z.array(z.string()),
  /** The known misconception's feedback, if one was recognised. */
  misconception: z.string().nullable(),
  /** What to look at again; points, does not tell. */
  missing_cue: z.string().nullable(),
  /** Confirms and enriches a correct answer. */
  confirm: z.string().nullable(),
  /** True when nothing could verify the answer: it stays out of mastery. */
  unverified: z.boolean(),
  /** True when a moderator kept the reply from every model, so that the tutor answers from the lesson alone; absent otherwise. */
  kept_from_models: z.boolean().optional(),
  /** What follows from it where it was asked before the teaching; absent otherwise, and for a learner's question. */
  placement: placementStepSchema.optional(),
});
export type PublicEvaluation = z.output<typeof publicEvaluationSchema>;

export const publicEventSchema = z.discriminatedUnion("type", [
  z.object({
    ...head,
    type: z.literal("session_created"),
    session_id: z.string(),
    lesson_context: lessonContextSchema,
    settings: settingsSchema,
  }),
  z.object({ ...head, type: z.literal("paths_generated"), paths: z.array(pathSchema), source: publicSourceSchema }),
  z.object({
    ...head,
    type: z.literal("path_chosen"),
    message_id: z.string(),
    path_id: z.string(),
    teaching_path: z.array(nodeSchema),
    /** The learner asked to be asked first; absent otherwise. */
    placement: z.literal(true).optional(),
  }),
  z.object({ ...head, type: z.literal("tutor_drafted"), source: publicSourceSchema }),
  z.object({ ...head, type: z.literal("draft_reviewed"), approved: z.boolean(), source: publicSourceSchema }),
  z.object({
    ...head,
    type: z.literal("tutor_delivered"),
    node_id: z.string(),
    node_index: z.number().int().min(0),
    reason: draftReasonSchema,
    strategy: strategySchema,
    /** Markdown. */
    teaching: z.string(),
    /** Markdown. */
    question: z.string(),
    item: askedItemSchema.nullable(),
    /** How many hints the question has; 0 where hints are closed. */
    hints_total: z.number().int().min(0),
    /** False when the draft went out at the retry limit without the reviewer's approval. */
    reviewed: z.boolean(),
    source: publicSourceSchema,
    /** Ids of the passages of the course's documents that the teaching rests on, for GET /v1/passages; absent where it rests on none. */
    cites: z.array(z.string()).optional(),
  }),
  z.object({
    ...head,
    type: z.literal("hint_delivered"),
    message_id: z.string(),
    level: z.number().int().min(1),
    of: z.number().int().min(1),
    text: z.string(),
  }),
  /** The learner asked for the explanation instead of a probe. */
  z.object({ ...head, type: z.literal("teaching_requested"), message_id: z.string() }),
  z.object({ ...head, type: z.literal("learner_replied"), message_id: z.string(), text: z.string() }),
  z.object({
    ...head,
    type: z.literal("reply_evaluated"),
    message_id: z.string(),
    ...publicEvaluationSchema.shape,
    /** The answer is right, and another question of the same step follows; absent otherwise. */
    practise: z.literal(true).optional(),
    source: publicSourceSchema,
  }),
  z.object({ ...head, type: z.literal("session_completed"), summary: summarySchema }),
  z.object({ ...head, type: z.literal("session_abandoned"), message_id: z.string() }),
]);
export type PublicEvent = z.output<typeof publicEventSchema>;
