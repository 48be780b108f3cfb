import { z } from "zod";
import { evaluationSchema } from "../agents/evaluator/evaluator.schema.ts";
import { sourceAnswerSchema } from "../agents/source-answer.schema.ts";
import { tutorOutputSchema } from "../agents/tutor/tutor.schema.ts";
import { answerSchema } from "../learners/evidence.schema.ts";
import { HASTES } from "../learners/gaming.ts";
import { skillMasterySchema } from "../learners/skill-state.schema.ts";
import {
  askedItemSchema,
  draftReasonSchema,
  lessonContextSchema,
  nodeSchema,
  outcomeSchema,
  pathSchema,
  settingsSchema,
  strategySchema,
} from "../protocol/lesson.schema.ts";
import { publicEvaluationSchema } from "../protocol/public-event.schema.ts";

/** A tutor message before review, with what code knows about it. */
export const draftSchema = tutorOutputSchema.extend({
  item_id: z.string().nullable(),
  strategy: strategySchema,
  sources: sourceAnswerSchema.optional(),
});

/** Who produced an output. `attempts` names every model that was asked in vain, in order. */
export const sourceSchema = z.object({
  kind: z.enum(["model", "embedded", "code"]),
  route: z.string(),
  /** Set when it cost nothing now: a model had said it before, or it was drafted ahead. */
  cache: z.enum(["exact", "semantic", "speculation"]).optional(),
  /** A deadline was missed on the way: the rest of the turn stays embedded. */
  late: z.boolean(),
  attempts: z.array(z.object({ route: z.string(), fault: z.string(), detail: z.string() })),
});
export type Source = z.output<typeof sourceSchema>;

/** The turn that an effect belongs to: when it began and whether models are still asked. */
const turn = z.object({ started_at: z.iso.datetime(), embedded_only: z.boolean() });
export type Turn = z.output<typeof turn>;

/** A draft that passed the hard checks, and who wrote it. */
const safeDraft = z.object({ draft: draftSchema, source: sourceSchema.shape.kind });

const effectSeq = z.number().int().min(1);

/**
 * Where the session stands. A phase with a pending effect carries `effect_seq`, the sequence number of the event that made it pending.
 * `safe_draft` is the newest draft of this turn that passed the hard checks: the only kind that may go out at the retry limit.
 */
export const phaseSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("planning"), effect_seq: effectSeq, turn }),
  z.object({ type: z.literal("choosing_path") }),
  z.object({ type: z.literal("drafting"), effect_seq: effectSeq, turn, reason: draftReasonSchema, safe_draft: safeDraft.nullable() }),
  z.object({
    type: z.literal("reviewing"),
    effect_seq: effectSeq,
    turn,
    reason: draftReasonSchema,
    draft: draftSchema,
    draft_source: sourceSchema.shape.kind,
    safe_draft: safeDraft.nullable(),
  }),
  z.object({ type: z.literal("awaiting_reply") }),
  z.object({ type: z.literal("evaluating"), effect_seq: effectSeq, turn, message_id: z.string() }),
  z.object({ type: z.literal("completed") }),
  z.object({ type: z.literal("abandoned") }),
]);
export type Phase = z.output<typeof phaseSchema>;

/** Progress on the current node. */
export const nodeProgressSchema = z.object({
  /** Replies that did not advance, questions excepted: drives the strategy. */
  remediation_round: z.number().int().min(0),
  /** Wrong and partial attempts only. */
  failures: z.number().int().min(0),
  hints_used: z.number().int().min(0),
  item_id: z.string().nullable(),
  asked_item_ids: z.array(z.string()),
  /** The question on the table, as delivered; null before the first. */
  question: z.string().nullable(),
  /** Hints already given for the question on the table. */
  hint_level: z.number().int().min(0),
  /** The tutor's own ladder, where the question has no item. */
  hints: z.array(z.string()),
  used_passage_ids: z.array(z.string()),
  /** Key points that replies to the question on the table have met so far. */
  points_met: z.array(z.string()),
  /** Whether the last reply met one that no earlier reply to the question had: it is worth completing. */
  made_progress: z.boolean(),
  /** When the question on the table was asked: a guess is told by its haste. */
  asked_at: z.iso.datetime().optional(),
});
export type NodeProgress = z.output<typeof nodeProgressSchema>;

export const sessionStateSchema = z.object({
  v: z.literal(1),
  session_id: z.templateLiteral(["ses_", z.string()]),
  lesson_context: lessonContextSchema,
  settings: settingsSchema,
  paths: z.array(pathSchema),
  path_id: z.string().nullable(),
  teaching_path: z.array(nodeSchema),
  current_index: z.number().int().min(0),
  /** The last 10 turns (20 messages). */
  history: z.array(z.object({ role: z.enum(["tutor", "user"]), content: z.string() })),
  last_feedback_loop: z.object({ retry_count: z.number().int().min(0), reviewer_notes: z.string().nullable() }),
  node: nodeProgressSchema,
  /** The forms of the questions that opened the nodes so far, each once, the one asked most recently last. */
  opening_forms: z.array(askedItemSchema.shape.form),
  last_reply: z.object({ message_id: z.string(), text: z.string(), instructs_evaluator: z.boolean() }).nullable(),
  last_evaluation: evaluationSchema.nullable(),
  /** What the learner saw of the last evaluation; kept so that a snapshot can show it again. */
  last_verdict: publicEvaluationSchema.nullable(),
  outcomes: z.array(outcomeSchema.extend({ hints_used: z.number().int(), failures: z.number().int() })),
  /** Where mastery decides: that of each skill met so far, what was brought along included. */
  masteries: z.array(skillMasterySchema).optional(),
  /** Of the last attempts, the newest last: what its time says of each. */
  recent_haste: z.array(z.enum(HASTES).nullable()).optional(),
  /** While nodes are asked about before they are taught: the answers to the current node's probes, oldest first. */
  placing: z.object({ probes: z.array(answerSchema) }).optional(),
  /** Tutor messages delivered so far. */
  turn_number: z.number().int().min(0),
  phase: phaseSchema,
});
export type SessionState = z.output<typeof sessionStateSchema>;
