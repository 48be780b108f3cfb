import { z } from "zod";
import { evaluationSchema } from "../agents/evaluator/evaluator.schema.ts";
import { answerSchema } from "../learners/evidence.schema.ts";
import { HASTES } from "../learners/gaming.ts";
import { skillMasterySchema } from "../learners/skill-state.schema.ts";
import {
  pathSchema,
  lessonContextSchema,
  nodeSchema,
  settingsSchema,
  summarySchema,
  draftReasonSchema,
  placementStepSchema,
  strategySchema,
  askedItemSchema,
} from "../protocol/lesson.schema.ts";
import { publicEvaluationSchema } from "../protocol/public-event.schema.ts";
import { draftSchema, sourceSchema } from "./state.schema.ts";

const correction = z.object({ check: z.string(), detail: z.string() });
/** What every result of an agent carries: which pending effect it answers, who produced it, what code set right, and which prompt it was. */
const result = {
  effect_seq: z.number().int().min(1),
  source: sourceSchema,
  corrections: z.array(correction),
  prompt_hash: z.string().nullable(),
};

/** One finding of the gate, as kept in the log. */
export const findingSchema = z.object({ check: z.string(), hard: z.boolean(), detail: z.string() });

export const tutorDraftedSchema = z.object({ type: z.literal("tutor_drafted"), ...result, draft: draftSchema });
export const draftReviewedSchema = z.object({
  type: z.literal("draft_reviewed"),
  ...result,
  approved: z.boolean(),
  feedback: z.string(),
  principles: z.record(z.string(), z.number()).nullable(),
  findings: z.array(findingSchema),
});

/** What happened, before the log gives it its place. The union is the whole truth of a session: state is a fold over these. */
export const eventBodySchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("session_created"),
    session_id: z.templateLiteral(["ses_", z.string()]),
    tenant_id: z.templateLiteral(["ten_", z.string()]),
    learner_id: z.templateLiteral(["lrn_", z.string()]),
    lesson_context: lessonContextSchema,
    settings: settingsSchema,
    /** What the learner brought along, where mastery decides. */
    masteries: z.array(skillMasterySchema).optional(),
  }),
  z.object({ type: z.literal("paths_generated"), ...result, paths: z.array(pathSchema).min(1) }),
  z.object({
    type: z.literal("path_chosen"),
    message_id: z.string(),
    path_id: z.string(),
    teaching_path: z.array(nodeSchema).min(1),
    /** Nodes that can be probed are asked about before they are taught. */
    placement: z.literal(true).optional(),
  }),
  tutorDraftedSchema,
  draftReviewedSchema,
  z.object({
    type: z.literal("tutor_delivered"),
    node_id: z.string(),
    node_index: z.number().int().min(0),
    reason: draftReasonSchema,
    strategy: strategySchema,
    teaching: z.string(),
    question: z.string(),
    item: askedItemSchema.nullable(),
    hints_total: z.number().int().min(0),
    hints: z.array(z.string()),
    citations: z.array(z.string()),
    /** The passages of documents that it rests on, by id. */
    cites: z.array(z.string()).optional(),
    reviewed: z.boolean(),
    source: sourceSchema.shape.kind,
  }),
  z.object({
    type: z.literal("hint_delivered"),
    message_id: z.string(),
    level: z.number().int().min(1),
    of: z.number().int().min(1),
    text: z.string(),
  }),
  z.object({ type: z.literal("teaching_requested"), message_id: z.string() }),
  z.object({ type: z.literal("learner_replied"), message_id: z.string(), text: z.string(), instructs_evaluator: z.boolean() }),
  z.object({
    type: z.literal("reply_evaluated"),
    ...result,
    effect_seq: z.number().int().min(1).nullable(),
    message_id: z.string(),
    evaluation: evaluationSchema,
    /** The learner-facing part, as it was shown. */
    verdict: publicEvaluationSchema,
    /** Where mastery decides: that of the step's skill after this answer. */
    mastery: skillMasterySchema.optional(),
    /** Right, and asked for once more: the step has questions left and its skill is not mastered yet. */
    practise: z.literal(true).optional(),
    /** Faster than anybody reads, or every hint opened unread. */
    haste: z.enum(HASTES).optional(),
    /** Of a reply to a probe: what follows from it, how likely the node is known, and the answer, if it was one that counts. */
    placement: z.object({ next: placementStepSchema, known: z.number().min(0).max(1), answer: answerSchema.optional() }).optional(),
  }),
  z.object({ type: z.literal("session_completed"), summary: summarySchema }),
  z.object({ type: z.literal("session_abandoned"), message_id: z.string() }),
]);
export type EventBody = z.output<typeof eventBodySchema>;

/** An event in its place: `seq` from 1 without gaps, `at` in UTC. */
export const sessionEventSchema = z.intersection(
  z.object({ v: z.literal(1), seq: z.number().int().min(1), at: z.iso.datetime() }),
  eventBodySchema,
);
export type SessionEvent = { readonly v: 1; readonly seq: number; readonly at: string } & EventBody;
